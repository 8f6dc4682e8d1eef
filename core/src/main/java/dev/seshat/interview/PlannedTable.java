package dev.seshat.interview;

import dev.seshat.Texts;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;

/// The SQL of the times for which sessions with storytellers are planned.
final class PlannedTable {
  /// So many that begin shortly before one's end are looked at.
  private static final int CANDIDATES = 1_000;

  private PlannedTable() {}

  /// The sessions, not ended yet, with the same storyteller at the same time, the earliest first.
  static List<Planned> overlapping(Tx tx, Planned own, int limit) throws SQLException {
    return tx
        .list(
            "SELECT id, short_id, name, intention, storyteller_id, scheduled_at, scheduled_duration_minutes FROM sessions"
                + " WHERE storyteller_id = ? AND scheduled_at > ? AND scheduled_at < ?"
                + " AND status IN ('scheduled', 'active', 'paused') ORDER BY scheduled_at, id LIMIT ?",
            PlannedTable::planned,
            own.storyteller(),
            own.start().minus(Planned.LONGEST),
            own.end(),
            CANDIDATES)
        .stream()
        .filter(own::overlaps)
        .limit(limit)
        .toList();
  }

  private static Planned planned(Row row) throws SQLException {
    String name = row.textOrNull("name");
    return new Planned(
        row.id("id"),
        row.text("short_id"),
        name == null || name.isBlank() ? Texts.shorten(row.text("intention"), 80) : name,
        row.id("storyteller_id"),
        row.time("scheduled_at"),
        Planned.end(row.time("scheduled_at"), row.integerOrNull("scheduled_duration_minutes")));
  }
}
