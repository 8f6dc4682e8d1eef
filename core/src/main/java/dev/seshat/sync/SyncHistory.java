package dev.seshat.sync;

import dev.seshat.markdown.MergePolicy;
import dev.seshat.session.Session;
import dev.seshat.store.Folder;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When a session's file was last the same as its rows in another system.
public final class SyncHistory {
  private SyncHistory() {}

  /// Keeps the times of another system for a session whose file was never synced here.
  ///
  /// @return whether they are kept
  public static boolean take(
      Tx tx,
      Folder folder,
      Session session,
      @Nullable Instant toFile,
      @Nullable Instant toStore,
      @Nullable Instant resolved)
      throws SQLException {
    if (SyncTable.find(tx, session.id()).isPresent()) {
      return false;
    }
    SyncTable.insert(tx, session.id(), FilePlace.of(session, folder).toString(), MergePolicy.MERGE);
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("last_db_to_md_sync", toFile);
    columns.put("last_md_to_db_sync", toStore);
    columns.put("last_conflict_resolution", resolved);
    SyncTable.set(tx, session.id(), columns);
    return true;
  }
}
