package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.access.Role;
import dev.seshat.budget.Budget;
import dev.seshat.budget.BudgetState;
import dev.seshat.budget.NewBudget;
import dev.seshat.budget.Period;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.http.Params;
import dev.seshat.server.schema.Schema;
import java.util.List;
import java.util.Map;

/// Budgets: what may be spent, what is, and what is left.
public final class BudgetRoutes implements Operations {
  private static final long MOST = Long.MAX_VALUE;
  private static final Schema NUMBER = Schema.integer("Its number", 1, MOST);

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/api/v1/budgets", "listBudgets", "All budgets, as they stand now")
            .answers("Those for all usage first", Shapes.list("budgets", state()))
            .by(BudgetRoutes::list),
        Operation.post("/api/v1/budgets", "setBudget", "Set a budget")
            .role(Role.OWNER)
            .about(
                "There is one for each project (or all), person (or all) and period: the one that is there changes. Warnings"
                    + " come as notifications at 50, 80 and 100 %. A hard one stops Seshat's own calls of models.")
            .takes(given())
            .answers("The budget as it stands now", state())
            .by(request ->
                Reply.json(
                    request.seshat().budgets().set(NewBudget.fromJson(request.body())).toJson())),
        Operation.get("/api/v1/budgets/{budget}", "getBudget", "One budget")
            .path("budget", NUMBER)
            .answers("The budget as it stands now", state())
            .by(request -> Reply.json(request.seshat().budgets().get(number(request)).toJson())),
        Operation.delete("/api/v1/budgets/{budget}", "removeBudget", "Remove a budget")
            .role(Role.OWNER)
            .path("budget", NUMBER)
            .answersNothing("It is gone")
            .by(request -> {
              request.seshat().budgets().remove(number(request));
              return Reply.nothing();
            }));
  }

  private static Reply list(Request request) {
    return Reply.json(
        Map.of(
            "budgets",
            request.seshat().budgets().list().stream().map(BudgetState::toJson).toList()));
  }

  private static long number(Request request) {
    return Params.positive("budget", request.place("budget"));
  }

  private static Schema given() {
    return Schema.object(
            field("limit_usd!", Schema.number("US dollars in each period, at most 10000000")),
            field("project", Schema.text("Whose usage counts; default all", 200)),
            field("user_id", Schema.text("Whose usage counts; default everybody's", 200)),
            field("period", Schema.word("", Period.class).otherwise("month")),
            field("zone", Schema.text("Whose days, such as Europe/Berlin; default UTC", 60)),
            field("is_hard", Schema.flag("").otherwise(false)))
        .named("NewBudget");
  }

  private static Schema state() {
    Schema count = Schema.integer("", 0, MOST);
    Schema usd = Schema.number("US dollars");
    return Schema.object(
            field("id!", NUMBER),
            field("project!", Schema.text("Null for all", 200).orNull()),
            field("user_id!", Schema.text("Null for everybody", 200).orNull()),
            field("period!", Schema.word("", Period.class)),
            field("zone!", Schema.text("", 60)),
            field("limit_usd!", usd),
            field("is_hard!", Schema.flag("Whether it stops Seshat's own calls of models")),
            field(
                "warned_period!",
                Schema.text("First day of the period warned of last", 10).orNull()),
            field("warned_percent!", Schema.integer("50, 80 or 100", 50, 100).orNull()),
            field("set_by!", Schema.text("", 200)),
            field("updated_at!", Schema.time("")),
            field(
                "now!",
                Schema.object(
                    field("from!", Schema.time("Where the period begins")),
                    field("to!", Schema.time("Where the next one begins")),
                    field("spent_usd!", usd.saying("By requests with a price")),
                    field("left_usd!", usd),
                    field("percent!", count.saying("More than 100 when it is exceeded")),
                    field(
                        "projected_usd!",
                        usd.saying("By the end, if it goes on so; null when it is too early to say")
                            .orNull()),
                    field(
                        "is_lower_bound!", Schema.flag("Whether more may be spent than is known")),
                    field("requests!", count),
                    field("unpriced_requests!", count),
                    field("lower_bound_requests!", count))))
        .named(Budget.class.getSimpleName());
  }
}
