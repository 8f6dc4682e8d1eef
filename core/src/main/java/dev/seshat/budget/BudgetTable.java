package dev.seshat.budget;

import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The SQL of budgets, and of what is spent.
final class BudgetTable {
  private static final int NANOS = 9;
  private static final String SELECT =
      """
      SELECT b.id, b.project_id, p.name AS project, b.user_id, b.period, b.zone, b.limit_nanos, b.is_hard, b.revision, b.warned_period,
        b.warned_percent, b.set_by, b.updated_at
      FROM budgets b LEFT JOIN projects p ON p.id = b.project_id
      """;

  private BudgetTable() {}

  /// What is spent.
  record Spent(long requests, long nanos, long unpriced, long lowerBound) {
    BigDecimal usd() {
      return dollars(nanos);
    }
  }

  /// A budget and the number of its project.
  record Found(Budget budget, @Nullable Long projectId) {}

  static List<Found> list(Tx tx) throws SQLException {
    return tx.list(
        SELECT + " ORDER BY p.name IS NOT NULL, p.name, b.user_id IS NOT NULL, b.user_id, b.id",
        BudgetTable::found);
  }

  static Optional<Found> find(Tx tx, long id) throws SQLException {
    return tx.first(SELECT + " WHERE b.id = ?", BudgetTable::found, id);
  }

  static Optional<Found> find(Tx tx, String whose) throws SQLException {
    return tx.first(SELECT + " WHERE b.whose = ?", BudgetTable::found, whose);
  }

  /// The hard ones that a call for this project and person has to keep to.
  static List<Found> hard(Tx tx, @Nullable String project, @Nullable String user)
      throws SQLException {
    return tx.list(SELECT + " WHERE b.is_hard ORDER BY b.id", BudgetTable::found).stream()
        .filter(each -> concerns(each.budget().project(), project))
        .filter(each -> concerns(each.budget().userId(), user))
        .toList();
  }

  private static boolean concerns(@Nullable String limited, @Nullable String given) {
    return limited == null || limited.equals(given);
  }

  /// Sets it; a changed limit begins its warnings anew.
  static void put(Tx tx, NewBudget budget, @Nullable Long project, String whose, String actor)
      throws SQLException {
    tx.update(
        """
        INSERT INTO budgets (project_id, user_id, period, whose, zone, limit_nanos, is_hard, revision, set_by, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)
        ON CONFLICT (whose) DO UPDATE SET zone = excluded.zone, is_hard = excluded.is_hard, set_by = excluded.set_by,
          updated_at = excluded.updated_at,
          revision = budgets.revision + CASE WHEN budgets.limit_nanos = excluded.limit_nanos THEN 0 ELSE 1 END,
          warned_period = CASE WHEN budgets.limit_nanos = excluded.limit_nanos THEN budgets.warned_period END,
          warned_percent = CASE WHEN budgets.limit_nanos = excluded.limit_nanos THEN budgets.warned_percent END,
          limit_nanos = excluded.limit_nanos
        """,
        project,
        budget.userId(),
        budget.period().word(),
        whose,
        budget.zone().getId(),
        budget.limitUsd().movePointRight(NANOS).longValueExact(),
        budget.isHard(),
        actor,
        tx.now(),
        tx.now());
  }

  static int delete(Tx tx, long id) throws SQLException {
    return tx.update("DELETE FROM budgets WHERE id = ?", id);
  }

  /// Notes that a period was warned of; false if somebody else was faster, or the limit has changed.
  static boolean warned(Tx tx, Budget budget, String period, int percent) throws SQLException {
    return tx.update(
            """
            UPDATE budgets SET warned_period = ?, warned_percent = ?
            WHERE id = ? AND revision = ? AND (warned_period IS NULL OR warned_period <> ? OR warned_percent < ?)
            """,
            period,
            (long) percent,
            budget.id(),
            budget.revision(),
            period,
            (long) percent)
        == 1;
  }

  /// What the usage of a project, a person, both or all comes to in a time. Each way is read off one index alone.
  static Spent spent(Tx tx, Found budget, Period.Span span) throws SQLException {
    List<String> clauses = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    if (budget.projectId() != null) {
      clauses.add("project_id = ?");
      values.add(budget.projectId());
    }
    String user = budget.budget().userId();
    if (user != null) {
      clauses.add("user_id = ?");
      values.add(user);
    }
    clauses.add("timestamp >= ? AND timestamp < ?");
    values.add(span.from());
    values.add(span.to());
    return tx.first(
            """
            SELECT COUNT(*) AS requests, coalesce(SUM(cost_nanos), 0) AS nanos,
              coalesce(SUM(CASE WHEN cost_grade = 'unpriced' THEN 1 ELSE 0 END), 0) AS unpriced,
              coalesce(SUM(CASE WHEN cost_grade = 'lower_bound' THEN 1 ELSE 0 END), 0) AS lower_bound
            FROM token_usage WHERE\
            """
                + " "
                + String.join(" AND ", clauses),
            row ->
                new Spent(
                    row.number("requests"),
                    row.number("nanos"),
                    row.number("unpriced"),
                    row.number("lower_bound")),
            values.toArray())
        .orElseThrow();
  }

  private static Found found(Row row) throws SQLException {
    return new Found(
        new Budget(
            row.number("id"),
            row.textOrNull("project"),
            row.textOrNull("user_id"),
            Period.of(row.text("period")),
            ZoneId.of(row.text("zone")),
            dollars(row.number("limit_nanos")),
            row.flag("is_hard"),
            row.number("revision"),
            row.textOrNull("warned_period"),
            row.integerOrNull("warned_percent"),
            row.text("set_by"),
            row.time("updated_at")),
        row.numberOrNull("project_id"));
  }

  private static BigDecimal dollars(long nanos) {
    BigDecimal exact = BigDecimal.valueOf(nanos, NANOS).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }
}
