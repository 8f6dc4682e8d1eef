package dev.seshat.cli;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands about the store as a whole.
class StoreCommandsTest {
  @TempDir Path folder;
  Path store;
  Shell shell;

  @BeforeEach
  void make() {
    store = folder.resolve("test.db");
    shell = new Shell(store);
  }

  @Test
  void statusLooksWithoutTouching() {
    Map<String, ?> before = shell.json("db", "status");
    assertThat(before.get("version")).isEqualTo(0);
    assertThat((List<?>) before.get("outstanding")).isNotEmpty();
    assertThat(shell.run("db", "migrate", "--print").out())
        .contains("CREATE TABLE sessions")
        .contains("-- 001_sessions");
    assertThat(store).doesNotExist();
    assertThat(shell.run("db", "status").out()).contains("no store yet").contains("outstanding");
    assertThat(shell.run("db", "migrate").out()).contains("applied 001_sessions");
    assertThat((List<?>) shell.json("db", "status").get("outstanding")).isEmpty();
    assertThat(shell.run("db", "migrate").out()).contains("nothing to do");
    assertThat(shell.run("db", "status").out())
        .contains("001_sessions")
        .doesNotContain("outstanding");
  }

  @Test
  void theQueriesOfTheDesignRunAsTheyStand() {
    shell.json("pattern", "add", "lighting", "Flat night", "One warm lamp");
    shell.json("pattern", "add", "camera", "Too close", "Step back");
    shell.json("keyword", "rate", "warm lamp", "good", "--effect", "Warm light");
    assertThat(
            shell
                .run(
                    "query",
                    "SELECT * FROM patterns WHERE is_active = 1 AND category IN ('lighting', 'color')"
                        + " ORDER BY confidence DESC, success_rate DESC")
                .out())
        .contains("One warm lamp")
        .doesNotContain("Step back");
    assertThat(
            shell
                .run(
                    "query",
                    "SELECT * FROM keyword_effectiveness WHERE intended_effect LIKE '%light%' ORDER BY effectiveness")
                .out())
        .contains("warm lamp");
  }

  @Test
  void theSqlOfAMigrationMakesTheStoreThatAMigrationMakes() throws Exception {
    String sql = shell.run("db", "migrate", "--print").out();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
    assertThat(shell.json("db", "status"))
        .containsEntry("outstanding", List.of())
        .extractingByKey("storage", as(InstanceOfAssertFactories.MAP))
        .containsEntry("problems", List.of());
    assertThat(shell.run("db", "migrate", "--print").err()).contains("nothing to do");
    assertThat(shell.json("session", "start", "Something")).containsKey("id");
    assertThat((List<?>) shell.json("doctor").get("problems")).isEmpty();
  }

