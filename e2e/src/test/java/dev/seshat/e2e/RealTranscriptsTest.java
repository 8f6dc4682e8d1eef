package dev.seshat.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seshat.Seshat;
import dev.seshat.json.Json;
import dev.seshat.session.Session;
import dev.seshat.session.SessionFilter;
import dev.seshat.transcript.ImportOptions;
import dev.seshat.transcript.ImportProgress;
import dev.seshat.transcript.ImportReport;
import dev.seshat.transcript.TranscriptClient;
import dev.seshat.usage.TokenCounts;
import dev.seshat.usage.UsageDimension;
import dev.seshat.usage.UsageQuery;
import dev.seshat.usage.UsageRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real transcripts of other people against what an independent tool counts in them. `SESHAT_TRANSCRIPTS` names the folder
/// that has them: `codex`, `gemini`, and `codex.expected.json`, `gemini.expected.json` as VibeCodingTracker writes them.
class RealTranscriptsTest {
  @TempDir private Path temp;
  private Path data = Path.of("");

  @BeforeEach
  void find() {
    String folder = System.getenv("SESHAT_TRANSCRIPTS");
    assumeTrue(
        folder != null && Files.isDirectory(Path.of(folder)),
        "SESHAT_TRANSCRIPTS names no folder with real transcripts on this machine");
    data = Path.of(Objects.requireNonNull(folder));
  }

  private Map<?, ?> expected(String name) throws IOException {
    Map<String, @Nullable Object> all =
        Json.parseObject(name, Files.readString(data.resolve(name)));
    return (Map<?, ?>) ((List<?>) Objects.requireNonNull(all.get("records"))).getFirst();
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }

  private static long count(Map<?, ?> counts, String name) {
    return ((Number) Objects.requireNonNull(counts.get(name))).longValue();
  }

  private Seshat imported(TranscriptClient client, String folder) {
    Seshat seshat = Seshat.open(temp.resolve(folder + ".db"));
    seshat
        .transcripts()
        .importFrom(client, data.resolve(folder), ImportOptions.standard(), ImportProgress.none());
    ImportReport again =
        seshat
            .transcripts()
            .importFrom(
                client, data.resolve(folder), ImportOptions.standard(), ImportProgress.none());
    assertThat(again.interactions() + again.requests() + again.sessions()).isZero();
    return seshat;
  }

  private static TokenCounts used(Seshat seshat, String model) {
    return seshat.usage().summary(UsageQuery.by(UsageDimension.MODEL)).rows().stream()
        .filter(row -> model.equals(row.key()))
        .map(UsageRow::tokens)
        .findFirst()
        .orElseThrow();
  }

  private static Map<?, ?> metadata(Seshat seshat) {
    Session session = seshat.sessions().list(SessionFilter.all()).items().getFirst();
    return session.metadata();
  }

  @Test
  void codexIsCountedAsTheOtherToolCountsIt() throws IOException {
    Map<?, ?> expected = expected("codex.expected.json");
    try (Seshat seshat = imported(TranscriptClient.CODEX, "codex")) {
      map(expected.get("conversationUsage"))
          .forEach((model, usage) -> {
            Map<?, ?> total = map(map(usage).get("total_token_usage"));
            long cached = count(total, "cached_input_tokens");
            assertThat(used(seshat, String.valueOf(model)))
                .isEqualTo(
                    TokenCounts.of(
                            count(total, "input_tokens") - cached,
                            cached,
                            0,
                            0,
                            count(total, "output_tokens"))
                        .withReasoning(count(total, "reasoning_output_tokens")));
          });
      TreeSet<String> files = new TreeSet<>();
      for (String part : List.of("editFileDetails", "writeFileDetails")) {
        for (Object file : (List<?>) Objects.requireNonNull(expected.get(part))) {
          files.add(String.valueOf(map(file).get("filePath")));
        }
      }
      assertThat(
              new TreeSet<>(
                  (List<?>) Objects.requireNonNull(metadata(seshat).get("files_modified"))))
          .asString()
          .isEqualTo(files.toString());
      Session session = seshat.sessions().list(SessionFilter.all()).items().getFirst();
      List<String> calls =
          seshat.interactions().page(session.id().toString(), null, 1_000).items().stream()
              .map(turn -> String.valueOf(turn.text()))
              .toList();
      for (Object command : (List<?>) Objects.requireNonNull(expected.get("runCommandDetails"))) {
        String line = String.valueOf(map(command).get("command"));
        assertThat(calls).anyMatch(call -> call.strip().endsWith(": " + line));
      }
    }
  }

  @Test
  void geminiIsCountedAsTheOtherToolCountsIt() throws IOException {
    Map<?, ?> expected = expected("gemini.expected.json");
    try (Seshat seshat = imported(TranscriptClient.GEMINI, "gemini")) {
      map(expected.get("conversationUsage"))
          .forEach((model, usage) -> {
            Map<?, ?> counts = map(usage);
            long thoughts = count(counts, "thoughts_tokens");
            TokenCounts used = used(seshat, String.valueOf(model));
            assertThat(used)
                .isEqualTo(
                    TokenCounts.of(
                            count(counts, "input_tokens") + count(counts, "tool_tokens"),
                            count(counts, "cache_read_input_tokens"),
                            0,
                            0,
                            count(counts, "output_tokens") + thoughts)
                        .withReasoning(thoughts));
            assertThat(used.totalTokens()).isEqualTo(count(counts, "total_tokens"));
          });
      assertThat(metadata(seshat).get("tools_used"))
          .asString()
          .contains("read_file=" + count(map(expected.get("toolCallCounts")), "Read"))
          .contains("replace=" + count(map(expected.get("toolCallCounts")), "Edit"))
          .contains("write_file=" + count(map(expected.get("toolCallCounts")), "Write"));
    }
  }
}
