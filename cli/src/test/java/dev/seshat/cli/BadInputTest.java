package dev.seshat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every command with input that it cannot take: one clear line, the right exit code, nothing written.
class BadInputTest {
  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

  @TempDir Path folder;
  Shell shell;
  String id;

  @BeforeEach
  void make() {
    shell = new Shell(folder.resolve("test.db"));
    id = String.valueOf(shell.json("session", "start", "The one that is there").get("id"));
  }

  private Object newest() {
    return String.valueOf(shell.json("audit", "list", "--limit", "1").get("entries"));
  }

  private void refused(int code, String... args) {
    Object before = newest();
    Shell.Result result = shell.run(args);
    assertThat(result.code())
        .as("%s: %s", String.join(" ", args).lines().findFirst().orElse(""), result.err())
        .isEqualTo(code);
    result.refused(code);
    assertThat(newest()).isEqualTo(before);
  }

  @Test
  void unknownSessions() {
    for (String ref :
        List.of(
            NOBODY,
            "ffffffff",
            "zzzz",
            "12",
            "",
            "current2",
            "'; DROP TABLE sessions; --",
            "é".repeat(3_000))) {
      for (String verb :
          List.of(
              "show",
              "pause",
              "complete",
              "fail",
              "cancel",
              "archive",
              "resume",
              "fork",
              "focus",
              "brief",
              "progress",
              "children",
              "chain",
              "summarize",
              "interactions",
              "notes",
              "artifacts")) {
        Shell.Result result = shell.run("session", verb, ref);
        assertThat(result.code()).as("%s %s: %s", verb, ref, result.err()).isIn(2, 3);
        result.refused(result.code());
      }
    }
    refused(3, "session", "log", NOBODY, "text");
    refused(3, "session", "note", NOBODY, "text");
    refused(3, "session", "judge", NOBODY, "text", "--met");
    refused(3, "session", "update", NOBODY, "name=x");
    refused(3, "session", "start", "x", "--previous", NOBODY);
    refused(3, "search", "x", "--session", NOBODY);
    refused(3, "usage", "--session", NOBODY);
    refused(3, "session", "artifact-show", NOBODY);
    refused(3, "session", "approve", NOBODY);
    refused(2, "session", "approve", "not-an-id");
  }

  @Test
  void badFieldsOfASession() {
    refused(2, "session", "start", "  ");
    refused(2, "session", "start");
    refused(2, "session", "start", "x".repeat(100_001));
    refused(2, "session", "start", "x", "--name", "n".repeat(201));
    refused(2, "session", "start", "x", "--kind", "Not A Word");
    refused(2, "session", "start", "x", "--priority", "9");
    refused(2, "session", "start", "x", "--priority", "high");
    refused(2, "session", "start", "x", "--tag", " ");
    refused(2, "session", "start", "x", "--success", "");
    refused(2, "session", "start", "x", "--set", "no_such_field=1");
    refused(2, "session", "start", "x", "--set", "novalue");
    refused(2, "session", "start", "x", "--set", "context={");
    refused(
        2, "session", "start", "x", "--set", "context=" + "[".repeat(5_000) + "]".repeat(5_000));
    refused(2, "session", "start", "x", "--set", "status=completed");
    refused(2, "session", "start", "a\0b");
    refused(2, "session", "start", "half of a pair \ud83d");
    refused(2, "session", "complete", id, "--outcome", "great");
    refused(2, "session", "complete", id, "--rating", "0");
    refused(2, "session", "complete", id, "--completion", "101");
    refused(2, "session", "update", id);
    refused(2, "session", "update", id, "intention=");
    refused(2, "session", "update", id, "priority_level=x");
    refused(2, "session", "update", id, "id=" + NOBODY);
    refused(2, "session", "update", id, "--clear", "intention");
    refused(2, "session", "update", id, "--clear", "nothing");
    refused(2, "session", "list", "--limit", "0");
    refused(2, "session", "list", "--limit", "1001");
    refused(2, "session", "list", "--status", "sleeping");
    refused(2, "session", "list", "--from", "yesterday");
    refused(2, "session", "list", "--cursor", "rubbish");
    refused(2, "session", "focus", id, "--clear");
  }

