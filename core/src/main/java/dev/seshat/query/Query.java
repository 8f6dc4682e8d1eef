package dev.seshat.query;

import dev.seshat.SeshatException.Forbidden;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.Texts;
import dev.seshat.store.ReadOnlySql;
import dev.seshat.store.Scope;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/// Read-only SQL for programs and for people who know the views (`v_sessions`, `v_usage`…).
///
/// One `SELECT`, `WITH` or `VALUES` statement at a time, in a transaction that cannot write, within a time and a number of
/// rows. It sees this workspace alone: no other file can be attached, no other schema be named.
public final class Query {
  /// The most rows that one query gives.
  public static final int MAX_ROWS = 1_000;

  private static final int MAX_SQL = 20_000;
  private static final Pattern READS =
      Pattern.compile("^(select|with|values)\\b", Pattern.CASE_INSENSITIVE);

  /// A semicolon outside texts, names and comments: SQLite would run what stands before it and say nothing of the rest.
  private static final Pattern SEVERAL =
      Pattern.compile(
          "(?:[^;'\"/-]++|'[^']*+'|\"[^\"]*+\"|--[^\\n]*+|/\\*(?:[^*]|\\*(?!/))*+\\*/|[/-])*+;.*",
          Pattern.DOTALL);

  private final Scope scope;

  public Query(Scope scope) {
    this.scope = scope;
  }

  /// Runs a query.
  ///
  /// @param maxRows 1 to [#MAX_ROWS]
  /// @param timeout at most 30 seconds
  /// @throws Invalid if it is not one statement that reads, or the database does not understand it
  /// @throws Forbidden if it reads what is not the workspace's
  public QueryResult run(String sql, int maxRows, Duration timeout) {
    String text = statement(Texts.required("sql", sql, MAX_SQL));
    if (maxRows < 1 || maxRows > MAX_ROWS) {
      throw new Invalid("limit", "must be 1 to " + MAX_ROWS);
    }
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofSeconds(30)) > 0) {
      throw new Invalid("timeout", "must be at most 30 seconds");
    }
    try {
      ReadOnlySql.Rows rows = ReadOnlySql.run(scope.store(), text, maxRows, timeout);
      return new QueryResult(rows.columns(), rows.rows(), rows.truncated());
    } catch (StoreUnavailable e) {
      if (e.getCause() instanceof SQLException cause) {
        throw new Invalid("sql", Texts.shorten(firstLine(cause), 300));
      }
      throw e;
    }
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("is not understood");
  }

  /// The one statement of a text, without comments at its beginning and the semicolon at its end.
  private static String statement(String sql) {
    String text = sql.strip();
    while (text.startsWith("--") || text.startsWith("/*")) {
      int end = text.startsWith("--") ? text.indexOf('\n') : text.indexOf("*/") + 1;
      text = end <= 0 ? "" : text.substring(end + 1).strip();
    }
    while (text.endsWith(";")) {
      text = text.substring(0, text.length() - 1).strip();
    }
    if (SEVERAL.matcher(text).matches()) {
      throw new Invalid("sql", "must be one statement; there is something after its semicolon");
    }
    if (!READS.matcher(text).find()) {
      String word = text.split("\\s", 2)[0].toUpperCase(Locale.ROOT);
      throw new Invalid(
          "sql",
          "must be one statement that begins with SELECT, WITH or VALUES, not "
              + Texts.shorten(word, 20));
    }
    return text;
  }
}
