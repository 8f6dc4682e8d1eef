package dev.seshat.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seshat.Seshat;
import dev.seshat.export.ExportProgress;
import dev.seshat.export.LoadOptions;
import dev.seshat.gallery.Comparison;
import dev.seshat.gallery.Image;
import dev.seshat.gallery.ImageFilter;
import dev.seshat.gallery.NewImage;
import dev.seshat.json.Json;
import dev.seshat.knowledge.NewPattern;
import dev.seshat.knowledge.Pattern;
import dev.seshat.knowledge.PatternFilter;
import dev.seshat.promise.Promise;
import dev.seshat.promise.PromiseFilter;
import dev.seshat.promise.PromiseStatus;
import dev.seshat.prompting.NewIteration;
import dev.seshat.prompting.NewScores;
import dev.seshat.prompting.ReferenceChange;
import dev.seshat.prompting.Suggestion;
import dev.seshat.prompting.Suggestion.Action;
import dev.seshat.session.Ending;
import dev.seshat.session.NewSession;
import dev.seshat.session.SessionField;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One session of prompts from its reference to what it taught: four iterations with pictures and scores, what is suggested
/// after each, success, a reflection whose worker is killed on the way, the patterns and files that come of it, the pages
/// that show it, and the same in another store by export and import.
///
/// `SESHAT_PROMPTING` names a folder with real pictures: a reference `*-reference.*` and at least four `*-iter-*.*` of it in
/// `images`.
class PromptingStoryTest {
  private static final List<String> DIMENSIONS =
      List.of("subject", "lighting", "color", "mood", "composition", "material", "spatial");

  @TempDir Path directory;
  private final Programs programs = new Programs();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() throws InterruptedException {
    programs.close();
    http.close();
  }

  @Test
  void withRealPictures() throws Exception {
    String folder = System.getenv("SESHAT_PROMPTING");
    assumeTrue(
        folder != null && Files.isDirectory(Path.of(folder, "images")),
        "SESHAT_PROMPTING names no folder with real pictures on this machine");
    List<Path> all;
    try (var files = Files.list(Path.of(Objects.requireNonNull(folder), "images"))) {
      all = files.sorted().toList();
    }
    Path reference =
        all.stream()
            .filter(file -> file.toString().contains("-reference."))
            .findFirst()
            .orElseThrow();
    String series = reference.getFileName().toString().replaceFirst("-reference\\..*", "-iter-");
    List<Path> takes =
        all.stream()
            .filter(file -> file.getFileName().toString().startsWith(series))
            .limit(4)
            .toList();
    assertThat(takes).hasSize(4);
    tell(reference, takes);
  }

