package dev.seshat.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.resolve.DirectoryCodeResolver;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Does what `docs/add-a-feature.md` says, on a copy of the sources, and uses the feature through every door.
class AddAFeatureTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK =
      Pattern.compile(
          "```\\w+ file=\"([^\"]+)\"(?: before=\"((?:[^\"\\\\]|\\\\.)*)\")?\n(.*?)\n?```",
          Pattern.DOTALL);

  @TempDir Path temp;

  @Test
  void thePageAddsAFeatureToEveryDoor() throws Exception {
    String page = Files.readString(ROOT.resolve("docs/add-a-feature.md"));
    assertThat(page.lines().count()).isLessThan(150);
    for (String module : List.of("core", "server", "cli")) {
      copy(ROOT.resolve(module + "/src/main"), temp.resolve(module + "/src/main"));
    }
    List<MatchResult> blocks = BLOCK.matcher(page).results().toList();
    assertThat(blocks).hasSizeGreaterThan(10);
    for (MatchResult block : blocks) {
      apply(temp.resolve(block.group(1)), block.group(2), block.group(3));
    }
    Path classes = compile();
    use(classes);
  }

  private static void apply(Path file, @Nullable String before, String text) throws IOException {
    if (before == null) {
      assertThat(file).doesNotExist();
      Files.createDirectories(file.getParent());
      Files.writeString(file, text + "\n");
      return;
    }
    String place = before.replace("\\n", "\n").replace("\\\"", "\"");
    String source = Files.readString(file);
    assertThat(source).as("%s has the place", file.getFileName()).containsOnlyOnce(place);
    Files.writeString(file, source.replace(place, text + "\n" + place));
  }

  private Path compile() throws IOException {
    Path classes = Files.createDirectories(temp.resolve("classes"));
    Path templates = Files.createDirectories(temp.resolve("templates"));
    TemplateEngine engine =
        TemplateEngine.create(
            new DirectoryCodeResolver(temp.resolve("server/src/main/jte")),
            templates,
            ContentType.Html,
            null,
            "gg.jte.generated.precompiled");
    engine.setTrimControlStructures(true);
    engine.generateAll();
    List<String> sources =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-nowarn",
                "-parameters",
                "-d",
                classes.toString(),
                "-cp",
                libraries()));
    for (Path folder :
        List.of(temp.resolve("core"), temp.resolve("server"), temp.resolve("cli"), templates)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(file -> sources.add(file.toString()));
      }
    }
    for (String module : List.of("core", "server", "cli")) {
      copy(temp.resolve(module + "/src/main/resources"), classes);
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    java.io.ByteArrayOutputStream errors = new java.io.ByteArrayOutputStream();
    int result = compiler.run(null, errors, errors, sources.toArray(String[]::new));
    assertThat(result).as(errors.toString(UTF_8)).isZero();
    return classes;
  }

  /// The jars that are not this program's own.
  private static String libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry ->
            entry.endsWith(".jar")
                && !Path.of(entry).getFileName().toString().startsWith("seshat-"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void use(Path classes) throws Exception {
    String session = run(classes, "session", "start", "To be found again", "--json");
    assertThat(session).contains("\"id\"");
    assertThat(run(classes, "bookmark", "put", "north star", "current")).contains("north star");
    assertThat(run(classes, "bookmark", "list", "--json")).contains("\"name\" : \"north star\"");
    assertThat(agent(classes)).contains("Bookmarked as by an agent");
    Process server = program(classes, "serve", "--port", "0").start();
    try (BufferedReader out = server.inputReader(UTF_8);
        HttpClient http = HttpClient.newHttpClient()) {
      URI address = URI.create(out.readLine());
      assertThat(get(http, address.resolve("/bookmarks")))
          .contains("north star")
          .contains("by an agent");
      HttpRequest put =
          HttpRequest.newBuilder(address.resolve("/api/v1/sessions/current/bookmark"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"over REST\"}"))
              .build();
      assertThat(http.send(put, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      assertThat(get(http, address.resolve("/api/v1/bookmarks"))).contains("over REST");
      assertThat(get(http, address.resolve("/api/v1/openapi.json"))).contains("putBookmark");
      assertThat(get(http, address.resolve("/api/v1/audit?entity=bookmark")))
          .contains("bookmark.put");
    } finally {
      server.destroy();
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private String agent(Path classes) throws IOException, InterruptedException {
    Process mcp = program(classes, "mcp", "--tools", "ops").start();
    try (var in = mcp.outputWriter(UTF_8)) {
      in.write(
          """
          {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
          {"jsonrpc":"2.0","method":"notifications/initialized"}
          {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"bookmark","arguments":{"session":"%s","name":"by an agent","idempotency_key":"k"}}}
          """
              .formatted(
                  run(classes, "session", "list", "--json")
                      .replaceAll("(?s).*?\"id\" : \"([^\"]+)\".*", "$1")));
    }
    String said = new String(mcp.getInputStream().readAllBytes(), UTF_8);
    assertThat(mcp.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private static String get(HttpClient http, URI address) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private String run(Path classes, String... arguments) throws IOException, InterruptedException {
    Process process = program(classes, arguments).start();
    String said;
    try (InputStream out = process.getInputStream()) {
      said = new String(out.readAllBytes(), UTF_8);
    }
    assertThat(process.waitFor()).as(String.join(" ", arguments) + ": " + said).isZero();
    return said;
  }

  private ProcessBuilder program(Path classes, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes + File.pathSeparator + libraries(),
                "dev.seshat.cli.Main",
                "--store",
                temp.resolve("work.db").toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
