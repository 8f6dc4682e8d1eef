package dev.seshat.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Makes a value of the row under the cursor.
@FunctionalInterface
public interface RowMapper<T extends @Nullable Object> {
  T map(Row row) throws SQLException;
}
