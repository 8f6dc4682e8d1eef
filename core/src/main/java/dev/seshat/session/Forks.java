package dev.seshat.session;

import dev.seshat.Texts;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a fork begins, and which rows of its ancestors it reads.
final class Forks {
  private Forks() {}

  /// A new session that goes on from `parent` after its interaction `at`, with everything that guides the work.
  static NewSession of(Session parent, long at, @Nullable String intention) {
    NewSession fork = NewSession.of(intention == null ? parent.intention() : intention);
    List<SessionField<?>> inherited =
        List.of(
            SessionField.KIND,
            SessionField.SESSION_TYPE,
            SessionField.DESCRIPTION,
            SessionField.SUCCESS_INDICATORS,
            SessionField.COMPLETION_INDICATORS,
            SessionField.CONSTRAINTS,
            SessionField.PROCEDURE_NOTES,
            SessionField.TAGS,
            SessionField.PROJECT,
            SessionField.STORYTELLER_ID,
            SessionField.TEMPLATE_ID,
            SessionField.PROCESS_VERSION_ID,
            SessionField.CURRENT_PROCESS_NODE_ID,
            SessionField.WORKING_DIRECTORY,
            SessionField.GIT_BRANCH,
            SessionField.TOOL_NAME,
            SessionField.CHAT_ID,
            SessionField.USERNAME,
            SessionField.LLM_MODEL,
            SessionField.PRIORITY_LEVEL,
            SessionField.CONTEXT,
            SessionField.METADATA);
    for (SessionField<?> field : inherited) {
      fork = inherit(fork, parent, field);
    }
    if (parent.name() != null) {
      fork = fork.with(SessionField.NAME, Texts.shorten(parent.name(), 190) + " (fork)");
    }
    return fork.with(SessionField.FORKED_FROM_ID, parent.id())
        .with(SessionField.FORKED_AT_SEQUENCE, at);
  }

  private static <T> NewSession inherit(NewSession fork, Session parent, SessionField<T> field) {
    T value = parent.get(field);
    return value == null ? fork : fork.with(field, value);
  }

  /// A run of interactions that one session holds, of those that a session reads.
  ///
  /// @param from the first sequence
  /// @param to the last sequence
  record Span(UUID sessionId, long from, long to) {}

  /// Where the interactions 1, 2, 3… of a session stand, oldest first: its ancestors' up to each fork, then its own.
  static List<Span> spans(Tx tx, UUID id) throws SQLException {
    List<Span> spans = new ArrayList<>();
    UUID session = id;
    long end = Long.MAX_VALUE;
    while (session != null) {
      UUID current = session;
      Link link = SessionTable.link(tx, current);
      long last = Math.min(end, link.at() + link.count());
      if (last > link.at()) {
        spans.addFirst(new Span(current, link.at() + 1, last));
      }
      end = Math.min(end, link.at());
      session = link.parent();
    }
    return spans;
  }

  /// Where a session goes on from.
  ///
  /// @param at the last interaction that it shares with its parent, 0 without one
  /// @param count how many interactions are its own
  record Link(@Nullable UUID parent, long at, long count) {}
}
