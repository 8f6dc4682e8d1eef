package dev.seshat.session;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.Texts;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The names of sessions of tasks: among those of one project that are not archived, each is one session's.
final class SessionNames {
  private static final String KIND = "tasks";
  private static final int MAX_NAME = 200;

  private SessionNames() {}

  /// Refuses a session whose name another has; its row says already what it is to be.
  ///
  /// @throws Conflict naming the other
  static void requireOwn(Tx tx, Session session) throws SQLException {
    String name = session.get(SessionField.NAME);
    if (!session.kind().equals(KIND)
        || name == null
        || session.status() == SessionStatus.ARCHIVED) {
      return;
    }
    String project = Objects.requireNonNullElse(session.project(), "");
    SessionTable.lockName(tx, project, name);
    Optional<String> other = SessionTable.namesake(tx, project, name, session.id());
    if (other.isPresent()) {
      throw new Conflict(
          "session %s of tasks is called '%s' too%s; choose another name, or archive it"
              .formatted(
                  other.get(),
                  Texts.shorten(name, 60),
                  project.isEmpty() ? "" : " in project " + Texts.shorten(project, 60)));
    }
  }

  /// A session that took place elsewhere, with a number after its name where another has that.
  static NewSession freed(Tx tx, NewSession told) throws SQLException {
    String name = told.get(SessionField.NAME);
    if (name == null || !KIND.equals(told.get(SessionField.KIND))) {
      return told;
    }
    return told.with(SessionField.NAME, free(tx, told.get(SessionField.PROJECT), name, null));
  }

  /// The same of what is new of one that is there.
  static void free(Tx tx, Session before, FieldValues news, Map<String, @Nullable Object> columns)
      throws SQLException {
    String name =
        news.has(SessionField.NAME) ? news.get(SessionField.NAME) : before.get(SessionField.NAME);
    String project =
        news.has(SessionField.PROJECT) ? news.get(SessionField.PROJECT) : before.project();
    boolean isNews = news.has(SessionField.NAME) || news.has(SessionField.PROJECT);
    if (isNews && name != null && before.kind().equals(KIND)) {
      columns.put(SessionField.NAME.column(), free(tx, project, name, before.id()));
    }
  }

  private static String free(Tx tx, @Nullable String project, String name, @Nullable UUID self)
      throws SQLException {
    String in = Objects.requireNonNullElse(project, "");
    String free = name;
    SessionTable.lockName(tx, in, name);
    for (int i = 2; SessionTable.namesake(tx, in, free, self).isPresent(); i++) {
      String number = " (" + i + ")";
      free = name.substring(0, Math.min(name.length(), MAX_NAME - number.length())) + number;
    }
    return free;
  }
}
