package dev.seshat.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// A piece of work in one transaction. It may be run more than once (after a serialisation failure), so it has no
/// effects outside its [Tx] but through [Tx#afterCommit].
@FunctionalInterface
public interface Work<T extends @Nullable Object> {
  T run(Tx tx) throws SQLException;
}
