package dev.seshat.budget;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.budget.BudgetTable.Found;
import dev.seshat.budget.BudgetTable.Spent;
import dev.seshat.inbox.Inbox;
import dev.seshat.inbox.NewMessage;
import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import dev.seshat.usage.Projects;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The budgets of a workspace: what may be spent, what is, and who is told on the way.
///
/// A budget is reached by what is known: usage without a price is shown beside it, and makes what is spent a lower bound.
public final class Budgets {
  /// At how many per cent of the limit people are warned.
  public static final List<Integer> STEPS = List.of(50, 80, 100);

  private static final String SENDER = "seshat";

  private final Scope scope;
  private final Projects projects;
  private final Inbox inbox;

  public Budgets(Scope scope, Projects projects, Inbox inbox) {
    this.scope = scope;
    this.projects = projects;
    this.inbox = inbox;
  }

  /// All budgets as they stand now, those for all usage first.
  public List<BudgetState> list() {
    return scope
        .store()
        .read(tx -> {
          List<BudgetState> states = new ArrayList<>();
          for (Found each : BudgetTable.list(tx)) {
            states.add(state(tx, each));
          }
          return states;
        });
  }

  /// One budget as it stands now.
  ///
  /// @throws NotFound if there is none of this number
  public BudgetState get(long id) {
    return scope.store().read(tx -> state(tx, found(tx, id)));
  }

  /// Sets the budget for a project (or all), a person (or all) and a period, in place of the one there was. A project that
  /// is not there is made.
  public BudgetState set(NewBudget budget) {
    return scope
        .store()
        .write(tx -> {
          String named = budget.project();
          Long project = named == null ? null : (Long) projects.idIn(tx, named);
          String whose = Json.write(Arrays.asList(budget.period().word(), named, budget.userId()));
          BudgetTable.put(tx, budget, project, whose, scope.actor());
          Found made = BudgetTable.find(tx, whose).orElseThrow();
          Map<String, @Nullable Object> detail = new LinkedHashMap<>();
          detail.put("whose", made.budget().whose());
          detail.put("period", budget.period().word());
          detail.put("limit_usd", made.budget().limitUsd());
          detail.put("is_hard", budget.isHard());
          scope.changed(tx, "budget.set", "budget", made.budget().id(), null, Json.write(detail));
          return state(tx, made);
        });
  }

  /// Removes a budget.
  ///
  /// @throws NotFound if there is none of this number
  public void remove(long id) {
    scope
        .store()
        .write(tx -> {
          Budget budget = found(tx, id).budget();
          BudgetTable.delete(tx, id);
          Map<String, Object> detail =
              Map.of("whose", budget.whose(), "period", budget.period().word());
          scope.changed(tx, "budget.remove", "budget", id, null, Json.write(detail));
          return true;
        });
  }

  /// Warns of what has reached its next step since it was looked at last: a message in the inbox, and an entry in the
  /// audit log, once for each step of each period. Several steps at once are one warning.
  ///
  /// It reads sums off an index and writes only where there is something to tell, so that it can be called each minute, and
  /// after usage was recorded.
  ///
  /// @return how many warnings were given
  public int check() {
    List<Found> due = scope.store().read(this::due);
    return due.isEmpty() ? 0 : scope.store().write(tx -> warn(tx, due));
  }

  /// Why a call for this project and person may not be made: a hard budget is spent. Empty if it may.
  public Optional<String> stops(@Nullable String project, @Nullable String user) {
    return scope
        .store()
        .read(tx -> {
          for (Found each : BudgetTable.hard(tx, project, user)) {
            BudgetState state = state(tx, each);
            if (state.isSpent()) {
              return Optional.of(
                  "the budget of "
                      + limit(each.budget())
                      + " is spent: "
                      + shown(state.spentUsd())
                      + " since "
                      + state.span().first());
            }
          }
          return Optional.empty();
        });
  }

