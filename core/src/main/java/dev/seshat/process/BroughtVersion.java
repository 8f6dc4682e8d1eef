package dev.seshat.process;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A version of a process that comes from another store: its sessions stay on it, and nothing that is here changes for it.
public final class BroughtVersion {
  private BroughtVersion() {}

  /// Gives it a number of its own where another has it, and lets it rest where another is active.
  ///
  /// @param row its columns
  public static void settle(Tx tx, Map<String, @Nullable Object> row) throws SQLException {
    if (!(row.get("id") instanceof UUID id)
        || !(row.get("process_name") instanceof String name)
        || ProcessTable.find(tx, id).isPresent()) {
      return;
    }
    if (row.get("version_number") instanceof Long number
        && ProcessTable.find(tx, name, number).isPresent()) {
      row.put("version_number", ProcessTable.lastNumber(tx, name) + 1);
    }
    Optional<ProcessVersion> active = ProcessTable.active(tx, name);
    if (active.isPresent()) {
      row.put("is_active", false);
    }
  }
}
