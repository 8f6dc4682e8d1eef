package dev.seshat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.transcript.ImportProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Imports at the shell, and the usage that comes with them.
class ImportCommandTest {
  private static final String LINES =
      """
      {"type":"session","external_id":"r1","tool":"t","kind":"chat","project":"garden","intention":"Plant the beds","started_at":"2026-03-01T09:00:00Z"}
      {"type":"interaction","session":"r1","tool":"t","external_id":"m1","author":"person","text":"What grows in shade?","created_at":"2026-03-01T09:00:05Z"}
      this is not json
      {"type":"interaction","session":"r1","tool":"t","external_id":"m2","author":"agent","text":"Ferns.","created_at":"2026-03-01T09:00:09Z"}
      {"type":"usage","session":"r1","tool":"t","request_id":"q1","host":"Anthropic","model":"claude-sonnet-4-5-20250929","input_tokens":100000,"output_tokens":0,"created_at":"2026-03-01T23:30:00Z"}
      {"type":"usage","session":"r1","tool":"t","request_id":"q2","host":"Nobody","model":"unheard-of","input_tokens":10,"output_tokens":1,"created_at":"2026-03-02T09:00:09Z"}
      """;

  @TempDir Path folder;
  Path file;
  Shell shell;

  @BeforeEach
  void make() throws Exception {
    shell = new Shell(folder.resolve("test.db"));
    file = Files.writeString(folder.resolve("lines.jsonl"), LINES);
  }

  @Test
  void linesAreImportedOnce() {
    Map<String, ?> first = shell.json("import", "jsonl", file.toString());
    assertThat(first.get("sessions")).isEqualTo(1);
    assertThat(first.get("interactions")).isEqualTo(2);
    assertThat(first.get("requests")).isEqualTo(2);
    assertThat((List<?>) first.get("malformed")).hasSize(1);
    Map<String, ?> again = shell.stdin(LINES).json("import", "jsonl", "-");
    assertThat(again.get("interactions")).isEqualTo(0);
    assertThat(again.get("requests")).isEqualTo(0);
    assertThat(shell.run("search", "ferns").out()).contains("#2").contains("Ferns.");
  }

  @Test
  void aBadLineIsNamedForPeople() {
    Shell.Result result = shell.run("import", "jsonl", file.toString());
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("interactions").contains("2");
    assertThat(result.err()).contains("lines.jsonl:3: ");
  }

  @Test
  void strictStopsAtTheBadLine() {
    assertThat(shell.run("import", "jsonl", file.toString(), "--strict").refused(2).err())
        .contains("line 3");
  }

  @Test
  void filesThatCannotBeRead() {
    shell.run("import", "jsonl", folder.resolve("none.jsonl").toString()).refused(3);
    shell.run("import", "jsonl", folder.toString()).refused(2);
    shell.run("import", "jsonl").refused(2);
    shell.run("import", "jsonl", "a\0b").refused(2);
    shell.run("import", "claude-code", folder.resolve("none").toString()).refused(3);
    shell.run("import", "claude-code", "a\0b").refused(2);
    assertThat(shell.json("import", "claude-code", folder.toString()).get("sessions")).isEqualTo(0);
  }

  @Test
  void followingEndsWithItsReport() throws Exception {
    Path rollout =
        Files.writeString(
            folder.resolve("rollout-a.jsonl"),
            """
            {"timestamp":"2026-03-01T09:00:00.000Z","type":"session_meta","payload":{"id":"01996135-afde-7911-97f0-d863511eca56","cwd":"/home/mara/boats"}}
            {"timestamp":"2026-03-01T09:00:05.000Z","type":"event_msg","payload":{"type":"user_message","message":"Fix the rudder"}}
            """);
    Shell.Result people = shell.runAndInterrupt("import", "codex", rollout.toString(), "--follow");
    assertThat(people.code()).as(people.err()).isZero();
    assertThat(people.out()).contains("rollout-a.jsonl: 1 interactions").contains("ADDED");
    Shell.Result again =
        shell.runAndInterrupt("import", "codex", rollout.toString(), "--follow", "--json");
    assertThat(again.out().lines()).hasSize(1).first().asString().contains("\"interactions\":0");
  }

  @Test
  void usageIsSummedUp() {
    shell.run("import", "jsonl", file.toString());
    assertThat(shell.run("usage").out())
        .contains("2026-03-01")
        .contains("$0.3000")
        .contains("1 requests without a price");
    assertThat(shell.run("usage", "--zone", "Europe/Berlin").out()).doesNotContain("2026-03-01");
    assertThat(shell.run("usage", "--by", "project").out()).contains("garden");
    assertThat(shell.run("usage", "--by", "model", "--csv").out())
        .contains("claude-sonnet-4-5")
        .contains("\r\n");
    assertThat(
            (List<?>)
                shell
                    .json("usage", "--by", "host", "--from", "2026-03-02", "--to", "2026-03-02")
                    .get("rows"))
        .hasSize(1);
    shell.run("usage", "--project", "nothing").refused(3);
    assertThat(shell.run("usage", "--to", "2001-01-01").err()).contains("nothing found");
  }

  @Test
  void aSessionWithoutATranscriptSaysSo() {
    shell.run("import", "jsonl", file.toString());
    Object id =
        ((Map<?, ?>)
                ((List<?>)
                        java.util.Objects.requireNonNull(
                            shell.json("session", "list").get("sessions")))
                    .getFirst())
            .get("id");
    assertThat(shell.run("session", "transcript", String.valueOf(id)).refused(3).err())
        .contains("nothing is archived");
  }

  @Test
  void theBarShowsHowFarItIs() {
    assertThat(ProgressBar.line(new ImportProgress.Step(5 << 20, 10 << 20, 1, 2, "a.jsonl")))
        .contains("50 %")
        .contains("1 of 2 files")
        .contains("a.jsonl");
    assertThat(ProgressBar.line(new ImportProgress.Step(5 << 20, -1, 0, 1, "-"))).isEqualTo("5 MB");
  }
}
