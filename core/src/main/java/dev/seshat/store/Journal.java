package dev.seshat.store;

import java.sql.SQLException;
import java.util.List;

/// Where the changes of a transaction are written down, as its last step before the commit.
@FunctionalInterface
public interface Journal {
  void write(Tx tx, List<Change> changes) throws SQLException;
}
