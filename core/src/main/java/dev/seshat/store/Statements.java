package dev.seshat.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/// A connection's prepared statements, the most recently used ones kept open.
final class Statements implements AutoCloseable {
  private static final int KEPT = 256;

  private final Connection connection;
  private final Map<String, PreparedStatement> bySql = new LinkedHashMap<>(64, 0.75f, true);

  Statements(Connection connection) {
    this.connection = connection;
  }

  PreparedStatement get(String sql) throws SQLException {
    PreparedStatement statement = bySql.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      bySql.put(sql, statement);
      if (bySql.size() > KEPT) {
        var eldest = bySql.entrySet().iterator();
        PreparedStatement old = eldest.next().getValue();
        eldest.remove();
        old.close();
      }
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : bySql.values()) {
      statement.close();
    }
    bySql.clear();
  }
}
