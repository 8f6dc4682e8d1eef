package dev.seshat.transcript;

import java.sql.SQLException;

/// A database's error on its way through a stream.
final class UncheckedSqlException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final SQLException sql;

  UncheckedSqlException(SQLException sql) {
    super(sql);
    this.sql = sql;
  }

  SQLException cause() {
    return sql;
  }
}
