package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import dev.seshat.usage.CostGrade;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.RecordedUsage;
import dev.seshat.usage.UsageBatch;
import dev.seshat.usage.UsageDimension;
import dev.seshat.usage.UsageQuery;
import dev.seshat.usage.UsageSummary;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Tokens and money: sums by any dimension as JSON or CSV, and requests handed in.
public final class UsageRoutes implements Operations {
  private static final int MAX_BATCH = 10_000;
  private static final long MOST = 1_000_000_000L;

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/api/v1/usage", "summarizeUsage", "Tokens and money, summed up")
            .about("As CSV with `format=csv` or `Accept: text/csv`.")
            .query(
                "by",
                Schema.word(
                        "What each row is for",
                        "day",
                        "month",
                        "block",
                        "project",
                        "host",
                        "model",
                        "person",
                        "user",
                        "session",
                        "branch")
                    .otherwise("day"))
            .query("zone", Schema.text("Whose days, such as Europe/Paris; default UTC", 60))
            .query("from", Shapes.moment("At or after"))
            .query("to", Shapes.moment("Before"))
            .query("project", Schema.text("", 200))
            .query("host", Schema.text("", 200))
            .query("model", Schema.text("", 200))
            .query("user", Schema.text("", 200))
            .query("session", Schema.text("Id, short id, prefix or `current`", 100))
            .query("branch", Schema.text("", 1_000))
            .query("format", Schema.word("", "json", "csv"))
            .answers("The rows and their sum", summary())
            .by(UsageRoutes::summarize),
        Operation.post("/api/v1/usage", "recordUsage", "Record a request to a model, or many")
            .about(
                "The body is one request, or `{\"requests\": […]}` for up to 10,000. A request that has an id counts once"
                    + " per host, and the fullest record of it counts.")
            .takes(
                Schema.any("")
                    .with(
                        "anyOf",
                        List.of(
                            Schema.object(field("requests!", Schema.list("", request(), MAX_BATCH)))
                                .toJson(),
                            request().toJson())))
            .answers(
                201,
                "What became of it",
                Schema.any("").with("anyOf", List.of(recorded().toJson(), batch().toJson())))
            .by(UsageRoutes::record));
  }

  private static Schema request() {
    Schema count = Schema.integer("", 0, MOST);
    return Schema.object(
            field("host!", Schema.text("Anthropic, OpenAI, Google, Ollama…", 200)),
            field("model!", Schema.text("", 200)),
            field("input_tokens", count.saying("Those that no cache took part in")),
            field("cache_read_tokens", count),
            field("cache_write_tokens", count.saying("Where the lifetime is not known")),
            field("cache_write_5m_tokens", count),
            field("cache_write_1h_tokens", count),
            field("output_tokens", count.saying("Reasoning included")),
            field("reasoning_tokens", count.saying("The part of the output that was reasoning")),
            field("total_tokens", count.saying("Where it is more than the sum")),
            field("timestamp", Schema.time("Default now")),
            field("created_at", Schema.time("In place of `timestamp`")),
            field("project", Schema.text("", 200)),
            field("request_id", Schema.text("The provider's id; counted once per host", 500)),
            field("user_id", Schema.text("", 200)),
            field("session_id", Schema.id("")),
            field("interaction_id", Schema.integer("", 1, Long.MAX_VALUE)),
            field("git_branch", Schema.text("", 1_000)),
            field("reported_cost_usd", Schema.number("What the provider says; else computed")),
            field("cost_usd", Schema.number("In place of `reported_cost_usd`")),
            field("batch", Schema.flag("Whether it was sent in a batch, which is cheaper")),
            field("incomplete", Schema.flag("Whether some of its tokens are not known")))
        .named("NewUsage");
  }

  private static Schema recorded() {
    return Schema.object(
            field("id!", Schema.integer("", 1, Long.MAX_VALUE)),
            field("outcome!", Schema.word("", RecordedUsage.Outcome.class)),
            field("cost_usd!", Schema.number("Null where no price is known").orNull()),
            field("cost_grade!", grade()),
            field("price_snapshot!", Schema.integer("", 1, Long.MAX_VALUE).orNull()))
        .named("RecordedUsage");
  }

  private static Schema batch() {
    Schema count = Schema.integer("", 0, MAX_BATCH);
    return Schema.object(
        field("added!", count), field("replaced!", count), field("unchanged!", count));
  }

  private static Schema grade() {
    return Schema.word("How much the cost can be trusted", CostGrade.class);
  }

  private static Schema summary() {
    Schema moment = Schema.time("").orNull();
    return Schema.object(
            field("by!", Schema.word("", UsageDimension.class)),
            field("zone!", Schema.text("", 60)),
            field("from!", moment),
            field("to!", moment),
            field("rows!", Schema.list("", row(true), 1_000_000)),
            field("totals!", row(false)))
        .named("UsageSummary");
  }

  private static Schema row(boolean named) {
    Schema count = Schema.integer("", 0, Long.MAX_VALUE);
    Map<String, Schema> names =
        named ? Map.of("key!", Schema.text("", 1_000), "label!", Schema.text("", 1_000)) : Map.of();
    List<Map.Entry<String, Schema>> counts =
        List.of(
            field("requests!", count),
            field("input_tokens!", count),
            field("cache_read_tokens!", count),
            field("cache_write_tokens!", count),
            field("cache_write_5m_tokens!", count),
            field("cache_write_1h_tokens!", count),
            field("output_tokens!", count),
            field("reasoning_tokens!", count),
            field("total_tokens!", count),
            field("cost_usd!", Schema.number("Of the priced requests").orNull()),
            field("cost_grade!", grade()),
            field("unpriced_requests!", count),
            field("lower_bound_requests!", count));
    return Schema.object(
        java.util.stream.Stream.concat(
                new java.util.TreeMap<>(names).entrySet().stream(), counts.stream())
            .toList());
  }

  private static Reply summarize(Request request) {
    UsageSummary summary = request.seshat().usage().summary(query(request));
    String format = request.text("format");
    boolean csv = format == null ? request.accepts("text/csv") : format.equals("csv");
    return csv
        ? Reply.text("text/csv; charset=utf-8", summary.toCsv())
            .asFile("usage-by-" + summary.query().by().word() + ".csv")
        : Reply.jsonText(summary.toJson());
  }

  private static UsageQuery query(Request request) {
    ZoneId zone = Objects.requireNonNullElse(request.as("zone", UsageQuery::zone), ZoneOffset.UTC);
    String session = request.text("session");
    return UsageQuery.by(UsageDimension.of(request.needed("by")))
        .withZone(zone)
        .withFrom(request.time("from", zone))
        .withTo(request.time("to", zone))
        .withProject(request.text("project"))
        .withHost(request.text("host"))
        .withModel(request.text("model"))
        .withUser(request.text("user"))
        .withSession(session == null ? null : request.seshat().sessions().get(session).id())
        .withBranch(request.text("branch"));
  }

  private static Reply record(Request request) {
    if (!request.body().containsKey("requests")) {
      return Reply.json(request.seshat().usage().record(NewUsage.fromJson(request.body())).toJson())
          .withStatus(201);
    }
    UsageBatch batch =
        request.seshat().usage().record(request.items("requests", MAX_BATCH, NewUsage::fromJson));
    return Reply.json(batch).withStatus(201);
  }
}