  @Test
  void statusSaysHowTheDataIsKeptAndWhetherItIsSound() throws Exception {
    shell.run("session", "start", "Something");
    assertThat(shell.run("db", "status").out())
        .contains("journal    wal")
        .contains("integrity  sound")
        .contains("sqlite 3.");
    byte[] bytes = Files.readAllBytes(store);
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 40_000, (byte) 7);
    Files.write(store, bytes);
    Shell.Result damaged = shell.run("db", "status");
    assertThat(damaged.code()).isIn(1, 6);
  }

  @Test
  void doctorFindsNothingWrong() {
    shell.json("session", "start", "Something");
    assertThat((List<?>) shell.json("doctor").get("problems")).isEmpty();
    assertThat(shell.run("doctor").out()).contains("nothing is wrong");
  }

  @Test
  void aWorkspaceMovesAsOneZip() {
    String id = String.valueOf(shell.json("session", "start", "Something").get("id"));
    String zip = folder.resolve("all.zip").toString();
    assertThat(shell.run("export", "--out", zip).out()).contains("sessions", "bytes");
    assertThat(shell.run("export", "--out", zip).code()).isEqualTo(4);
    assertThat(shell.run("export", id, "--out", folder.resolve("one.zip").toString()).code())
        .isZero();
    assertThat(shell.run("export", "ffffffff", "--out", folder.resolve("no.zip").toString()).code())
        .isEqualTo(3);
    assertThat(folder.resolve("no.zip")).doesNotExist();
    Shell other = new Shell(folder.resolve("other.db"));
    assertThat(other.json("import", "zip", zip).get("restored")).isEqualTo(true);
    assertThat(other.json("session", "show", id).get("intention")).isEqualTo("Something");
    assertThat(other.run("import", "zip", zip).code()).isEqualTo(4);
    assertThat(other.run("import", "zip", zip, "--skip-existing").out()).contains("THERE ALREADY");
    assertThat((List<?>) other.json("doctor").get("problems")).isEmpty();
  }

  @Test
  void sessionsAreKeptAsLongAsTheRulesSay() {
    String id = String.valueOf(shell.json("session", "start", "Something").get("id"));
    shell.json("session", "complete", id);
    assertThat(shell.run("retention", "set", "*", "--archive-after", "30").out())
        .contains("archive after 30 days, erase after never");
    assertThat(shell.run("retention", "set", "chat").code()).isEqualTo(2);
    assertThat(shell.run("retention", "list").out()).contains("30 days");
    assertThat(shell.run("retention", "plan").out()).contains("TO ARCHIVE");
    assertThat((List<?>) shell.json("retention", "plan", "--at", "2100-01-01").get("rules"))
        .singleElement()
        .asString()
        .contains("archive=1");
    assertThat(shell.json("retention", "apply")).isEqualTo(Map.of("archived", 0, "erased", 0));
    assertThat(shell.run("retention", "remove", "*").code()).isZero();
    assertThat(shell.run("retention", "remove", "*").code()).isEqualTo(3);
  }

  @Test
  void theAuditLogIsListedVerifiedAndExported() {
    shell.json("session", "start", "Something", "--actor", "ada");
    shell.json("session", "note", "current", "A note", "--actor", "ada");
    assertThat((List<?>) shell.json("audit", "list", "--by", "ada").get("entries"))
        .hasSizeGreaterThan(1);
    assertThat((List<?>) shell.json("audit", "list", "--by", "nobody").get("entries")).isEmpty();
    assertThat(shell.run("audit", "list", "--limit", "1").err()).contains("--cursor");
    assertThat(shell.json("audit", "verify").get("intact")).isEqualTo(true);
    assertThat(shell.run("audit", "verify").out()).contains("the chain is whole");
    assertThat(shell.run("audit", "export").out().lines())
        .isNotEmpty()
        .allMatch(line -> line.startsWith("{\"seq\":"));
    assertThat(shell.run("audit", "export", "--csv").out())
        .startsWith("seq,at,actor,action,entity,entity_id,session_id,detail,hash\r\n1,");
    assertThat(shell.run("audit", "export", "--csv", "--json").code()).isEqualTo(2);
  }

  @Test
  void aLogThatWasTamperedWithIsFound() throws SQLException {
    shell.json("session", "start", "Something");
    try (Connection beside = DriverManager.getConnection("jdbc:sqlite:" + store);
        Statement statement = beside.createStatement()) {
      statement.executeUpdate("UPDATE audit_log SET detail = '{}' WHERE seq = 2");
    }
    Shell.Result found = shell.run("audit", "verify");
    assertThat(found.code()).isEqualTo(1);
    assertThat(found.out())
        .contains("the chain is broken: entry 2 was changed after it was written");
    assertThat(shell.run("audit", "verify", "--json").out()).contains("\"broken_at\" : 2");
    assertThat(shell.run("doctor").code()).isEqualTo(1);
  }

  @Test
  void preferencesAreListedChosenAndTakenBack() {
    assertThat(shell.run("prefs", "list").out()).contains("time_zone").contains("default_project");
    assertThat(shell.run("prefs", "set", "time_zone", "Asia/Tokyo").out())
        .isEqualTo("time_zone: Asia/Tokyo\n");
    shell.json("session", "start", "Something");
    String at = String.valueOf(shell.json("session", "show").get("last_activity_at"));
    String there = Instant.parse(at).atZone(ZoneId.of("Asia/Tokyo")).toString().substring(0, 16);
    assertThat(shell.run("session", "list").out()).contains(there.replace('T', ' '));
    assertThat(shell.run("usage", "--json").out()).contains("Asia/Tokyo");
    assertThat(shell.run("prefs", "get", "time_zone", "--actor", "ada").out())
        .isEqualTo("system\n");
    assertThat(shell.run("prefs", "unset", "time_zone").out()).contains("system (the default)");
    Shell.Result wrong = shell.run("prefs", "set", "page_size", "many");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("must be a whole number from 10 to 200");
    assertThat(shell.run("prefs", "get", "colour").code()).isNotZero();
  }

  @Test
  void aBackupIsAStoreAndComesBack() {
    Object id = shell.json("session", "start", "Keep me").get("id");
    Path copy = folder.resolve("copy.db");
    assertThat(shell.run("backup", copy.toString()).code()).isZero();
    assertThat(new Shell(copy).json("session", "show", String.valueOf(id)).get("id")).isEqualTo(id);
    shell.json("session", "start", "Made later");
    shell.json("restore", copy.toString(), "--force");
    assertThat((List<?>) shell.json("session", "list").get("sessions")).hasSize(1);
  }

  @Test
  void queriesReadTheViews() {
    shell.json("session", "start", "Count me");
    Map<String, ?> json = shell.json("query", "SELECT count(*) AS n FROM v_sessions");
    assertThat(json.get("rows")).isEqualTo(List.of(Map.of("n", 1)));
    assertThat(shell.run("query", "SELECT kind, intention FROM v_sessions").out())
        .contains("Count me");
    assertThat(shell.run("query", "VALUES (1), (2), (3)", "--limit", "2").err())
        .contains("more rows");
  }

  @Test
  void pricesAreListedSetAndTakenBack() {
    assertThat((List<?>) shell.json("prices", "list").get("prices")).hasSizeGreaterThan(10);
    Object id =
        shell
            .json(
                "prices",
                "override",
                "Ollama",
                "llama*",
                "--input",
                "0.5",
                "--output",
                "1.25",
                "--note",
                "power")
            .get("id");
    assertThat(shell.run("prices", "list", "llama*").out()).contains("1.25").contains("person");
    assertThat(shell.run("prices", "history").out()).contains("local");
    assertThat(shell.run("prices", "reprice").out()).contains("would reprice");
    assertThat(shell.run("usage", "reprice", "--apply").out()).contains("repriced");
    assertThat(shell.run("prices", "remove", String.valueOf(id)).code()).isZero();
    assertThat(shell.run("prices", "list", "llama*").out()).doesNotContain("1.25");
  }

  @Test
  void mcpSpeaksOverStdinAndStdout() {
    Shell.Result result =
        shell
            .stdin(
                """
                {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}
                not json
                {"jsonrpc":"2.0","method":"notifications/initialized"}
                {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"session_start","arguments":{"intention":"From an agent"}}}
                """)
            .run("mcp");
    assertThat(result.code()).isZero();
    assertThat(result.out().lines()).hasSize(3).allMatch(line -> line.startsWith("{"));
    assertThat(shell.run("session", "list").out()).contains("From an agent");
    assertThat(shell.run("audit", "list").out()).contains("mcp:t");
  }
}
