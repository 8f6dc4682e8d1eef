package dev.seshat.store;

import dev.seshat.SeshatException.Conflict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// A transaction: SQL with `?` for its values, read and written in the types of the rules.
///
/// Values may be `String`, `Integer`, `Long`, `Boolean`, `Double`, [Instant], [UUID], [Json], `byte[]` or null. A
/// `Tx` is for one thread and ends with its [Work].
public final class Tx {
  private final Connection connection;
  private final Statements statements;
  private final Dialect dialect;
  private final Environment environment;
  private final List<Change> changes = new ArrayList<>(2);
  private final List<Runnable> afterCommit = new ArrayList<>(1);
  private final SortedMap<Long, Step> last = new TreeMap<>();

  Tx(Connection connection, Statements statements, Dialect dialect, Environment environment) {
    this.connection = connection;
    this.statements = statements;
    this.dialect = dialect;
    this.environment = environment;
  }

  public Dialect dialect() {
    return dialect;
  }

  /// This moment by the injected clock, in whole milliseconds.
  public Instant now() {
    return environment.now();
  }

  /// This moment by the clock that all who share the database go by, for leases and for what is due at a time: the
  /// server's own on PostgreSQL, the machine's on SQLite, whose processes share one. A clock that a test injects stands for
  /// both.
  public Instant databaseNow() throws SQLException {
    if (dialect.isSqlite() || !environment.isOfMachine()) {
      return now();
    }
    return Times.millis(first("SELECT clock_timestamp() AS n", row -> row.time("n")).orElseThrow());
  }

  /// A random number from 0 to below `bound`.
  public long newLong(long bound) {
    return environment.random().nextLong(bound);
  }

  /// A fresh random id.
  public UUID newId() {
    return environment.newId();
  }

  /// Random bytes; for secrets.
  public byte[] newBytes(int count) {
    return environment.newBytes(count);
  }

  /// Runs a statement and returns how many rows it touched.
  public int update(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = bound(sql, values);
    return statement.executeUpdate();
  }

  /// Runs a statement once for each list of values; on PostgreSQL in one round trip.
  public void updateAll(String sql, List<@Nullable Object[]> rows) throws SQLException {
    if (dialect.isSqlite() || rows.size() < 2) {
      for (@Nullable Object[] row : rows) {
        update(sql, row);
      }
      return;
    }
    PreparedStatement statement = statements.get(sql);
    for (@Nullable Object[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        bind(statement, i + 1, row[i]);
      }
      statement.addBatch();
    }
    statement.executeBatch();
  }

  /// Runs a statement that must touch exactly one row.
  ///
  /// @throws Conflict if it touched none
  public void updateOne(String what, String sql, @Nullable Object... values) throws SQLException {
    if (update(sql, values) != 1) {
      throw new Conflict(what + " was changed by somebody else");
    }
  }

  /// Inserts a row into a table whose key the database gives, and returns that key.
  ///
  /// On SQLite without `RETURNING`, which opens a savepoint, and at each of those full-text search writes out what it has
  /// gathered.
  ///
  /// @param sql an `INSERT` of one row, into a table with a column `id`
  public long insert(String sql, @Nullable Object... values) throws SQLException {
    if (dialect.isSqlite()) {
      update(sql, values);
      return number("SELECT last_insert_rowid() AS n");
    }
    return number(sql + " RETURNING id AS n", values);
  }

  /// Every row of the answer; also for `INSERT … RETURNING`.
  public <T extends @Nullable Object> List<T> list(
      String sql, RowMapper<T> mapper, @Nullable Object... values) throws SQLException {
    List<T> rows = new ArrayList<>();
    each(sql, row -> rows.add(mapper.map(row)), values);
    return rows;
  }

