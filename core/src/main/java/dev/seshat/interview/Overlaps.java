package dev.seshat.interview;

import dev.seshat.session.Session;
import dev.seshat.session.SessionChange;
import dev.seshat.session.SessionField;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sessions of one storyteller that are planned for the same time. Nobody is kept from planning so; they are warned.
public final class Overlaps {
  /// So many sessions are named at most.
  static final int MOST = 20;

  private final Scope scope;
  private final Sessions sessions;

  public Overlaps(Scope scope, Sessions sessions) {
    this.scope = scope;
    this.sessions = sessions;
  }

  /// The other sessions, not ended yet, whose time a session's storyteller is to give to it too, the earliest first.
  public List<Planned> of(String ref) {
    return scope.store().read(tx -> of(tx, sessions.getIn(tx, sessions.existing(tx, ref))));
  }

  /// The same within a transaction.
  public static List<Planned> of(Tx tx, Session session) throws SQLException {
    Planned own = Planned.of(session);
    return own == null ? List.of() : PlannedTable.overlapping(tx, own, MOST);
  }

  /// Two sessions of one storyteller at the same time.
  ///
  /// @param one begins before the other, or with it
  public record Pair(Planned one, Planned other) {}

  /// The pairs among some planned sessions.
  ///
  /// @param planned by their beginnings
  public static List<Pair> among(List<Planned> planned) {
    List<Pair> pairs = new ArrayList<>();
    List<Planned> going = new ArrayList<>();
    for (Planned each : planned) {
      going.removeIf(before -> !before.end().isAfter(each.start()));
      for (Planned before : going) {
        if (before.overlaps(each)) {
          pairs.add(new Pair(before, each));
        }
      }
      going.add(each);
    }
    return pairs;
  }

  /// What to tell whoever made a session: that its storyteller has another one then, in a line for people; nothing where its
  /// time is free.
  public List<String> warnings(Session made) {
    return Planned.of(made) == null ? List.of() : scope.store().read(tx -> warnings(tx, made));
  }

  /// The same for whoever changed one; nothing where it stays at its time.
  public List<String> warnings(Session now, SessionChange change) {
    boolean moves =
        change.names(SessionField.SCHEDULED_AT)
            || change.names(SessionField.SCHEDULED_DURATION_MINUTES);
    return moves ? warnings(now) : List.of();
  }

  /// The same within a transaction.
  static List<String> warnings(Tx tx, Session made) throws SQLException {
    String warning = made.status().isOpen() ? warning(of(tx, made)) : null;
    return warning == null ? List.of() : List.of(made.shortId() + ": " + warning);
  }

  /// That a time is not free; null where it is.
  static @Nullable String warning(List<Planned> overlapping) {
    if (overlapping.isEmpty()) {
      return null;
    }
    Planned first = overlapping.getFirst();
    String more = overlapping.size() == 1 ? "" : ", and " + (overlapping.size() - 1) + " more";
    return "the storyteller has session %s, '%s', at that time%s"
        .formatted(first.shortId(), first.title(), more);
  }
}
