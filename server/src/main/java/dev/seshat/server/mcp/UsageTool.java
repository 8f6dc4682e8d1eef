package dev.seshat.server.mcp;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.budget.BudgetState;
import dev.seshat.json.Json;
import dev.seshat.server.schema.Schema;
import dev.seshat.usage.UsageDimension;
import dev.seshat.usage.UsageQuery;
import dev.seshat.usage.UsageRow;
import dev.seshat.usage.UsageSummary;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `usage`: tokens and dollars, summed by one dimension.
final class UsageTool {
  private static final int MOST = 100;

  private UsageTool() {}

  static Tool tool() {
    return Tool.of(
        "usage",
        "Tokens and costs",
        "Sums requests, tokens and US dollars by day, month, model, project, session, person, host, branch or 5-hour block."
            + " cost_grade says how far the dollars can be trusted; unpriced requests are counted, not guessed.",
        false,
        Schema.object(
            field("by", Schema.word("Default day", UsageDimension.class)),
            Common.from(),
            Common.to(),
            field("project", Schema.text("", 200)),
            field("model", Schema.text("", 200)),
            field("session", Schema.text("Only this session", 100)),
            field("zone", Schema.text("Whose days they are, as Europe/Berlin; default UTC", 60)),
            field("limit", Schema.integer("Most rows, default 50", 1, MOST))),
        Schema.answer(
            field("by!", Schema.text("", 20)),
            field("rows!", Schema.list("Time: oldest first; else dearest first", row(), MOST)),
            field("totals!", Schema.open("Of all rows, shown or not")),
            field("truncated!", Schema.flag("Whether there are more rows")),
            field(
                "budgets", Schema.list("If any: limit, spent, left now", Schema.open(""), 1_000))),
        UsageTool::usage);
  }

  private static Schema row() {
    return Schema.answer(
        field("key!", Schema.text("", 4_096)),
        field("requests!", Schema.integer("", 0, Long.MAX_VALUE)),
        field("total_tokens!", Schema.integer("", 0, Long.MAX_VALUE)),
        field("cost_usd", Schema.number("")),
        field("cost_grade!", Schema.text("", 20)));
  }

  private static Tool.Answer usage(Call call) {
    String zone = call.text("zone");
    String session = call.text("session");
    UsageSummary summary =
        call.seshat()
            .usage()
            .summary(
                UsageQuery.by(UsageDimension.of(Objects.requireNonNullElse(call.text("by"), "day")))
                    .withZone(zone == null ? ZoneOffset.UTC : UsageQuery.zone(zone))
                    .withFrom(call.time("from", false))
                    .withTo(call.time("to", true))
                    .withProject(call.text("project"))
                    .withModel(call.text("model"))
                    .withSession(
                        session == null ? null : call.seshat().sessions().get(session).id()));
    return withBudgets(answer(summary, call.integer("limit", 50)), call.seshat().budgets().list());
  }

  /// What is left to spend stands beside what was spent.
  private static Tool.Answer withBudgets(Tool.Answer answer, List<BudgetState> budgets) {
    if (budgets.isEmpty()) {
      return answer;
    }
    Map<String, @Nullable Object> structured = new LinkedHashMap<>(answer.structured());
    structured.put("budgets", budgets.stream().map(UsageTool::budget).toList());
    String text = budgets.stream().map(UsageTool::line).collect(Collectors.joining("\n"));
    return new Tool.Answer(structured, answer.text() + "\n" + text);
  }

  private static Map<String, Object> budget(BudgetState state) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("for", state.budget().whose());
    json.put("period", state.budget().period().word());
    json.put("limit_usd", state.budget().limitUsd());
    json.put("spent_usd", state.spentUsd());
    json.put("left_usd", state.leftUsd());
    json.put("is_lower_bound", state.isLowerBound());
    return json;
  }

  private static String line(BudgetState state) {
    return "Budget of %s a %s for %s: %s$%s spent, $%s left"
        .formatted(
            "$" + state.budget().limitUsd().toPlainString(),
            state.budget().period().word(),
            state.budget().whose(),
            state.isLowerBound() ? "at least " : "",
            state.spentUsd().toPlainString(),
            state.leftUsd().toPlainString());
  }

  /// Days and months are cut at their beginning, so that the newest are shown; the others at their end.
  private static Tool.Answer answer(UsageSummary summary, int limit) {
    Map<String, @Nullable Object> all = Json.parseObject("", summary.toJson());
    List<?> rows = (List<?>) Objects.requireNonNull(all.get("rows"));
    boolean truncated = rows.size() > limit;
    boolean isTime =
        switch (summary.query().by()) {
          case DAY, MONTH, BLOCK -> true;
          default -> false;
        };
    int from = truncated && isTime ? rows.size() - limit : 0;
    int to = Math.min(rows.size(), from + limit);
    Map<String, @Nullable Object> structured = new LinkedHashMap<>();
    structured.put("by", all.get("by"));
    structured.put("rows", rows.subList(from, to).stream().map(UsageTool::known).toList());
    structured.put("totals", all.get("totals"));
    structured.put("truncated", truncated);
    String text =
        summary.rows().subList(from, to).stream()
            .map(UsageTool::line)
            .collect(Collectors.joining("\n", "", "\n" + total(summary.totals())));
    return new Tool.Answer(structured, text.strip());
  }

  /// A row without what is unknown.
  private static Map<?, ?> known(Object row) {
    Map<?, ?> known = new LinkedHashMap<>((Map<?, ?>) row);
    known.values().removeIf(Objects::isNull);
    return known;
  }

  private static String line(UsageRow row) {
    return (row.label().isEmpty() ? "(none)" : row.label()) + ": " + figures(row);
  }

  private static String total(UsageRow totals) {
    return "Total: " + figures(totals);
  }

  private static String figures(UsageRow row) {
    String cost = row.costUsd() == null ? "no price" : "$" + row.costUsd().toPlainString();
    return "%d requests, %d tokens, %s (%s)"
        .formatted(row.requests(), row.tokens().totalTokens(), cost, row.grade().word());
  }
}
