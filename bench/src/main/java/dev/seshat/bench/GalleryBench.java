package dev.seshat.bench;

import dev.seshat.Seshat;
import dev.seshat.gallery.ImageFilter;
import dev.seshat.session.NewSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;

/// How long the gallery's questions take among many images, beside reading as many newest rows by raw JDBC.
///
/// Argument: the number of images (100,000), which are rows without files.
public final class GalleryBench {
  private static final int SESSIONS = 1_000;
  private static final int PROJECTS = 20;
  private static final int OLD = 20;
  private static final int PAGE = 50;
  private static final int QUESTIONS = 100;
  private static final int WORDS = 5_000;
  private static final int WORDS_EACH = 15;
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00.000Z");
  private static final String NEWEST =
      "SELECT image_id, image_url, is_styled, session_id, meta, created_at FROM images"
          + " ORDER BY created_at DESC, image_id DESC LIMIT "
          + PAGE;

  private final SplittableRandom random = new SplittableRandom(42);
  private final List<UUID> sessions = new ArrayList<>();
  private final int images;

  private GalleryBench(int images) {
    this.images = images;
  }

  public static void main(String[] args) throws IOException, SQLException {
    int images = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    Path folder = Files.createTempDirectory("seshat-bench");
    Path file = folder.resolve("gallery.db");
    GalleryBench bench = new GalleryBench(images);
    try (Seshat seshat = Seshat.open(file);
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      bench.fill(seshat, connection);
      bench.ask(seshat, connection);
    } finally {
      for (String part : new String[] {"", "-wal", "-shm"}) {
        Files.deleteIfExists(folder.resolve("gallery.db" + part));
      }
      Files.deleteIfExists(folder);
    }
  }