  @Test
  void withPicturesThatAreMadeUp() throws Exception {
    Path reference = picture("reference.png", 0);
    List<Path> takes = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      takes.add(picture("take-" + i + ".png", 5 - i));
    }
    tell(reference, takes);
  }

  /// A sky over a plain, the farther from the reference the more its colours are off.
  private Path picture(String name, int off) throws IOException {
    BufferedImage image = new BufferedImage(240, 160, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setPaint(
        new GradientPaint(
            0, 0, new Color(20, 40 + 30 * off, 120), 0, 160, new Color(240, 160 - 20 * off, 90)));
    pen.fillRect(0, 0, 240, 160);
    pen.setColor(new Color(30, 30, 30 + 40 * off));
    pen.fillRect(0, 120 - 10 * off, 240, 40);
    pen.dispose();
    Path file = directory.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private void tell(Path reference, List<Path> takes) throws Exception {
    Path store = directory.resolve("work.db");
    try (Thinker thinker = new Thinker();
        Seshat seshat = Seshat.open(store)) {
      String used =
          seshat.patterns().add(NewPattern.of("lighting", "Flat night", "One warm lamp")).id();
      String session = iterate(seshat, reference, takes, used);

      Programs.Server first = serve(store, thinker);
      seshat.sessions().complete(session, Ending.none());
      Programs.until(() -> thinker.asked() == 1);
      Promise promise = reflection(seshat);
      assertThat(promise.status()).isEqualTo(PromiseStatus.IN_PROGRESS);
      first.kill();
      assertThat(seshat.iterations().reference(session).reflected()).isFalse();
      assertThat(seshat.patterns().list(PatternFilter.best(100)).items()).hasSize(1);

      URI site = serve(store, thinker).site();
      Programs.until(() -> seshat.promises().get(promise.id()).status().isFinished());
      requireLessons(seshat, session, used, seshat.promises().get(promise.id()));
      requireFiles(seshat);
      requirePages(seshat, site, session);
      requireTheSameElsewhere(seshat, session);
      assertThat(seshat.doctor().examine().problems()).isEmpty();
      assertThat(seshat.audit().verify().intact()).isTrue();
    }
  }

  private static String iterate(Seshat seshat, Path reference, List<Path> takes, String used) {
    String session =
        seshat
            .sessions()
            .startUnfocused(NewSession.of("A cover like the reference").kind("prompting"))
            .id()
            .toString();
    seshat
        .iterations()
        .setReference(session, ReferenceChange.none().withDescription("A warm evening"), null);
    seshat.images().add(session, NewImage.reference(), reference);
    assertThat(seshat.iterations().reference(session).referenceImagePaths()).hasSize(1);

    log(seshat, session, takes.get(0), 0.5, List.of(), List.of("two style references"), List.of());
    suggests(seshat, session, Action.PROMPT_EDIT, null);
    log(
        seshat,
        session,
        takes.get(1),
        0.62,
        List.of("warm lamp in the window"),
        List.of("two style references"),
        List.of());
    suggests(seshat, session, Action.PROMPT_EDIT, null);
    log(
        seshat,
        session,
        takes.get(2),
        0.74,
        List.of("warm lamp in the window"),
        List.of(),
        List.of(used));
    assertThat(seshat.iterations().suggest(session).milestone()).isEqualTo(Action.REVIEW);
    log(seshat, session, takes.get(3), 0.86, List.of("film grain"), List.of(), List.of(used));
    suggests(seshat, session, Action.VARY, Action.REVIEW);

    assertThat(seshat.iterations().delta(session, 2).improved())
        .containsExactlyInAnyOrderElementsOf(DIMENSIONS);
    List<Comparison> measured = seshat.images().compareWithReference(session);
    assertThat(measured)
        .hasSize(4)
        .allSatisfy(each -> {
          assertThat(each.ssim()).isBetween(-1.0, 1.0);
          assertThat(each.histogramDistance()).isBetween(0.0, 1.0);
        });
    return session;
  }

  private static void suggests(
      Seshat seshat, String session, Action action, @Nullable Action milestone) {
    Suggestion suggestion = seshat.iterations().suggest(session);
    assertThat(suggestion.action()).as(suggestion.reason()).isEqualTo(action);
    assertThat(suggestion.milestone()).isEqualTo(milestone);
    assertThat(suggestion.reason()).isNotBlank();
  }

  private static void log(
      Seshat seshat,
      String session,
      Path picture,
      double score,
      List<String> worked,
      List<String> failed,
      List<String> patterns) {
    Map<String, Double> scores = new LinkedHashMap<>();
    DIMENSIONS.forEach(name -> scores.put(name, score));
    int number =
        seshat
            .iterations()
            .log(
                session,
                NewIteration.of("a street at dusk, warm lamp --ar 1:1")
                    .withScores(NewScores.of(scores))
                    .withLessons(worked, failed)
                    .withPatterns(patterns))
            .iteration()
            .iterationNumber();
    seshat.images().add(session, NewImage.of(number, 1), picture);
  }

  private static Promise reflection(Seshat seshat) {
    List<Promise> all =
        seshat.promises().list(PromiseFilter.all()).items().stream()
            .filter(each -> each.kind().equals("session.reflect"))
            .toList();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static void requireLessons(Seshat seshat, String session, String used, Promise promise) {
    assertThat(promise.status()).as(promise.errorMessage()).isEqualTo(PromiseStatus.COMPLETED);
    assertThat(promise.attempts()).as("the first was killed").isEqualTo(2);
    assertThat(String.valueOf(promise.result()))
        .contains("cites iterations that are not there: [99]");
    assertThat(seshat.iterations().reference(session).reflected()).isTrue();
    Pattern lamp = pattern(seshat, "warm lamp in the window");
    assertThat(lamp.timesTested()).isEqualTo(2);
    assertThat(lamp.timesSucceeded()).isEqualTo(2);
    assertThat(lamp.lowerBound()).isBetween(0.0, 1.0);
    assertThat(pattern(seshat, "two style references").category()).isEqualTo("failure-mode");
    assertThat(pattern(seshat, "Name the hour").timesTested()).as("only cited").isZero();
    assertThat(seshat.sessionPatterns().list(session))
        .singleElement()
        .satisfies(each -> assertThat(each.wasEffective()).isTrue());
    assertThat(seshat.patterns().get(used).timesTested()).isEqualTo(1);
    assertThat(seshat.keywords().find("warm lamp").getFirst().timesUsed()).isEqualTo(4);
    assertThat(seshat.sessions().get(session).get(SessionField.FINAL_SUCCESSFUL_PROMPT))
        .isEqualTo("a street at dusk, warm lamp --ar 1:1");
    long evidence = rows(seshat, "v_pattern_evidence").size();
    assertThat(seshat.reflection().reflect(session).isNews()).isFalse();
    assertThat(rows(seshat, "v_pattern_evidence")).hasSize((int) evidence);
  }

  private static Pattern pattern(Seshat seshat, String text) {
    return seshat.patterns().list(PatternFilter.best(100)).items().stream()
        .filter(each -> each.solution().equals(text) || each.problem().equals(text))
        .findFirst()
        .orElseThrow();
  }

  private static void requireFiles(Seshat seshat) throws IOException {
    Path knowledge = seshat.folder().resolve("knowledge");
    assertThat(Files.readString(knowledge.resolve("learned-patterns.md")))
        .contains("warm lamp in the window", "Name the hour");
    assertThat(Files.readString(knowledge.resolve("keyword-effectiveness.md")))
        .contains("warm lamp");
    assertThat(Files.readString(knowledge.resolve("failure-modes.md")))
        .contains("two style references");
  }

  private void requirePages(Seshat seshat, URI site, String session) throws Exception {
    assertThat(text(site, "/sessions/" + session)).contains("A cover like the reference");
    String gallery = text(site, "/gallery");
    for (Image image : seshat.images().list(ImageFilter.newest(10)).items()) {
      assertThat(gallery).contains(image.imageId());
      HttpResponse<byte[]> small =
          get(site, "/api/v1/images/" + image.imageId() + "/thumbnail?size=256");
      assertThat(small.statusCode()).isEqualTo(200);
      HttpResponse<byte[]> bytes = get(site, "/api/v1/images/" + image.imageId() + "/content");
      assertThat(bytes.statusCode()).isEqualTo(200);
      assertThat(bytes.body().length)
          .isEqualTo((int) Objects.requireNonNull(image.bytes()).longValue());
    }
    assertThat(text(site, "/api/v1/sessions/" + session + "/iterations")).contains("warm lamp");
    assertThat(text(site, "/sessions/" + session + "/iterations"))
        .contains("Measured against the reference", "structure <b>");
    String lamp = pattern(seshat, "warm lamp in the window").id();
    assertThat(text(site, "/knowledge")).contains("/knowledge/pattern/" + lamp, "100 % (2/2)");
    assertThat(text(site, "/knowledge/pattern/" + lamp)).contains("By agents", session);
    assertThat(text(site, "/knowledge/keywords")).contains("warm lamp");
    assertThat(text(site, "/knowledge/failures")).contains("two style references");
    assertThat(text(site, "/knowledge/sessions")).contains("/sessions/" + session);
    assertThat(text(site, "/knowledge/files")).contains("learned-patterns");
    slide(seshat, site, session);
  }

  /// Lays an image over the reference in a browser, and moves the slider.
  private void slide(Seshat seshat, URI site, String session) throws IOException {
    Path program = Browser.program().orElse(null);
    if (program == null) {
      assertThat(System.getenv("CI")).as("CI has a browser").isNull();
      System.err.println("PromptingStoryTest moved no slider: there is no Chromium here");
      return;
    }
    String image = seshat.images().compareWithReference(session).getLast().imageId();
    try (Browser browser = Browser.open(program, directory.resolve("profile"))) {
      for (int width : List.of(1280, 390)) {
        browser.width(width);
        browser.go(site.resolve("/gallery/" + image));
        browser.until(
            "[...document.querySelectorAll('.slide img')].every(i => i.naturalWidth > 0)");
        String shown = "getComputedStyle(document.querySelector('.slide .over')).clipPath";
        String half = browser.evaluate(shown);
        browser.evaluate("document.querySelector('[data-slide]').focus()");
        browser.evaluate(
            "(s => { s.value = 80; s.dispatchEvent(new Event('input', {bubbles: true})); })(document.querySelector('[data-slide]'))");
        assertThat(browser.evaluate(shown)).as("from " + half).isNotEqualTo(half).contains("20%");
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
            .as("nothing is wider than the window of " + width)
            .isEqualTo("true");
      }
      assertThat(browser.problems()).isEmpty();
    }
  }

  private String text(URI site, String path) throws Exception {
    HttpResponse<byte[]> answer = get(site, path);
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).as(path + ": " + text).isEqualTo(200);
    return text;
  }

  private HttpResponse<byte[]> get(URI site, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(site.resolve(path)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private void requireTheSameElsewhere(Seshat seshat, String session) throws Exception {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    seshat.exports().workspace(zip, ExportProgress.none());
    try (Seshat other = Seshat.open(directory.resolve("other.db"))) {
      other
          .exports()
          .load(
              new ByteArrayInputStream(zip.toByteArray()),
              LoadOptions.standard(),
              ExportProgress.none());
      for (String view :
          List.of(
              "v_sessions",
              "v_iterations",
              "v_prompt_references",
              "v_patterns",
              "v_pattern_evidence",
              "v_keywords",
              "v_patterns_applied",
              "v_images")) {
        assertThat(rows(other, view)).as(view).isNotEmpty().isEqualTo(rows(seshat, view));
      }
      for (Image image : seshat.images().list(ImageFilter.newest(10)).items()) {
        assertThat(bytes(other, image)).isEqualTo(bytes(seshat, image));
      }
      assertThat(other.reflection().reflect(session).isNews()).isFalse();
      assertThat(other.doctor().examine().problems()).isEmpty();
    }
  }

  private static byte[] bytes(Seshat seshat, Image image) throws IOException {
    try (var in = seshat.images().open(image.imageId())) {
      return in.readAllBytes();
    }
  }

  private static List<String> rows(Seshat seshat, String view) {
    return seshat
        .query()
        .run("SELECT * FROM " + view, 1_000, Duration.ofSeconds(10))
        .rows()
        .stream()
        .map(row -> row.stream().map(PromptingStoryTest::shown).toList().toString())
        .sorted()
        .toList();
  }

  /// A cell, the fields of JSON in their alphabetical order: a database may keep another.
  private static String shown(@Nullable Object cell) {
    if (cell instanceof String text && text.startsWith("{")) {
      return ordered(Json.parseObject("cell", text)).toString();
    }
    return String.valueOf(cell);
  }

  private static Object ordered(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> ordered = new TreeMap<>();
      map.forEach((key, each) -> ordered.put(String.valueOf(key), ordered(each)));
      return ordered;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(PromptingStoryTest::ordered).toList();
    }
    return String.valueOf(value);
  }

  /// Starts a server with the model.
  private Programs.Server serve(Path store, Thinker thinker) throws IOException {
    return programs.serve(
        store.toString(),
        Map.of("SESHAT_MODEL", "ollama:tiny", "SESHAT_MODEL_URL", thinker.address()));
  }
}