  private static Found found(Tx tx, long id) throws SQLException {
    return BudgetTable.find(tx, id).orElseThrow(() -> NotFound.of("budget", String.valueOf(id)));
  }

  private BudgetState state(Tx tx, Found found) throws SQLException {
    Instant now = tx.now();
    Period.Span span = found.budget().period().at(now, found.budget().zone());
    Spent spent = BudgetTable.spent(tx, found, span);
    return new BudgetState(
        found.budget(),
        span,
        spent.usd(),
        spent.requests(),
        spent.unpriced(),
        spent.lowerBound(),
        now);
  }

  /// Those with a step to tell of.
  private List<Found> due(Tx tx) throws SQLException {
    List<Found> due = new ArrayList<>();
    for (Found each : BudgetTable.list(tx)) {
      Budget budget = each.budget();
      String period = budget.period().at(tx.now(), budget.zone()).first().toString();
      int told = told(budget, period);
      if (told < STEPS.getLast() && step(state(tx, each)) > told) {
        due.add(each);
      }
    }
    return due;
  }

  private static int told(Budget budget, String period) {
    Integer percent = budget.warnedPercent();
    return percent != null && period.equals(budget.warnedPeriod()) ? percent : 0;
  }

  /// The last step that is reached; 0 for none.
  private static int step(BudgetState state) {
    int percent = state.percent();
    return STEPS.reversed().stream().filter(step -> percent >= step).findFirst().orElse(0);
  }

  private int warn(Tx tx, List<Found> due) throws SQLException {
    int warnings = 0;
    for (Found each : due) {
      BudgetState state = state(tx, each);
      int step = step(state);
      String period = state.span().first().toString();
      if (step > 0 && BudgetTable.warned(tx, each.budget(), period, step)) {
        tell(tx, state, period, step);
        warnings++;
      }
    }
    return warnings;
  }

  private void tell(Tx tx, BudgetState state, String period, int step) throws SQLException {
    Budget budget = state.budget();
    String id = "budget:" + budget.id() + ":" + period + ":" + step;
    String once = budget.revision() == 1 ? id : id + ":" + budget.revision();
    NewMessage warning =
        NewMessage.notification(NewMessage.INBOX, once, words(state, step))
            .withSender(SENDER)
            .withAbout("budget", budget.id());
    if (!inbox.addIn(tx, warning)) {
      // a budget that was removed had this number before, and was warned of too
      inbox.addIn(tx, warning.withMessageId(once + ":" + tx.now().toEpochMilli()));
    }
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("whose", budget.whose());
    detail.put("period", period);
    detail.put("percent", step);
    detail.put("spent_usd", state.spentUsd());
    detail.put("limit_usd", budget.limitUsd());
    scope.changed(tx, "budget.warning", "budget", budget.id(), null, Json.write(detail));
  }

  private static String words(BudgetState state, int step) {
    Budget budget = state.budget();
    String beyond =
        state.unpriced() == 0
            ? ""
            : " Not counted: " + state.unpriced() + " requests without a known price.";
    String stopped =
        step == 100 && budget.isHard() ? " Seshat calls no model for it any more." : "";
    return (state.isLowerBound() ? "At least " : "")
        + step
        + " % of the budget of "
        + limit(budget)
        + (step == 100 ? " is spent: " : " is used: ")
        + shown(state.spentUsd())
        + " since "
        + state.span().first()
        + "."
        + beyond
        + stopped;
  }

  private static String limit(Budget budget) {
    return shown(budget.limitUsd()) + " a " + budget.period().word() + " for " + budget.whose();
  }

  /// Cents where it is a dollar or more, exactly below.
  private static String shown(BigDecimal usd) {
    boolean small = usd.compareTo(BigDecimal.ONE) < 0 && usd.scale() > 2;
    return "$" + (small ? usd : usd.setScale(2, RoundingMode.DOWN)).toPlainString();
  }
}
