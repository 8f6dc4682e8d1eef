package dev.seshat.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two server processes on one store: what is changed through one shows in a page of the other that is open.
class TwoServersTest {
  private static final Duration PROMISED = Duration.ofSeconds(2);
  private static final int CHANGES = 5;

  @TempDir Path profile;
  @TempDir Path directory;
  private final Programs programs = new Programs();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() throws InterruptedException {
    programs.close();
    http.close();
  }

  private void post(URI uri, String json) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private void changesShow(String what, String store) throws Exception {
    Optional<Path> program = Browser.program();
    assumeTrue(program.isPresent(), "no Chromium on this machine's PATH");
    URI one = programs.serve(store, Map.of()).site();
    URI other = programs.serve(store, Map.of()).site();
    post(one.resolve("/api/v1/sessions"), "{\"intention\":\"There from the start\"}");
    List<Long> millis = new ArrayList<>();
    try (Browser browser = Browser.open(program.get(), profile)) {
      browser.go(other.resolve("/sessions"));
      browser.until("document.getElementById('live').dataset.state === 'live'");
      for (int change = 1; change <= CHANGES; change++) {
        String intention = "Change number " + change;
        long start = System.nanoTime();
        post(one.resolve("/api/v1/sessions"), "{\"intention\":\"" + intention + "\"}");
        browser.until("document.getElementById('rows').textContent.includes('" + intention + "')");
        millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      }
      assertThat(browser.problems()).isEmpty();
    }
    System.out.println("A change through another process shows after " + millis + " ms on " + what);
    assertThat(millis).as(what).hasSize(CHANGES).allMatch(each -> each < PROMISED.toMillis());
  }

  @Test
  void onOneSqliteFile() throws Exception {
    changesShow("SQLite", directory.resolve("two.db").toString());
  }

  @Test
  void onOnePostgresDatabase() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      changesShow("PostgreSQL", postgres.getJdbcUrl("postgres", "postgres"));
    }
  }
}
