package dev.seshat.legacy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.legacy.AgentNumbers.Named;
import dev.seshat.legacy.Outcomes.Outcome;
import dev.seshat.legacy.SourceRow.Unfit;
import dev.seshat.store.Tx;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.TokenCounts;
import dev.seshat.usage.Usage;
import dev.seshat.usage.UsageBatch;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Token usage: each row a request.
///
/// A row without a request id of its own is known by what it says but for its cost, and by which of several rows that say
/// the same it is. Rows come in the order of time and cost, so that this does not depend on the file.
final class AgentUsage implements TableImport {
  private static final int NAME = 200;
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final BigDecimal MOST_DOLLARS = new BigDecimal(10_000_000);

  private final Origins origins;
  private final Usage usage;
  private Map<String, String> projects = Map.of();
  private Map<String, Named> models = Map.of();
  private @Nullable String moment;
  private final Map<String, Integer> alike = new HashMap<>();

  AgentUsage(Origins origins, Usage usage) {
    this.origins = origins;
    this.usage = usage;
  }

  @Override
  public String table() {
    return "token_usage";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "id",
        "timestamp",
        "project_id",
        "model_id",
        "input_tokens",
        "output_tokens",
        "total_tokens",
        "cost_usd",
        "request_id",
        "user_id",
        "created_at");
  }

  @Override
  public List<String> order() {
    return List.of("timestamp", "cost_usd");
  }

  @Override
  public void begin(OpenSource file, Outcomes outcomes) {
    projects = AgentNumbers.names(file, "projects");
    models = file.has("models") ? AgentNumbers.models(file) : Map.of();
    moment = null;
    alike.clear();
    if (file.columns(table()).contains("request_id")) {
      outcomes.note(
          table(),
          "rows share their request_id with another: a request is counted once, by its fullest record",
          file.source().repeated(table(), "request_id"));
    }
  }

  /// A row as it is recorded.
  ///
  /// @param isWhole whether what is recorded says all that the row does
  private record Read(NewUsage usage, boolean isWhole) {}

  @Override
  public void take(Tx tx, OpenSource file, List<SourceRow> rows, Outcomes outcomes)
      throws SQLException {
    List<NewUsage> batch = new ArrayList<>();
    for (SourceRow row : rows) {
      try {
        Read read = understood(row, file, outcomes);
        if (outcomes.wasTried(table(), row.key())) {
          outcomes.count(table(), Outcome.THERE, 1);
          continue;
        }
        batch.add(read.usage());
        if (!read.isWhole()) {
          origins.keep(tx, named(row), row.key(), file.asOf());
        }
      } catch (Unfit e) {
        outcomes.skip(row, e.what(), e.found());
      } catch (Invalid e) {
        outcomes.skip(row, "cannot be kept here", e.getMessage());
      }
    }
    UsageBatch done = usage.recordIn(tx, batch);
    outcomes.count(table(), Outcome.TAKEN, done.added());
    outcomes.count(table(), Outcome.CHANGED, done.replaced());
    outcomes.count(table(), Outcome.THERE, done.unchanged());
  }

  private SourceRow named(SourceRow row) {
    Named model = models.get(String.valueOf(row.text("model_id")));
    return row.replaced("project_id", "project", project(row))
        .replaced("model_id", "model", model == null ? row.raw("model_id") : model.name());
  }

  private Read understood(SourceRow row, OpenSource file, Outcomes outcomes) {
    List<String> notes = new ArrayList<>();
    Instant at = at(row, notes);
    Long input = tokens(row, "input_tokens");
    Long output = tokens(row, "output_tokens");
    Long total = tokens(row, "total_tokens");
    TokenCounts counts = counts(input, output, total, notes);
    Named model = model(row, notes);
    String project = project(row);
    if (!projects.containsKey(String.valueOf(row.text("project_id")))) {
      notes.add("project_id names no project; it is taken under a name of its own");
    }
    BigDecimal cost = cost(row, model, counts, notes);
    boolean incomplete = input == null || output == null;
    if (incomplete && cost == null && counts.totalTokens() == 0) {
      throw new Unfit("has neither tokens nor a cost", null);
    }
    String user = SourceRow.cut(row.text("user_id"), NAME);
    String request = row.text("request_id");
    NewUsage read =
        NewUsage.of(model.host(), model.name(), counts)
            .withAt(at)
            .withProject(project)
            .withUserId(user)
            .withRequestId(
                request == null || request.length() > NAME
                    ? AgentSystem.DOCUMENT + ":" + row.key()
                    : request)
            .withReportedCostUsd(cost)
            .withIncomplete(incomplete)
            .withSource(AgentSystem.DOCUMENT + " token_usage");
    notes.forEach(note -> outcomes.note(row, note, found(row, note)));
    return new Read(read, notes.isEmpty() && isWhole(row, file, at));
  }

  private static @Nullable Object found(SourceRow row, String note) {
    int word = note.indexOf(' ');
    String column = word < 0 ? note : note.substring(0, word);
    return row.raw(column);
  }

  /// Whether the request's own columns hold all that the row says.
  private boolean isWhole(SourceRow row, OpenSource file, Instant at) {
    Instant made = row.time("created_at");
    boolean late = made != null && Duration.between(at, made).abs().compareTo(SOON) > 0;
    return !late
        && file.columns(table()).stream()
            .noneMatch(column -> !columns().contains(column) && row.has(column));
  }

  private static Instant at(SourceRow row, List<String> notes) {
    Instant at = row.time("timestamp");
    if (at != null) {
      return at;
    }
    Instant made = row.time("created_at");
    if (made == null) {
      throw new Unfit("timestamp is no time, nor is created_at", row.raw("timestamp"));
    }
    notes.add("timestamp is no time; created_at is taken");
    return made;
  }

  private static @Nullable Long tokens(SourceRow row, String column) {
    if (row.text(column) == null) {
      return null;
    }
    Long tokens = row.whole(column);
    if (tokens == null || tokens < 0) {
      throw new Unfit(column + " is no number of tokens", row.raw(column));
    }
    return tokens;
  }

  private static TokenCounts counts(
      @Nullable Long input, @Nullable Long output, @Nullable Long total, List<String> notes) {
    if (input == null) {
      notes.add("input_tokens is empty; it is not known how many there were");
    }
    if (output == null) {
      notes.add("output_tokens is empty; it is not known how many there were");
    }
    TokenCounts counts =
        TokenCounts.of(
            Objects.requireNonNullElse(input, 0L), Objects.requireNonNullElse(output, 0L));
    if (total == null || total == counts.totalTokens()) {
      return counts;
    }
    if (total < counts.totalTokens()) {
      notes.add("total_tokens is less than its parts; their sum is taken");
      return counts;
    }
    if (input != null && output != null) {
      notes.add("total_tokens is more than its parts; it is kept, and the cost is a lower bound");
    }
    return counts.withTotal(total);
  }

  private Named model(SourceRow row, List<String> notes) {
    String number = row.text("model_id", 40);
    Named model = number == null ? null : models.get(number);
    if (model == null) {
      notes.add("model_id names no model; it is taken under a name of its own");
      return new Named(AgentNumbers.NO_HOST, "unknown model " + number, true);
    }
    return model;
  }

  private String project(SourceRow row) {
    String number = row.text("project_id", 40);
    return AgentNumbers.of(projects, number, "unknown project " + number);
  }

  /// What the system said it cost. Nothing for a model without a price is no cost: it did not know.
  private static @Nullable BigDecimal cost(
      SourceRow row, Named model, TokenCounts counts, List<String> notes) {
    BigDecimal cost = row.decimal("cost_usd");
    if (cost == null) {
      if (row.text("cost_usd") != null) {
        notes.add("cost_usd is no amount; the cost is computed");
      }
      return null;
    }
    if (cost.signum() < 0 || cost.compareTo(MOST_DOLLARS) > 0) {
      notes.add("cost_usd is no amount; the cost is computed");
      return null;
    }
    if (cost.signum() == 0 && !model.isPriced() && counts.totalTokens() > 0) {
      return null;
    }
    return cost;
  }

  /// Gives a row its key as it is read, once: which of several rows that say the same it is depends on those before it.
  @Override
  public SourceRow read(SourceRow row) {
    Named model = models.get(String.valueOf(row.text("model_id")));
    String host = model == null ? "" : model.host();
    String request = row.text("request_id");
    if (request != null) {
      return row.withKey(SourceRow.hash("request", host, request));
    }
    String time = row.text("timestamp");
    if (!Objects.equals(time, moment)) {
      alike.clear();
      moment = time;
    }
    String says =
        SourceRow.hash(
            time,
            project(row),
            host,
            model == null ? row.text("model_id") : model.name(),
            row.text("input_tokens"),
            row.text("output_tokens"),
            row.text("total_tokens"),
            row.text("user_id"));
    return row.withKey(SourceRow.hash(says, alike.merge(says, 1, Integer::sum)));
  }
}
