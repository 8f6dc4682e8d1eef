package dev.seshat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `seshat mcp` as a process of its own, as a client starts it: what comes in on stdin, whatever it is, and nothing but
/// protocol on stdout.
class McpProcessTest {
  private static final String HELLO =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"p","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      """;
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"ping\"}\n";

  @TempDir Path folder;

  /// What the process answered, each line of it a message, after which it ended by itself.
  private List<Map<String, @Nullable Object>> answers(byte[]... input) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:disable",
                "-Xlog:class+load:file=" + folder.resolve("classes.log"),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.seshat.cli.Main",
                "--store",
                folder.resolve("test.db").toString(),
                "mcp")
            .redirectError(folder.resolve("err").toFile())
            .start();
    CompletableFuture<byte[]> out =
        CompletableFuture.supplyAsync(() -> {
          try {
            return process.getInputStream().readAllBytes();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
    try (OutputStream in = process.getOutputStream()) {
      for (byte[] part : input) {
        in.write(part);
      }
    }
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return new String(out.get(), UTF_8)
        .lines()
        .map(line -> Json.parseObject("stdout", line))
        .toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void whateverComesInItAnswersAndEndsAtTheEnd() throws Exception {
    ByteArrayOutputStream huge = new ByteArrayOutputStream();
    huge.writeBytes(bytes("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\""));
    huge.writeBytes("x".repeat(20 << 20).getBytes(UTF_8));
    huge.writeBytes(bytes("\"}\n"));
    byte[] storm =
        bytes("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/nobody/knows\"}\n".repeat(20_000));
    byte[] notUtf8 = {'{', '"', 'a', '"', ':', '"', (byte) 0xc3, (byte) 0x28, '"', '}', '\n'};

    List<Map<String, @Nullable Object>> answers =
        answers(
            bytes(HELLO),
            huge.toByteArray(),
            notUtf8,
            storm,
            bytes("\r\n\u0000\n" + PING),
            bytes("{\"jsonrpc\":\"2.0\",\"id\":10,\"method\":\"tools/"));

    assertThat(answers.getFirst()).containsEntry("id", 1).containsKey("result");
    assertThat(answers.stream().map(answer -> answer.get("id")))
        .containsExactly(1, null, null, null, 9, null);
    assertThat(Json.write(answers.get(1))).contains("longer than");
    assertThat(Json.write(answers.get(2))).contains("not UTF-8");
    assertThat(Json.write(answers.getLast())).contains("-32700");
  }

  @Test
  void itLoadsNothingOfTheServerOverHttp() throws Exception {
    assertThat(
            answers(
                bytes(HELLO), bytes("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}\n")))
        .hasSize(2);
    try (var lines = Files.lines(folder.resolve("classes.log"))) {
      assertThat(
              lines.filter(line ->
                  line.contains(" io.javalin.")
                      || line.contains(" org.eclipse.jetty.")
                      || line.contains(" gg.jte.")
                      || line.contains(" jakarta.servlet.")))
          .isEmpty();
    }
  }
}
