package dev.seshat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server, as the command starts and ends it.
class ServeCommandTest {
  @TempDir Path folder;

  @Test
  void itSaysWhereItIsAndEndsWhenTold() throws Exception {
    try (PipedInputStream said = new PipedInputStream(1 << 14);
        PipedOutputStream pipe = new PipedOutputStream(said)) {
      PrintStream nowhere = new PrintStream(java.io.OutputStream.nullOutputStream());
      Terminal terminal =
          new Terminal(
              InputStream.nullInputStream(),
              new PrintStream(pipe, true, StandardCharsets.UTF_8),
              nowhere,
              Map.of("SESHAT_STORE", folder.resolve("test.db").toString()),
              false,
              false);
      FutureTask<Integer> serving =
          new FutureTask<>(() -> Cli.run(terminal, "serve", "--port", "0"));
      Thread thread = Thread.ofPlatform().start(serving);
      URI uri =
          URI.create(
              new BufferedReader(new InputStreamReader(said, StandardCharsets.UTF_8)).readLine());

      try (HttpClient client = HttpClient.newHttpClient()) {
        HttpRequest ready =
            HttpRequest.newBuilder(uri.resolve("/health/ready"))
                .timeout(Duration.ofSeconds(30))
                .build();
        assertThat(client.send(ready, HttpResponse.BodyHandlers.ofString()).statusCode())
            .isEqualTo(200);
      }
      thread.interrupt();
      assertThat(serving.get(60, TimeUnit.SECONDS)).isZero();
    }
  }

  @Test
  void addressesThatOthersCanReachAreRefusedWithoutATokenThatCounts() {
    Shell shell = new Shell(folder.resolve("test.db"));
    assertThat(shell.run("serve", "--host", "0.0.0.0").refused(2).err()).contains("127.0.0.1");
    for (String option :
        new String[] {"--host=192.0.2.7", "--login", "--public-url=https://seshat.example"}) {
      assertThat(shell.run("serve", "--port", "0", option).refused(2).err())
          .contains("seshat token create");
    }
    for (String option :
        new String[] {
          "--host=",
          "--host=a b",
          "--public-url=seshat.example",
          "--public-url=ftp://seshat.example",
          "--public-url=https://seshat.example/path",
          "--public-url=https://",
          "--public-url=a b",
          "--rate=0",
          "--rate=many"
        }) {
      shell.run("serve", "--port", "0", option).refused(2);
    }
    shell.run("serve", "--port", "70000").refused(2);
    shell.run("serve", "--port", "http").refused(2);
  }
}
