package dev.seshat.interview;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.people.LifeEvent;
import dev.seshat.people.LifeEvents;
import dev.seshat.people.Storyteller;
import dev.seshat.people.Storytellers;
import dev.seshat.process.Condition;
import dev.seshat.process.ProcessGraph;
import dev.seshat.process.ProcessNode;
import dev.seshat.process.ProcessPrompt;
import dev.seshat.process.ProcessVersion;
import dev.seshat.process.Processes;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where an interview is: whose it is, the node of the process, and the event that its prompts are about.
///
/// @param event the one in focus; null where the session is about the life as a whole
record Place(
    Session session,
    Storyteller whose,
    ProcessVersion version,
    ProcessGraph graph,
    ProcessNode node,
    @Nullable LifeEvent event) {
  /// @throws Conflict if the session follows no process
  static Place of(Tx tx, Session session) throws SQLException {
    return find(tx, session)
        .orElseThrow(() ->
            new Conflict(
                "session "
                    + session.shortId()
                    + " follows no process; plan one that does with `seshat session plan`"));
  }

  /// The same; nothing for a session that follows no process.
  static Optional<Place> find(Tx tx, Session session) throws SQLException {
    UUID whose = session.get(SessionField.STORYTELLER_ID);
    UUID version = session.get(SessionField.PROCESS_VERSION_ID);
    if (whose == null || version == null) {
      return Optional.empty();
    }
    UUID node = session.get(SessionField.CURRENT_PROCESS_NODE_ID);
    ProcessGraph graph = Processes.graphIn(tx, version);
    UUID event =
        SessionEventTable.primary(tx, session.id()).map(SessionEvent::lifeEventId).orElse(null);
    return Optional.of(
        new Place(
            session,
            Storytellers.getIn(tx, whose),
            Processes.versionIn(tx, version),
            graph,
            node == null ? graph.start() : graph.node(node),
            event == null ? null : LifeEvents.getIn(tx, event)));
  }

  /// What leaves or takes away its prompts.
  Limits limits(Tx tx) throws SQLException {
    return new Limits(
        facts(tx),
        Storytellers.boundaryIn(tx, whose.id()),
        SessionPromptTable.done(tx, whose.id(), event == null ? null : event.id()),
        event == null || event.told().canDeepen());
  }

  /// How many prompts of its node have to be asked yet.
  static int requiredLeft(Limits limits, ProcessNode node) {
    return (int) limits.left(node).stream().filter(ProcessPrompt::isRequired).count();
  }

  /// The events of the session stand for the scope; those of the whole life where it has none.
  private Condition.Facts facts(Tx tx) throws SQLException {
    Set<String> own = SessionEventTable.kindsOfSession(tx, session.id());
    return new Condition.Facts(
        own.isEmpty() ? SessionEventTable.kindsOfLife(tx, whose.id()) : own,
        Set.copyOf(whose.told().profileFlags()),
        Set.copyOf(whose.told().selectedSections()));
  }
}
