package dev.seshat.server.web;

import dev.seshat.budget.BudgetState;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A budget as people read it: how far it is used, with its steps at 50 and 80 per cent on the bar.
public record BudgetRow(BudgetState state) {
  /// The columns of a table of budgets.
  public static final List<Parts.Column> COLUMNS =
      List.of(
          Parts.Column.of("For"),
          Parts.Column.of("(Share)"),
          Parts.Column.number("Used"),
          Parts.Column.number("Spent"),
          Parts.Column.number("Limit"),
          Parts.Column.number("Left"),
          Parts.Column.number("Expected"),
          Parts.Column.of("(Remove)"));

  private static final int BAR = 96;
  private static final int NEARLY = 80;
  private static final int ALL = 100;

  /// The length of the bar.
  public int bar() {
    return Math.min(BAR, state.percent() * BAR / ALL);
  }

  /// The colour of the bar.
  public String css() {
    return state.percent() >= ALL ? "over" : isNearlySpent() ? "near" : "c0";
  }

  /// Whether 80 per cent or more are spent.
  public boolean isNearlySpent() {
    return state.percent() >= NEARLY;
  }

  /// `a month`, and what else is to be known of it.
  public String terms() {
    String hard =
        !state.budget().isHard() ? "" : state.isSpent() ? " · calls are stopped" : " · stops calls";
    return "each "
        + state.budget().period().word()
        + ", "
        + Format.zone(state.budget().zone())
        + hard;
  }

  /// What is spent: at least that where some of it has no price.
  public String spent() {
    return (state.isLowerBound() ? "≥ " : "") + Format.usd(state.spentUsd());
  }

  /// What is spent, exactly, and what is not in it.
  public String title() {
    StringBuilder title = new StringBuilder(Format.exactUsd(state.spentUsd()));
    if (state.unpriced() > 0) {
      title
          .append("; ")
          .append(Format.counted(state.unpriced(), "request"))
          .append(" of unknown price not counted");
    }
    if (state.lowerBound() > 0) {
      title
          .append("; ")
          .append(Format.counted(state.lowerBound(), "request"))
          .append(" cost at least what is counted");
    }
    return title.toString();
  }

  public String limit() {
    return Format.usd(state.budget().limitUsd());
  }

  public String left() {
    return Format.usd(state.leftUsd());
  }

  /// What will be spent by the period's end, if it goes on so.
  public String expected() {
    BigDecimal expected = state.projectedUsd();
    return expected == null ? "–" : (state.isLowerBound() ? "≥ " : "") + Format.usd(expected);
  }

  /// Whether more will be spent than may be.
  public boolean isTooFast() {
    @Nullable BigDecimal expected = state.projectedUsd();
    return expected != null && expected.compareTo(state.budget().limitUsd()) > 0;
  }
}
