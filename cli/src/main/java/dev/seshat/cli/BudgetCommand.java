package dev.seshat.cli;

import dev.seshat.budget.Budget;
import dev.seshat.budget.BudgetState;
import dev.seshat.budget.NewBudget;
import dev.seshat.budget.Period;
import dev.seshat.usage.UsageQuery;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `budget`: how much may be spent.
@Command(
    name = "budget",
    description = "How much may be spent, by project and person; warnings on the way there",
    addMethodSubcommands = false)
final class BudgetCommand {
  private final SeshatCommand root;

  BudgetCommand(SeshatCommand root) {
    this.root = root;
  }

  @Command(
      name = "set",
      description = "Set a budget, in place of the one for the same project, person and period")
  int set(
      @Parameters(paramLabel = "USD", description = "How many US dollars in each period")
          BigDecimal limit,
      @Option(
              names = "--project",
              paramLabel = "PROJECT",
              description = "Of this project (default: all)")
          @Nullable String project,
      @Option(
              names = "--user",
              paramLabel = "USER",
              description = "Of this person (default: everybody)")
          @Nullable String user,
      @Option(
              names = "--period",
              paramLabel = "WHAT",
              defaultValue = "month",
              completionCandidates = Choices.Periods.class,
              description = "month (default), week, day")
          String period,
      @Option(
              names = "--zone",
              paramLabel = "ZONE",
              description = "Whose days, such as Europe/Berlin (default: yours)")
          @Nullable String zone,
      @Option(
              names = "--hard",
              description = "When it is spent, Seshat calls no model for it any more")
          boolean hard) {
    ZoneId where = zone == null ? root.zone() : UsageQuery.zone(zone);
    BudgetState state =
        root.seshat()
            .budgets()
            .set(new NewBudget(project, user, Period.of(period), where, limit, hard));
    if (!root.printedAsJson(state.toJson())) {
      print(List.of(state));
    }
    return Cli.OK;
  }

  @Command(name = "list", description = "List the budgets, with what is spent and left")
  int list() {
    List<BudgetState> states = root.seshat().budgets().list();
    if (!root.printedAsJson(Map.of("budgets", states.stream().map(BudgetState::toJson).toList()))) {
      print(states);
    }
    return Cli.OK;
  }

  @Command(name = "show", description = "Show a budget as it stands now")
  int show(@Parameters(paramLabel = "ID", description = "As in 'budget list'") long id) {
    BudgetState state = root.seshat().budgets().get(id);
    if (!root.printedAsJson(state.toJson())) {
      print(List.of(state));
      Budget budget = state.budget();
      root.say(
          "from %s to %s (%s), set by %s"
              .formatted(
                  root.shown(state.span().from()),
                  root.shown(state.span().to()),
                  budget.zone(),
                  root.harmless(budget.setBy())));
    }
    return Cli.OK;
  }

  @Command(name = "remove", description = "Remove a budget")
  int remove(@Parameters(paramLabel = "ID", description = "As in 'budget list'") long id) {
    root.seshat().budgets().remove(id);
    if (!root.printedAsJson(Map.of("removed", id))) {
      root.say("removed");
    }
    return Cli.OK;
  }

  @Command(
      name = "check",
      description = "Warn in the inbox of what is spent; a server does so each minute")
  int check() {
    int warnings = root.seshat().budgets().check();
    if (!root.printedAsJson(Map.of("warnings", warnings))) {
      root.say(warnings == 0 ? "nothing to warn of" : Numbers.grouped(warnings) + " warnings");
    }
    return Cli.OK;
  }

  private void print(List<BudgetState> states) {
    Table table =
        new Table()
            .number("ID")
            .flexible("FOR")
            .column("EACH")
            .money("LIMIT")
            .money("SPENT")
            .money("LEFT")
            .number("USED")
            .money("EXPECTED")
            .warning("");
    for (BudgetState state : states) {
      Budget budget = state.budget();
      table.row(
          budget.id(),
          budget.whose(),
          budget.period().word(),
          Numbers.dollars(budget.limitUsd()),
          Numbers.dollars(state.spentUsd()),
          Numbers.dollars(state.leftUsd()),
          state.percent() + " %",
          Numbers.dollars(state.projectedUsd()),
          remark(state));
    }
    SessionView.printTable(root, table, null);
  }

  private static String remark(BudgetState state) {
    String hard = state.budget().isHard() ? (state.isSpent() ? "calls are stopped" : "hard") : "";
    String vague =
        state.unpriced() > 0
            ? "at least: " + Numbers.grouped(state.unpriced()) + " requests without a price"
            : state.lowerBound() > 0 ? "at least" : "";
    return hard.isEmpty() || vague.isEmpty() ? hard + vague : hard + "; " + vague;
  }
}
