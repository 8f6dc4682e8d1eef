package dev.seshat.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The row under the cursor, read by column name in the types of the rules, whatever the database calls them.
public final class Row {
  private final ResultSet rs;
  private final Dialect dialect;

  Row(ResultSet rs, Dialect dialect) {
    this.rs = rs;
    this.dialect = dialect;
  }

  /// The text in a column that is never null.
  public String text(String column) throws SQLException {
    return present(column, rs.getString(column));
  }

  public @Nullable String textOrNull(String column) throws SQLException {
    return rs.getString(column);
  }

  /// The id in a column that is never null.
  public UUID id(String column) throws SQLException {
    return present(column, idOrNull(column));
  }

  public @Nullable UUID idOrNull(String column) throws SQLException {
    String text = rs.getString(column);
    return text == null ? null : UUID.fromString(text);
  }

  public long number(String column) throws SQLException {
    return rs.getLong(column);
  }

  public @Nullable Long numberOrNull(String column) throws SQLException {
    long value = rs.getLong(column);
    return rs.wasNull() ? null : value;
  }

  public int integer(String column) throws SQLException {
    return rs.getInt(column);
  }

  public @Nullable Integer integerOrNull(String column) throws SQLException {
    int value = rs.getInt(column);
    return rs.wasNull() ? null : value;
  }

  public double real(String column) throws SQLException {
    return rs.getDouble(column);
  }

  public @Nullable Double realOrNull(String column) throws SQLException {
    double value = rs.getDouble(column);
    return rs.wasNull() ? null : value;
  }

  public @Nullable BigDecimal decimalOrNull(String column) throws SQLException {
    String text = rs.getString(column);
    return text == null ? null : new BigDecimal(text);
  }

  public boolean flag(String column) throws SQLException {
    return rs.getBoolean(column);
  }

  public @Nullable Boolean flagOrNull(String column) throws SQLException {
    boolean value = rs.getBoolean(column);
    return rs.wasNull() ? null : value;
  }

  /// The time in a column that is never null.
  public Instant time(String column) throws SQLException {
    return present(column, timeOrNull(column));
  }

  public @Nullable Instant timeOrNull(String column) throws SQLException {
    if (dialect.isSqlite()) {
      String text = rs.getString(column);
      return text == null ? null : Times.kept(text);
    }
    OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  public byte @Nullable [] bytesOrNull(String column) throws SQLException {
    return rs.getBytes(column);
  }

  private static <T> T present(String column, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("column " + column + " holds null where it never may");
    }
    return value;
  }
}
