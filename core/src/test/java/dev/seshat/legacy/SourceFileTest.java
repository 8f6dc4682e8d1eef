package dev.seshat.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.export.ExportProgress;
import dev.seshat.store.SqliteSource;
import dev.seshat.store.Store;
import dev.seshat.testing.TestStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files that another system's data comes in: as they are found, locked, live, left by a dead program, damaged, or no
/// database at all. They are never written to.
class SourceFileTest {
  @TempDir Path folder;
  private TestStore test;
  private Seshat seshat;

  @BeforeEach
  void open() {
    test = TestStore.sqlite();
    seshat = test.seshat();
  }

  @AfterEach
  void close() throws Exception {
    test.close();
  }

  private LegacyReport take(Path file) {
    return seshat
        .legacy()
        .importAgentSystem(List.of(file), LegacyOptions.standard(), ExportProgress.none());
  }

  private long projects(Path file) throws Exception {
    Map<String, String> before = state();
    LegacyReport report = take(file);
    assertThat(state()).as("the folder of the source").isEqualTo(before);
    return report.tables().getFirst().read();
  }

  /// Every file beside the source, with what is in it. What readers of a log share in memory is theirs.
  private Map<String, String> state() throws Exception {
    Map<String, String> state = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        state.put(
            file.toString(),
            file.toString().endsWith("-shm") ? "" : HexFormat.of().formatHex(hash));
      }
    }
    return state;
  }

  private AgentDatabase database() throws Exception {
    return AgentDatabase.create(folder.resolve("system.db"), List.of("projects"))
        .add("projects", "name", "one");
  }

  private Path copy(String name) throws IOException {
    Path to = Files.createDirectories(folder.resolve("dead")).resolve("system.db");
    for (String part : List.of("", "-wal", "-journal")) {
      Path from = folder.resolve(name + part);
      if (Files.exists(from)) {
        Files.copy(from, to.resolveSibling("system.db" + part));
      }
    }
    return to;
  }

  @Test
  void aFileAtRest() throws Exception {
    database().close();
    assertThat(projects(folder.resolve("system.db"))).isEqualTo(1);
  }

  @Test
  void aFileWhoseProgramIsInTheMiddleOfATransaction() throws Exception {
    try (AgentDatabase db = database()) {
      db.run("BEGIN IMMEDIATE").add("projects", "name", "two");
      assertThat(projects(db.file())).isEqualTo(1);
      db.run("COMMIT");
      assertThat(projects(db.file())).isEqualTo(2);
    }
  }

  @Test
  void aLiveLog() throws Exception {
    try (AgentDatabase db = database()) {
      db.run("PRAGMA journal_mode = WAL").add("projects", "name", "two");
      db.run("BEGIN").add("projects", "name", "three");
      assertThat(projects(db.file())).isEqualTo(2);
      db.run("COMMIT");
    }
    assertThat(projects(folder.resolve("system.db"))).as("its log gone").isEqualTo(3);
  }

  @Test
  void aLogThatItsProgramLeft() throws Exception {
    try (AgentDatabase db = database()) {
      db.run("PRAGMA journal_mode = WAL").add("projects", "name", "two");
      assertThat(projects(copy("system.db"))).isEqualTo(2);
    }
  }

  @Test
  void aTransactionThatItsProgramDiedIn() throws Exception {
    try (AgentDatabase db = database()) {
      db.run("PRAGMA cache_size = 2").run("PRAGMA cache_spill = 1").run("BEGIN");
      for (int i = 0; i < 2_000; i++) {
        db.add("projects", "name", "half " + i, "description", "x".repeat(200));
      }
      assertThat(Files.size(folder.resolve("system.db-journal"))).isPositive();
      assertThat(projects(copy("system.db"))).isEqualTo(1);
      db.run("ROLLBACK");
    }
  }

  @Test
  void aFileThatItsProgramDoesNotLetGo() throws Exception {
    try (AgentDatabase db = database();
        Store store = test.store()) {
      db.run("BEGIN EXCLUSIVE");
      assertThatThrownBy(() -> SqliteSource.open(store, db.file(), 50))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("locked by another program");
    }
  }

  @Test
  void whatIsNoDatabase() throws Exception {
    refused(folder.resolve("none.db"), NotFound.class, "no file");
    refused(folder, Invalid.class, "is no file");
    refused(Files.write(folder.resolve("e.db"), new byte[0]), Invalid.class, "none of the tables");
    refused(
        Files.writeString(folder.resolve("t.db"), "hello"), Invalid.class, "no SQLite database");
    byte[] noise = new byte[8_192];
    new java.util.Random(1).nextBytes(noise);
    refused(Files.write(folder.resolve("n.db"), noise), Invalid.class, "or encrypted");
    System.arraycopy(
        "SQLite format 3\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, noise, 0, 16);
    refused(Files.write(folder.resolve("h.db"), noise), Invalid.class, "h.db");
    try (AgentDatabase other = AgentDatabase.create(folder.resolve("other.db"), List.of())) {
      refused(
          other.run("CREATE TABLE pets (id INTEGER)").file(), Invalid.class, "none of the tables");
    }
    refused(Path.of(test.where()), Invalid.class, "the store itself");
    Path copy = folder.resolve("copy.db");
    seshat.backup().to(copy);
    refused(copy, Invalid.class, "is a Seshat store");
  }

  private void refused(Path file, Class<? extends Exception> kind, String message) {
    assertThatThrownBy(() -> take(file)).isInstanceOf(kind).hasMessageContaining(message);
  }

  @Test
  void oneBadFileStopsAllBeforeAnythingIsWritten() throws Exception {
    database().close();
    Path bad = Files.writeString(folder.resolve("bad.db"), "hello");
    assertThatThrownBy(() ->
            seshat
                .legacy()
                .importAgentSystem(
                    List.of(folder.resolve("system.db"), bad),
                    LegacyOptions.standard(),
                    ExportProgress.none()))
        .isInstanceOf(Invalid.class);
    assertThat(seshat.usage().projects().list()).isEmpty();
  }

  @Test
  void aDamagedFileIsReadAsFarAsItGoes() throws Exception {
    Path file;
    try (AgentDatabase db = database()) {
      file = db.file();
      for (int i = 0; i < 500; i++) {
        db.add("projects", "name", "project " + i, "description", "x".repeat(100));
      }
    }
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] noise = new byte[4_096];
      new java.util.Random(2).nextBytes(noise);
      for (long at = 6 * 4_096; at < raw.length(); at += noise.length) {
        raw.seek(at);
        raw.write(noise);
      }
    }
    LegacyReport report = take(file);
    assertThat(report.files().getFirst().damage()).containsKey("projects");
    assertThat(report.tables().getFirst().taken()).isBetween(1L, 499L);
  }

  @Test
  void namesAndTextsThatMeanHarm() throws Exception {
    try (AgentDatabase db = database()) {
      db.run("CREATE TABLE \"x\"\"; DROP TABLE projects; --\" (\"a\"\"b\" TEXT)");
      db.run("ALTER TABLE projects ADD COLUMN \"na\"\"me; --\" TEXT");
      db.run("CREATE VIEW hosts AS SELECT load_extension('evil') AS name");
      db.add(
          "projects", "name", "Robert'); DROP TABLE projects;--", "description", "\u001b[31m\0end");
      db.add("projects", "name", "x".repeat(5_000), "description", new byte[] {1, 2, (byte) 0xff});
      assertThat(projects(db.file())).isEqualTo(3);
    }
    assertThat(seshat.usage().projects().list())
        .extracting(project -> project.name().length())
        .containsExactlyInAnyOrder(3, 32, 200);
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }
}
