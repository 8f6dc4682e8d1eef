package dev.seshat.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.export.ExportProgress;
import dev.seshat.gallery.Image;
import dev.seshat.gallery.ImageFilter;
import dev.seshat.legacy.LegacyReport.Remark;
import dev.seshat.session.Interaction;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of the image datatable's sessions, conversations and pictures, from a live PostgreSQL database.
class ImageDatatableTest {
  @TempDir Path folder;
  private TestStore source;
  private Connection connection;

  @BeforeEach
  void make() throws Exception {
    source = TestStore.postgres();
    connection = DriverManager.getConnection(source.where());
    run("CREATE SCHEMA " + source.workspace());
    run("SET search_path = " + source.workspace());
    run(
        "CREATE TABLE user_sessions (session_id TEXT PRIMARY KEY, context JSONB, created_at TIMESTAMP DEFAULT now(),"
            + " updated_at TIMESTAMP, session_name TEXT, llm_model TEXT DEFAULT 'gemini-2', last_activity TIMESTAMP,"
            + " image_count INTEGER DEFAULT 0, message_count INTEGER DEFAULT 0)");
    run(
        "CREATE TABLE images (image_id TEXT PRIMARY KEY, image_url TEXT NOT NULL, is_styled BOOLEAN DEFAULT false,"
            + " session_id TEXT REFERENCES user_sessions ON DELETE CASCADE, meta JSONB, created_at TIMESTAMP DEFAULT now())");
    run(
        """
        INSERT INTO user_sessions VALUES ('web_1', '{"conversation": [
          {"role": "user", "content": "A screenshot please", "timestamp": "2025-09-11T21:55:00Z"},
          {"role": "assistant", "content": [{"type": "text", "text": "Here it is"}], "image_id": "img_20250911_215503"},
          {"role": "user", "content": "ok"}, {"role": "user", "content": "ok"}],
          "scene": {"light": "noon"}}', '2025-09-11 21:54:00', '2025-09-11 21:58:00', 'My scene', 'gemini-2',
          '2025-09-11 21:58:00', 7, 4)
        """);
    run(
        """
        INSERT INTO images VALUES
          ('img_20250911_215703', '/screenshots/img_20250911_215703.png', true, 'web_1',
            '{"parent_id": "img_20250911_215803", "style_info": {"prompt": "oil", "intensity": 0.7}}', '2025-09-11 21:57:03'),
          ('img_20250911_215503', '/screenshots/img_20250911_215503.png', false, 'web_1',
            '{"dimensions": {"width": 4, "height": 3}}', '2025-09-11 21:55:03'),
          ('img_20250911_215803', 'https://cdn.example.org/a/img_20250911_215803.png', false, NULL, NULL, '2025-09-11 21:58:03')
        """);
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    source.close();
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String url() {
    String where = source.where();
    return where + (where.contains("?") ? "&" : "?") + "currentSchema=" + source.workspace();
  }

  private LegacyReport take(Seshat seshat, LegacyOptions options) {
    return seshat.legacy().importImageDatatable(url(), options, ExportProgress.none());
  }

  private static List<String> said(LegacyReport report) {
    return report.remarks().stream().map(Remark::what).toList();
  }

  private static Session session(Seshat seshat) {
    return seshat.sessions().findExternal("image-datatable", "web_1").orElseThrow();
  }

  @EveryStore
  void sessionsConversationsAndPicturesCome(TestStore test) {
    Seshat seshat = test.seshat(new TestClock());
    LegacyReport report = take(seshat, LegacyOptions.standard());
    assertThat(report.tables())
        .extracting(each -> each.table() + " " + each.taken())
        .containsExactly("user_sessions 1", "images 3");
    assertThat(said(report))
        .anyMatch(what -> what.startsWith("image_count disagrees"))
        .noneMatch(what -> what.startsWith("message_count"))
        .contains("its session is not there; it is put with others that have none");
    assertThat(report.files().getFirst().name()).doesNotContain("user=");
    Session session = session(seshat);
    assertThat(session.kind()).isEqualTo("gallery");
    assertThat(session.name()).isEqualTo("My scene");
    assertThat(session.get(SessionField.LLM_MODEL)).isEqualTo("gemini-2");
    assertThat(session.lastActivityAt()).isEqualTo(Instant.parse("2025-09-11T21:58:00Z"));
    assertThat(session.get(SessionField.IMAGE_COUNT)).isEqualTo(2);
    assertThat(String.valueOf(session.get(SessionField.CONTEXT))).contains("noon");
    List<Interaction> turns = seshat.interactions().page(session.id().toString(), null, 10).items();
    assertThat(turns)
        .extracting(each -> each.author() + ": " + each.text())
        .containsExactly(
            "user: A screenshot please", "assistant: Here it is", "user: ok", "user: ok");
    assertThat(turns.getFirst().createdAt()).isEqualTo(Instant.parse("2025-09-11T21:55:00Z"));
    assertThat(turns.get(1).payload()).contains("img_20250911_215503");
    Image styled = seshat.images().get("img_20250911_215703");
    assertThat(styled.isStyled()).isTrue();
    assertThat(styled.parentId()).as("which came after it").isEqualTo("img_20250911_215803");
    assertThat(styled.createdAt()).isEqualTo(Instant.parse("2025-09-11T21:57:03Z"));
    assertThat(styled.meta().toString()).contains("oil", "0.7");
    assertThat(styled.imageUrl()).isEqualTo("/screenshots/img_20250911_215703.png");
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }

  @EveryStore
  void twiceIsOnceAndWhatWasAddedComes(TestStore test) throws Exception {
    Seshat seshat = test.seshat(new TestClock());
    take(seshat, LegacyOptions.standard());
    LegacyReport again = take(seshat, LegacyOptions.standard());
    assertThat(again.tables())
        .allSatisfy(each -> assertThat(each.alreadyThere()).isEqualTo(each.read()));
    run(
        """
        UPDATE user_sessions SET last_activity = '2025-09-12 08:00:00', session_name = 'Renamed',
          context = jsonb_set(context, '{conversation}', (context->'conversation') - 0 || '[{"role": "user", "content": "more"}]')
        """);
    LegacyReport third = take(seshat, LegacyOptions.standard());
    assertThat(third.tables().getFirst().changed()).isEqualTo(1);
    Session session = session(seshat);
    assertThat(session.name()).isEqualTo("Renamed");
    assertThat(seshat.interactions().page(session.id().toString(), null, 10).items())
        .extracting(Interaction::text)
        .as("its beginning was cut off there")
        .containsExactly("A screenshot please", "Here it is", "ok", "ok", "more");
  }

  private Path picture(String name, int width) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    ImageIO.write(new BufferedImage(width, 3, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    return file;
  }

  @EveryStore
  void theFilesComeToTheirRows(TestStore test) throws Exception {
    Seshat seshat = test.seshat(new TestClock());
    take(seshat, LegacyOptions.standard());
    picture("screenshots/img_20250911_215503.png", 4);
    picture("img_20250911_215803.png", 5);
    Files.writeString(folder.resolve("img_20250911_215703.png"), "no picture");
    LegacyOptions options = LegacyOptions.standard().withFiles(folder);
    LegacyReport report = take(seshat, options);
    assertThat(report.tables().getLast().table()).isEqualTo("files");
    assertThat(report.tables().getLast().taken()).isEqualTo(2);
    assertThat(report.tables().getLast().skipped()).isEqualTo(1);
    Image kept = seshat.images().get("img_20250911_215503");
    assertThat(kept.isKept()).isTrue();
    assertThat(kept.width()).isEqualTo(4);
    assertThat(seshat.images().content("img_20250911_215803").length()).isPositive();
    assertThat(take(seshat, options).tables().getLast().alreadyThere()).isEqualTo(2);
    assertThat(seshat.images().list(ImageFilter.newest(100)).items()).hasSize(3);
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }

  @EveryStore
  void aDryRunSaysWhatWouldBe(TestStore test) {
    Seshat seshat = test.seshat(new TestClock());
    LegacyReport dry = take(seshat, LegacyOptions.standard().withDryRun(true));
    assertThat(seshat.images().list(ImageFilter.newest(100)).items()).isEmpty();
    LegacyReport real = take(seshat, LegacyOptions.standard());
    assertThat(dry.tables()).isEqualTo(real.tables());
    assertThat(dry.remarks()).isEqualTo(real.remarks());
  }

  @Test
  void anAddressThatIsNoneOrSaysTooMuchIsRefused() throws Exception {
    try (TestStore test = TestStore.sqlite()) {
      Seshat seshat = test.seshat();
      refused(seshat, "jdbc:sqlite:/etc/passwd", "must be jdbc:postgresql");
      refused(seshat, "file:///etc/passwd", "must be jdbc:postgresql");
      refused(seshat, "", "must be jdbc:postgresql");
      refused(seshat, "postgresql://h/d?socketFactory=x.Y", "may not set 'socketFactory'");
      refused(seshat, "jdbc:postgresql://h/d?user=a&loggerFile=/tmp/x", "may not set 'loggerFile'");
      refused(seshat, "postgresql://a:secret@127.0.0.1:1/d", "cannot be read from");
      String other = source.where() + (source.where().contains("?") ? "&" : "?");
      refused(seshat, other + "currentSchema=nowhere", "none of the tables");
      try (TestStore own = TestStore.postgres();
          Seshat there = own.seshat()) {
        there.sessions().create(dev.seshat.session.NewSession.of("x"));
        refused(seshat, other + "currentSchema=" + own.workspace(), "is a Seshat store");
      }
    }
  }

  private static void refused(Seshat seshat, String url, String why) {
    assertThatThrownBy(() ->
            seshat
                .legacy()
                .importImageDatatable(url, LegacyOptions.standard(), ExportProgress.none()))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("secret");
  }
}
