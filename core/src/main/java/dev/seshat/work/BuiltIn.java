package dev.seshat.work;

import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.analysis.SessionSummaries;
import dev.seshat.backup.Backup;
import dev.seshat.json.Fields;
import dev.seshat.json.Json;
import dev.seshat.promise.AttemptFailed;
import dev.seshat.promise.Handler;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.Run;
import dev.seshat.promise.WorkerBuilder;
import dev.seshat.prompting.Reflection;
import dev.seshat.retention.Retention;
import dev.seshat.retention.RetentionResult;
import dev.seshat.transcript.ImportOptions;
import dev.seshat.transcript.ImportProgress;
import dev.seshat.transcript.ImportReport;
import dev.seshat.transcript.TranscriptClient;
import dev.seshat.transcript.Transcripts;
import dev.seshat.usage.PriceImport;
import dev.seshat.usage.Usage;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The kinds of promises whose work Seshat does itself.
public final class BuiltIn {
  /// Archives and erases what the rules say. Payload: none.
  public static final String RETENTION = "retention.apply";

  /// Copies the store. Payload: `file`, or `directory` and how many to `keep`.
  public static final String BACKUP = "backup";

  /// Reads transcripts. Payload: `source`, `path`, `keep_secrets`.
  public static final String IMPORT = "import";

  /// Takes over a price table. Payload: `file`.
  public static final String PRICES = "prices.update";

  /// Writes a session's summary again, by the configured model or by rules. Payload: `session`.
  public static final String SUMMARY = SessionSummaries.PURPOSE;

  /// Takes what a session that iterated has taught. Payload: `session`.
  public static final String REFLECTION = Reflection.KIND;

  /// The kinds that read or write files of the machine, or erase: whoever promises such work, or takes it, is an owner.
  public static final Set<String> FOR_OWNERS = Set.of(RETENTION, BACKUP, IMPORT, PRICES);

  private static final int MAX_PATH = 4_000;

  private final Retention retention;
  private final Backup backup;
  private final Transcripts transcripts;
  private final Usage usage;
  private final SessionSummaries summaries;
  private final Reflection reflection;

  public BuiltIn(
      Retention retention,
      Backup backup,
      Transcripts transcripts,
      Usage usage,
      SessionSummaries summaries,
      Reflection reflection) {
    this.reflection = reflection;
    this.summaries = summaries;
    this.retention = retention;
    this.backup = backup;
    this.transcripts = transcripts;
    this.usage = usage;
  }

  /// A worker with the handlers of these kinds.
  public WorkerBuilder addTo(WorkerBuilder worker) {
    return worker
        .handle(RETENTION, sure(run -> retention()))
        .handle(BACKUP, sure(new BackupWork(backup)))
        .handle(IMPORT, sure(this::read))
        .handle(PRICES, sure(this::prices))
        .handle(SUMMARY, sure(this::summarise))
        .handle(REFLECTION, sure(reflection.handler()));
  }

  /// The same handler, which does not try again what would be refused again.
  public static Handler sure(Handler handler) {
    return run -> {
      try {
        return handler.handle(run);
      } catch (StoreUnavailable e) {
        throw e;
      } catch (SeshatException e) {
        AttemptFailed failed = AttemptFailed.forGood(e.getMessage());
        failed.initCause(e);
        throw failed;
      }
    };
  }

  /// The promise to do what the retention rules say.
  public static NewPromise retentionNow() {
    return NewPromise.of(RETENTION, "Archive and erase what the retention rules say");
  }

  /// The promise of a backup in a file that is not there yet.
  public static NewPromise backupTo(Path file) {
    return NewPromise.of(BACKUP, "Back the store up to " + file)
        .withPayload(Map.of("file", file.toString()));
  }

  private Map<String, ? extends @Nullable Object> retention() {
    RetentionResult done = retention.apply();
    Map<String, @Nullable Object> result = new LinkedHashMap<>(done.toJson());
    result.put(
        "summary", "archived %d sessions, erased %d".formatted(done.archived(), done.erased()));
    return result;
  }

  private Map<String, ? extends @Nullable Object> read(Run run) {
    Fields fields = new Fields(run.payload());
    String source = fields.required("source", 40);
    Path path = path("path", fields.required("path", MAX_PATH));
    ImportOptions options = ImportOptions.standard().withMaskSecrets(!fields.isSet("keep_secrets"));
    fields.done();
    TranscriptClient client =
        TranscriptClient.of(source)
            .orElseThrow(() -> new Invalid("source", "must be claude-code, codex or gemini"));
    ImportReport report = transcripts.importFrom(client, path, options, telling(run));
    Map<String, @Nullable Object> result =
        new LinkedHashMap<>(Json.parseObject("result", report.toJson()));
    result.put(
        "summary",
        "%d sessions and %d turns added from %d files"
            .formatted(report.sessions(), report.interactions(), report.files()));
    return result;
  }

  /// An import's own telling, as that of a promise.
  public static ImportProgress telling(Run run) {
    return step -> {
      long of = Math.max(1, step.bytesTotal());
      int percent = step.bytesTotal() < 0 ? 0 : (int) Math.min(99, 100 * step.bytesDone() / of);
      run.progress(percent, "%d of %d files".formatted(step.filesDone(), step.filesTotal()));
    };
  }

  private Map<String, ? extends @Nullable Object> prices(Run run) {
    Fields fields = new Fields(run.payload());
    Path file = path("file", fields.required("file", MAX_PATH));
    fields.done();
    PriceImport done = usage.prices().importFile(file);
    Map<String, @Nullable Object> result =
        new LinkedHashMap<>(Json.parseObject("result", Json.write(done)));
    result.put(
        "summary",
        "%s: %d prices, %d added, %d retired"
            .formatted(done.format(), done.prices(), done.added(), done.retired()));
    return result;
  }

  private Map<String, ? extends @Nullable Object> summarise(Run run) {
    Fields fields = new Fields(run.payload());
    String session = fields.required("session", 100);
    fields.done();
    return summaries.write(session, run.promise().id()).toJson();
  }

  /// A path of this machine, from a payload.
  static Path path(String name, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new Invalid(name, "is no path of a file: " + e.getReason());
    }
  }
}