  @Test
  void badContent() throws Exception {
    refused(2, "session", "log", id, "");
    refused(2, "session", "log", id, "x", "--type", "shout");
    refused(2, "session", "log", id, "x", "--payload", "[1]");
    refused(2, "session", "log", id, "x", "--payload", "{\"a\":\"\\u0000\"}");
    refused(2, "session", "log", id, "x", "--author", " ");
    refused(2, "session", "note", id, " ");
    refused(2, "session", "note", id, "x", "--type", "Two Words");
    refused(2, "session", "artifact", id, "x");
    refused(3, "session", "artifact", id, folder.resolve("none").toString(), "--type", "plan");
    refused(2, "session", "artifact", id, folder.toString(), "--type", "plan");
    Path binary =
        Files.write(folder.resolve("binary"), new byte[] {1, 2, (byte) 0xff, (byte) 0xfe, 0});
    refused(2, "session", "artifact", id, binary.toString(), "--type", "plan");
    Path empty = Files.writeString(folder.resolve("empty"), "");
    refused(2, "session", "artifact", id, empty.toString(), "--type", "plan");
    refused(2, "session", "interactions", id, "--limit", "0");
    refused(2, "session", "interactions", id, "--last", "0");
    refused(2, "session", "interactions", id, "--cursor", "x");
    refused(2, "session", "notes", id, "--cursor", "x");
    refused(2, "session", "artifacts", id, "--limit", "5000");
    refused(2, "session", "brief", id, "--tokens", "5");
    refused(2, "session", "brief", id, "--tokens", "many");
  }

  @Test
  void badQuestions() {
    for (String query : List.of("", "  ", "\"", "\\", "(((((", "';--", "é".repeat(3_000))) {
      refused(2, "search", query);
      refused(2, "recall", query);
    }
    for (String query :
        List.of("a AND", "NEAR(", "col:x*", "x' OR '1'='1", "-without", "\"half a phrase")) {
      Shell.Result result = shell.run("search", query, "--syntax", "--json");
      assertThat(result.code()).as(result.err()).isIn(0, 2);
    }
    refused(2, "search");
    refused(2, "search", "x", "--limit", "0");
    refused(2, "search", "x", "--limit", "many");
    refused(2, "search", "x", "--cursor", "rubbish");
    refused(2, "search", "x", "--from", "2026-02-30");
    refused(2, "recall", "x", "--tokens", "1");
    refused(2, "query", "DELETE FROM sessions");
    refused(2, "query", "SELECT 1; DROP TABLE sessions");
    refused(2, "query", "");
    refused(2, "query", "SELECT * FROM no_such_view");
    refused(2, "query", "SELECT 1", "--limit", "0");
    refused(2, "kpi", "--by", "weather");
    refused(2, "audit", "list", "--limit", "0");
    refused(2, "audit", "list", "--cursor", "x");
    refused(2, "watch", "--since", "x");
  }

  @Test
  void badUsageAndPrices() throws Exception {
    refused(2, "usage", "--by", "weather");
    refused(2, "usage", "--zone", "Mars/Olympus");
    refused(2, "usage", "--from", "yesterday");
    refused(2, "prices", "override", "Anthropic", "x");
    refused(2, "prices", "override", "Anthropic", "x", "--input", "-1");
    refused(2, "prices", "override", "Anthropic", "x", "--input", "cheap");
    refused(2, "prices", "override", " ", "x", "--input", "1");
    refused(2, "prices", "override", "Anthropic", "x", "--input", "1", "--above", "-5");
    refused(3, "prices", "remove", "12345");
    refused(3, "prices", "import", folder.resolve("none.json").toString());
    Path rubbish = Files.writeString(folder.resolve("rubbish.json"), "{\"what\": [1, 2");
    refused(2, "prices", "import", rubbish.toString());
    refused(2, "prices", "import", folder.toString());
  }

  @Test
  void badBackups() throws Exception {
    Path there = Files.writeString(folder.resolve("there.db"), "something");
    refused(4, "backup", there.toString());
    refused(6, "backup", folder.resolve("no-such-folder/copy.db").toString());
    refused(3, "restore", folder.resolve("none.db").toString());
    refused(6, "restore", there.toString(), "--force");
    Path copy = folder.resolve("copy.db");
    assertThat(shell.run("backup", copy.toString()).code()).isZero();
    refused(4, "restore", copy.toString());
    assertThat(Files.readString(there)).isEqualTo("something");
  }

  @Test
  void badActorsAndWorkspaces() {
    refused(2, "session", "list", "--actor", " ");
    refused(2, "session", "list", "--store", "a\0b");
    List<String> deep = new ArrayList<>(List.of("session", "start", "x"));
    deep.addAll(List.of("--actor", "x".repeat(300)));
    refused(2, deep.toArray(String[]::new));
  }
}
