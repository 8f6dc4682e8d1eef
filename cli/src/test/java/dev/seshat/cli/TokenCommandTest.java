package dev.seshat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tokens at the shell.
class TokenCommandTest {
  private static final String SECRET = "seshat_[A-Za-z0-9_-]{43}";

  @TempDir Path folder;
  Shell shell;

  @BeforeEach
  void make() {
    shell = new Shell(folder.resolve("test.db"));
  }

  @Test
  void theSecretIsPrintedOnceAndNeverAgain() {
    Shell.Result made = shell.run("token", "create", "--role", "writer", "--name", "Ada's phone");
    assertThat(made.code()).isZero();
    assertThat(made.out().strip()).matches(SECRET);
    assertThat(made.err()).contains("Ada's phone", "writer", "not shown again");
    assertThat(made.err()).doesNotContain(made.out().strip());

    Shell.Result list = shell.run("token", "list");
    assertThat(list.out()).contains("Ada's phone", "writer");
    for (Shell.Result each :
        List.of(list, shell.run("token", "list", "--json"), shell.run("audit", "export"))) {
      assertThat(each.out()).doesNotContain(made.out().strip());
    }
  }

  @Test
  void forProgramsItIsJson() {
    Map<String, ?> made =
        shell.json(
            "token", "create", "--role", "reader", "--expires", "2w", "--workspace", "seshat");
    assertThat(String.valueOf(made.get("secret"))).matches(SECRET);
    assertThat(made.get("name")).asString().startsWith("reader-");
    String listed = String.valueOf(shell.json("token", "list").get("tokens"));
    assertThat(listed).contains("expires_at=" + made.get("expires_at")).doesNotContain("secret");
    String id = String.valueOf(made.get("id"));
    assertThat(shell.json("token", "revoke", id.substring(0, 8)).get("id")).isEqualTo(id);
    assertThat((List<?>) shell.json("token", "list").get("tokens")).isEmpty();
  }

  @Test
  void howLongItIsGoodForIsSaidInWords() {
    for (String time : List.of("5m", "12h", "90d", "8w", "1y", "never")) {
      assertThat(shell.run("token", "create", "--role", "reader", "--expires", time).code())
          .as(time)
          .isZero();
    }
    assertThat(shell.run("token", "list").out()).contains("never");
    for (String time : List.of("", "soon", "-1d", "0d", "101y", "90", "999999y", "1.5d")) {
      shell.run("token", "create", "--role", "reader", "--expires=" + time).refused(2);
    }
  }

  @Test
  void badInputIsRefused() {
    shell.run("token", "create").refused(2);
    shell.run("token", "create", "--role", "admin").refused(2);
    shell.run("token", "create", "--role", "reader", "--name", " ").refused(2);
    shell.run("token", "create", "--role", "reader", "--name", "local").refused(2);
    shell.run("token", "create", "--role", "reader", "--name", "x".repeat(101)).refused(2);
    shell.run("token", "revoke", "nobody").refused(3);
    shell.run("token", "create", "--role", "reader", "--name", "a");
    shell.run("token", "create", "--role", "reader", "--name", "a").refused(4);
  }

  @Test
  void aSqliteFileIsNotDistributed() {
    assertThat(shell.run("db", "distribute").refused(2).err()).contains("SQLite");
  }

  @Test
  void theSqlIsPrintedWithoutADatabase() {
    Shell postgres =
        new Shell(Path.of("x")).with("SESHAT_STORE", "jdbc:postgresql://127.0.0.1:1/x");
    assertThat(postgres.run("db", "distribute", "--print", "--workspace", "team").out())
        .isEqualTo("SELECT citus_schema_distribute('team');\n");
    postgres.run("db", "distribute", "--workspace", "No Such").refused(2);
    assertThat(postgres.run("db", "distribute").refused(6).err()).contains("cannot be distributed");
  }
}