  private void fill(Seshat seshat, Connection connection) throws SQLException {
    for (int i = 0; i < SESSIONS; i++) {
      // one project has one session alone, and one has only the oldest pictures
      String project =
          "project " + (i == 0 ? "rare" : i <= OLD ? "old" : String.valueOf(i % PROJECTS));
      NewSession session = NewSession.of("Draw " + i).project(project);
      sessions.add(seshat.sessions().startUnfocused(session).id());
    }
    connection.setAutoCommit(false);
    try (PreparedStatement image =
            connection.prepareStatement(
                "INSERT INTO images (image_id, image_url, is_styled, is_reference, session_id, meta, added_by, created_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, 'bench', ?)");
        PreparedStatement word =
            connection.prepareStatement(
                "INSERT OR IGNORE INTO image_word (word, created_at, image_id) VALUES (?, ?, ?)")) {
      for (int i = 0; i < images; i++) {
        add(image, word, i);
      }
      image.executeBatch();
      word.executeBatch();
    }
    try (PreparedStatement count =
        connection.prepareStatement(
            "UPDATE sessions SET image_count = (SELECT count(*) FROM images WHERE session_id = sessions.id)")) {
      count.executeUpdate();
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private void add(PreparedStatement image, PreparedStatement word, int number)
      throws SQLException {
    String id = "img_" + (10_000_000 + number);
    String at = FIRST.plus(Duration.ofSeconds(60L * number)).toString().replaceFirst("Z$", ".000Z");
    StringBuilder prompt = new StringBuilder();
    for (int i = 0; i < WORDS_EACH; i++) {
      String text = "w" + (int) (WORDS * Math.pow(random.nextDouble(), 3));
      prompt.append(text).append(' ');
      word.setString(1, text);
      word.setString(2, at);
      word.setString(3, id);
      word.addBatch();
    }
    image.setString(1, id);
    image.setString(2, "/elsewhere/" + id + ".png");
    image.setInt(3, number % 10 == 0 ? 1 : 0);
    int session = number < images / 50 ? 1 + random.nextInt(OLD) : random.nextInt(SESSIONS);
    while (number >= images / 50 && session >= 1 && session <= OLD) {
      session = random.nextInt(SESSIONS);
    }
    image.setInt(4, number % 300 == 0 ? 1 : 0);
    image.setString(5, sessions.get(session).toString());
    image.setString(6, "{\"prompt\":\"" + prompt + "\"}");
    image.setString(7, at);
    image.addBatch();
    if (number % 1_000 == 999) {
      image.executeBatch();
      word.executeBatch();
    }
  }

  private void ask(Seshat seshat, Connection connection) throws SQLException {
    double reference = reference(connection);
    System.out.printf(
        Locale.ROOT,
        "%-44s %9s %9s %9s %9s  (ms; goal: each under 50)%n",
        "gallery of %,d images".formatted(images),
        "p50",
        "p95",
        "slowest",
        "÷ raw");
    System.out.printf(
        Locale.ROOT, "%-44s %9.3f%n", "raw JDBC, prepared: the newest " + PAGE, reference);
    ImageFilter all = ImageFilter.newest(PAGE);
    row(seshat, "the newest", reference, () -> all);
    row(
        seshat,
        "of one session",
        reference,
        () -> all.ofSession(sessions.get(random.nextInt(SESSIONS))));
    row(seshat, "styled", reference, () -> all.styled(true));
    row(
        seshat,
        "of one day",
        reference,
        () -> {
          Instant day = FIRST.plus(Duration.ofDays(random.nextInt(Math.max(1, images / 1_440))));
          return all.between(day, day.plus(Duration.ofDays(1)));
        });
    row(
        seshat,
        "of one project",
        reference,
        () -> all.ofProject("project " + random.nextInt(PROJECTS)));
    row(seshat, "of a project with few", reference, () -> all.ofProject("project rare"));
    row(seshat, "of a project that ended long ago", reference, () -> all.ofProject("project old"));
    row(
        seshat,
        "styled, of one project",
        reference,
        () -> all.styled(true).ofProject("project " + random.nextInt(PROJECTS)));
    row(seshat, "what sessions work towards", reference, () -> all.reference(true));
    row(seshat, "with one common word", reference, () -> all.withText("w" + random.nextInt(20)));
    row(
        seshat,
        "with two common words",
        reference,
        () -> all.withText("w" + random.nextInt(20) + " w" + (20 + random.nextInt(20))));
    row(
        seshat,
        "with two rare words",
        reference,
        () ->
            all.withText(
                "w" + (4_000 + random.nextInt(900)) + " w" + (3_000 + random.nextInt(900))));
    row(
        seshat,
        "with a word, of one session",
        reference,
        () ->
            all.withText("w" + random.nextInt(20))
                .ofSession(sessions.get(random.nextInt(SESSIONS))));
    row(
        seshat,
        "with one word, of one project",
        reference,
        () ->
            all.withText("w" + random.nextInt(20))
                .ofProject("project " + random.nextInt(PROJECTS)));
  }

  private static double reference(Connection connection) throws SQLException {
    double[] took = new double[QUESTIONS];
    try (PreparedStatement newest = connection.prepareStatement(NEWEST)) {
      for (int i = 0; i < QUESTIONS; i++) {
        long start = System.nanoTime();
        long bytes = 0;
        try (ResultSet rs = newest.executeQuery()) {
          while (rs.next()) {
            bytes += rs.getString(5).length();
          }
        }
        took[i] = (System.nanoTime() - start) / 1e6;
        if (bytes == 0) {
          throw new IllegalStateException("nothing was read");
        }
      }
    }
    Arrays.sort(took);
    return took[QUESTIONS / 2];
  }

  private static void row(
      Seshat seshat, String name, double reference, Supplier<ImageFilter> filters) {
    double[] took = new double[QUESTIONS];
    for (int i = 0; i < QUESTIONS; i++) {
      ImageFilter filter = filters.get();
      long start = System.nanoTime();
      seshat.images().list(filter);
      took[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(took);
    System.out.printf(
        Locale.ROOT,
        "%-44s %9.3f %9.3f %9.3f %9.1f%n",
        name,
        took[QUESTIONS / 2],
        took[QUESTIONS * 95 / 100],
        took[QUESTIONS - 1],
        took[QUESTIONS / 2] / reference);
  }
}