  /// The first row of the answer.
  public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... values)
      throws SQLException {
    PreparedStatement statement = bound(sql, values);
    try (ResultSet rs = statement.executeQuery()) {
      return rs.next() ? Optional.of(mapper.map(new Row(rs, dialect))) : Optional.empty();
    }
  }

  /// A number from the first row's column `n`, or 0 without a row.
  public long number(String sql, @Nullable Object... values) throws SQLException {
    return first(sql, row -> row.number("n"), values).orElse(0L);
  }

  /// Hands each row to `reader` as it comes, holding one at a time.
  public void each(String sql, RowReader reader, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = bound(sql, values);
    try (ResultSet rs = statement.executeQuery()) {
      Row row = new Row(rs, dialect);
      while (rs.next()) {
        reader.read(row);
      }
    }
  }

  /// The same for an answer of any length: the database hands its rows over a few at a time.
  public void stream(String sql, int rowsAtOnce, RowReader reader, @Nullable Object... values)
      throws SQLException {
    PreparedStatement statement = bound(sql, values);
    statement.setFetchSize(rowsAtOnce);
    try (ResultSet rs = statement.executeQuery()) {
      Row row = new Row(rs, dialect);
      while (rs.next()) {
        reader.read(row);
      }
    } finally {
      statement.setFetchSize(0);
    }
  }

  /// Whether the database refused a row because of what is in it, and not for a reason that another try could mend.
  public boolean isRefusal(SQLException e) {
    if (e instanceof SQLiteException sqlite) {
      int code = sqlite.getResultCode().code & 0xFF;
      return code == SQLiteErrorCode.SQLITE_CONSTRAINT.code
          || code == SQLiteErrorCode.SQLITE_MISMATCH.code
          || code == SQLiteErrorCode.SQLITE_TOOBIG.code;
    }
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
  }

  /// Notes a change for the journal, which is written as the transaction's last step.
  public void changed(Change change) {
    changes.add(change);
  }

  /// Puts a step off to the end of the transaction, where all such steps run in the order of `order`; a later step with
  /// the same order takes the place of an earlier one. For what is dear to write out of order: full-text search begins a
  /// new segment whenever a row comes before the one it wrote last.
  public void last(long order, Step step) {
    last.put(order, step);
  }

  /// What to do once the transaction is on disk; dropped if it fails.
  public void afterCommit(Runnable step) {
    afterCommit.add(step);
  }

  /// The connection itself, for what this class has no words for (the read-only query door, tests).
  Connection connection() {
    return connection;
  }

  /// A transaction within this one, whose changes and later steps are its own until they are [#adopt]ed.
  Tx inner() {
    return new Tx(connection, statements, dialect, environment);
  }

  /// Takes over what a transaction within this one has noted and put off.
  void adopt(Tx inner) {
    changes.addAll(inner.changes);
    afterCommit.addAll(inner.afterCommit);
    last.putAll(inner.last);
  }

  /// The steps that were put off.
  SortedMap<Long, Step> lastSteps() {
    return last;
  }

  /// Takes the steps that were put off so far; for a transaction that is too long to keep them all until its end.
  public void runLast() throws SQLException {
    for (Step step : last.values()) {
      step.run(this);
    }
    last.clear();
  }

  List<Change> changes() {
    return changes;
  }

  List<Runnable> afterCommitSteps() {
    return afterCommit;
  }

  private PreparedStatement bound(String sql, @Nullable Object[] values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    for (int i = 0; i < values.length; i++) {
      bind(statement, i + 1, values[i]);
    }
    return statement;
  }

  private void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(index, Types.NULL);
      case String text -> statement.setString(index, text);
      case Integer number -> statement.setInt(index, number);
      case Long number -> statement.setLong(index, number);
      case Double number -> statement.setDouble(index, number);
      case byte[] bytes -> statement.setBytes(index, bytes);
      case Boolean flag when dialect.isSqlite() -> statement.setInt(index, flag ? 1 : 0);
      case Boolean flag -> statement.setBoolean(index, flag);
      case Instant time when dialect.isSqlite() -> statement.setString(index, Times.text(time));
      case Instant time -> statement.setObject(index, time.atOffset(ZoneOffset.UTC));
      case UUID id when dialect.isSqlite() -> statement.setString(index, id.toString());
      case UUID id -> statement.setObject(index, id);
      case Json json when dialect.isSqlite() -> statement.setString(index, json.text());
      case Json json -> statement.setObject(index, json.text(), Types.OTHER);
      default ->
          throw new IllegalArgumentException("no column holds a " + value.getClass().getName());
    }
  }

  /// A part of the work.
  @FunctionalInterface
  public interface Step {
    void run(Tx tx) throws SQLException;
  }

  /// Takes the row under the cursor.
  @FunctionalInterface
  public interface RowReader {
    void read(Row row) throws SQLException;
  }
}
