package dev.seshat.sync;

import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.markdown.FrontLines;
import dev.seshat.markdown.MergePolicy;
import dev.seshat.session.Ending;
import dev.seshat.session.Session;
import dev.seshat.session.SessionChange;
import dev.seshat.session.SessionField;
import dev.seshat.session.SessionStatus;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Stores;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The session's own fields, which flow between its front matter and the store, key by key. Keys that are not ours are the
/// person's, and one that they have taken out stays out.
final class Front {
  private static final String CONFLICTS = "sync_conflicts";

  private final Tx tx;
  private final Scope scope;
  private final Function<Scope, Sessions> sessions;
  private final SessionMode modes;
  private final MergePolicy policy;
  private final Decisions decisions;
  private final List<SyncTable.Found> conflicts = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private final Map<String, String> agreed = new LinkedHashMap<>();
  private String text;
  private int changes;

  Front(
      Tx tx,
      Scope scope,
      Function<Scope, Sessions> sessions,
      SessionMode modes,
      MergePolicy policy,
      Decisions decisions,
      String text) {
    this.tx = tx;
    this.scope = scope;
    this.sessions = sessions;
    this.modes = modes;
    this.policy = policy;
    this.decisions = decisions;
    this.text = text;
  }

  /// The file, with what the store knows better.
  String text() {
    return text;
  }

  /// What both say now.
  Map<String, String> agreed() {
    return agreed;
  }

  List<SyncTable.Found> conflicts() {
    return conflicts;
  }

  List<String> messages() {
    return messages;
  }

  int changes() {
    return changes;
  }

  /// The file with how many conflicts wait for somebody, which is how whoever edits it sees them.
  static String marked(String text, long open) {
    boolean isMarked = FrontLines.value(text, CONFLICTS).isPresent();
    if (open == 0) {
      return FrontLines.without(text, CONFLICTS);
    }
    String count = Long.toString(open);
    return isMarked
        ? FrontLines.with(text, CONFLICTS, count)
        : FrontLines.plus(text, CONFLICTS, count);
  }

  void merge(Session session, Map<String, String> base) throws SQLException {
    Map<String, String> store = StoreSide.front(session, modes.of(tx, session.id()));
    for (String key : List.of("status", "priority", "mode")) {
      String db = store.get(key);
      String was = base.get(key);
      String file = FrontLines.value(text, key).orElse(null);
      if (file == null) {
        absent(key, was, db);
      } else if (file.equals(db)) {
        agreed.put(key, file);
      } else if (file.equals(was)) {
        toFile(key, db, file);
      } else if (was != null && was.equals(db)) {
        toStore(session, key, was, db, file);
      } else {
        both(session, key, was, db, file);
      }
    }
  }

  /// A mode that was bound since gets a line of its own; what a person has taken out does not come back.
  private void absent(String key, @Nullable String was, @Nullable String db) {
    if (db != null && was == null && key.equals("mode")) {
      text = FrontLines.plus(text, key, db);
    }
    if (db != null) {
      agreed.put(key, db);
    }
  }

  private void toFile(String key, @Nullable String db, String file) {
    String now = db == null ? file : db;
    text = FrontLines.with(text, key, now);
    agreed.put(key, now);
  }

  private void both(
      Session session, String key, @Nullable String was, @Nullable String db, String file)
      throws SQLException {
    String choice = decisions.of(null, "session." + key);
    if (choice != null && db != null) {
      decided(session, key, was, db, file, choice);
      return;
    }
    boolean isOpen = policy == MergePolicy.MANUAL && db != null;
    boolean takesFile =
        db == null
            || policy == MergePolicy.MD_WINS
            || (policy == MergePolicy.MERGE && !key.equals("status"));
    if (db != null) {
      conflicts.add(
          new SyncTable.Found(
              null,
              "session." + key,
              was,
              db,
              file,
              isOpen,
              null,
              isOpen ? null : takesFile ? "file" : "db"));
    }
    if (isOpen) {
      if (was != null) {
        agreed.put(key, was);
      }
    } else if (takesFile) {
      toStore(session, key, was, db, file);
    } else {
      toFile(key, db, file);
    }
  }

  private void decided(
      Session session, String key, @Nullable String was, String db, String file, String choice)
      throws SQLException {
    if (choice.equals(Decisions.DB)) {
      toFile(key, db, file);
    } else if (choice.equals(Decisions.FILE)) {
      toStore(session, key, was, db, file);
    } else {
      text = FrontLines.with(text, key, choice);
      toStore(session, key, was, db, choice);
    }
  }

  private void toStore(
      Session session, String key, @Nullable String was, @Nullable String db, String file)
      throws SQLException {
    try {
      Stores.within(
          scope.store(),
          tx,
          joined ->
              joined.write(inner -> {
                change(inner, session, key, file, sessions.apply(scope.on(joined)));
                return true;
              }));
      changes++;
      agreed.put(key, file);
    } catch (SeshatException e) {
      messages.add(
          key
              + ": "
              + dev.seshat.Texts.shorten(file, 60)
              + " could not be taken: "
              + e.getMessage());
      if (was != null) {
        agreed.put(key, was);
      } else if (db != null) {
        agreed.put(key, db);
      }
    }
  }

  private void change(Tx inner, Session session, String key, String file, Sessions there)
      throws SQLException {
    String id = session.id().toString();
    switch (key) {
      case "status" -> there.move(id, SessionStatus.of(file), Ending.none(), null);
      case "priority" ->
          there.update(
              id, SessionChange.none().set(SessionField.PRIORITY_LEVEL, number(file)), null);
      default -> modes.bind(inner, session.id(), file);
    }
  }

  private static int number(String text) {
    if (text.matches("[1-5]")) {
      return Integer.parseInt(text);
    }
    throw new Invalid("priority", "must be 1 (urgent) to 5 (someday)");
  }
}
