package dev.seshat.legacy;

import dev.seshat.legacy.Origins.Became;
import dev.seshat.promise.ImportedPromise;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.PromiseStatus;
import dev.seshat.promise.Promises;
import dev.seshat.store.Tx;
import dev.seshat.transcript.Transcripts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Promises, as tasks that somebody keeps. One that was in progress was interrupted when the system was left: it is open
/// again, and says so.
final class AgentPromises extends RowImport {
  private static final String INTERRUPTED =
      "it was in progress in the agent system when its promises were taken over; how far it came is not known";
  private static final int TEXT = 10_000;

  private final Origins origins;
  private final Promises promises;
  private final LegacyOptions options;
  private final Map<String, Integer> alike = new HashMap<>();
  private @Nullable String moment;

  AgentPromises(Origins origins, Promises promises, LegacyOptions options) {
    this.origins = origins;
    this.promises = promises;
    this.options = options;
  }

  @Override
  public String table() {
    return "promises";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "id",
        "chat_id",
        "message_id",
        "task_description",
        "status",
        "created_at",
        "completed_at",
        "result_summary",
        "error_message");
  }

  @Override
  public List<String> order() {
    return List.of("created_at", "status", "completed_at");
  }

  @Override
  public void begin(OpenSource file, Outcomes outcomes) {
    alike.clear();
    moment = null;
  }

  /// Gives a row its key: what does not change in its life, and which of several such it is.
  @Override
  public SourceRow read(SourceRow row) {
    String made = row.text("created_at");
    if (!Objects.equals(made, moment)) {
      alike.clear();
      moment = made;
    }
    String says =
        SourceRow.hash(
            made, row.text("chat_id"), row.text("message_id"), row.text("task_description"));
    return row.withKey(SourceRow.hash(says, alike.merge(says, 1, Integer::sum)));
  }

  @Override
  void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException {
    ImportedPromise told = told(row, file);
    outcomes.count(
        table(),
        origins.take(
            tx,
            row,
            row.key(),
            asOf(row, told),
            outcomes,
            earlier -> new Became(promises.importIn(tx, told), null)),
        1);
    remark(row, outcomes);
  }

  /// Later states come later, also where the row does not say when.
  private static Instant asOf(SourceRow row, ImportedPromise told) {
    Instant made = told.createdAt();
    Instant done = told.completedAt();
    if (told.status().isFinished()) {
      Instant least = made.plusMillis(2);
      return done == null || done.isBefore(least) ? least : done;
    }
    return word(row).equals("in_progress") ? made.plusMillis(1) : made;
  }

  private ImportedPromise told(SourceRow row, OpenSource file) {
    Instant done = row.time("completed_at");
    Instant made = row.time("created_at");
    Instant since = made != null ? made : done != null ? done : file.asOf();
    PromiseStatus status =
        switch (word(row)) {
          case "completed" -> PromiseStatus.COMPLETED;
          case "failed" -> PromiseStatus.FAILED;
          default -> PromiseStatus.PENDING;
        };
    String error = kept(row, "error_message");
    if (error == null && word(row).equals("in_progress")) {
      error = INTERRUPTED;
    }
    String chat = row.text("chat_id", 200);
    String message = row.text("message_id", 200);
    String task = kept(row, "task_description");
    NewPromise request =
        NewPromise.of(NewPromise.TASK, task == null ? "(no description)" : task)
            .withKey(AgentSystem.DOCUMENT + ":" + row.key());
    if (chat != null) {
      request = request.withChat(chat, message);
    }
    return new ImportedPromise(
        request,
        status,
        since,
        status.isFinished() ? done : null,
        kept(row, "result_summary"),
        error);
  }

  private @Nullable String kept(SourceRow row, String column) {
    String text = row.text(column);
    return SourceRow.cut(
        text != null && options.maskSecrets() ? Transcripts.masked(text) : text, TEXT);
  }

  private static String word(SourceRow row) {
    return Objects.requireNonNullElse(row.text("status"), "pending")
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  private static void remark(SourceRow row, Outcomes outcomes) {
    if (!List.of("pending", "in_progress", "completed", "failed").contains(word(row))) {
      outcomes.note(row, "status is none that is known; the promise is open", row.raw("status"));
    }
    if (word(row).equals("in_progress")) {
      outcomes.note(row, "was in progress; it is open again", null);
    }
    if (row.text("task_description") == null) {
      outcomes.note(row, "task_description is empty", null);
    }
    noteTimes(row, outcomes, List.of("created_at", "completed_at"));
    if (row.text("chat_id") == null && row.text("message_id") != null) {
      outcomes.note(row, "chat_id is empty; message_id is left out", row.raw("message_id"));
    }
  }
}
