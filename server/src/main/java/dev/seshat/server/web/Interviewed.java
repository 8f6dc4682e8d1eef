package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.interview.SessionEvent;
import dev.seshat.people.Storyteller;
import dev.seshat.process.ProcessGraph;
import dev.seshat.process.ProcessNode;
import dev.seshat.process.ProcessVersion;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whose interview a session is, what it is about, and where in its process it is.
///
/// @param process the version that it follows; null for none
/// @param node where it is in that; null where it follows none
public record Interviewed(
    Storyteller who,
    List<SessionEvent> events,
    @Nullable ProcessVersion process,
    @Nullable ProcessGraph graph,
    @Nullable ProcessNode node) {
  public Interviewed {
    events = List.copyOf(events);
  }

  /// That of a session; null where it is with nobody.
  static @Nullable Interviewed of(Seshat seshat, Session session) {
    UUID who = session.get(SessionField.STORYTELLER_ID);
    if (who == null) {
      return null;
    }
    UUID version = session.get(SessionField.PROCESS_VERSION_ID);
    ProcessGraph graph = version == null ? null : seshat.processes().graph(version.toString());
    UUID node = session.get(SessionField.CURRENT_PROCESS_NODE_ID);
    return new Interviewed(
        seshat.storytellers().get(who.toString()),
        seshat.sessionEvents().ofSession(session.id().toString()),
        version == null ? null : seshat.processes().get(version.toString()),
        graph,
        graph == null ? null : node == null ? graph.start() : graph.node(node));
  }

  /// The name of the node of this key.
  public String nameOf(String key) {
    return graph == null
        ? Format.title(key)
        : graph.node(key).map(ProcessNode::name).orElseGet(() -> Format.title(key));
  }

  /// The event that its questions are about; null for the life as a whole.
  public @Nullable String about() {
    return events.stream()
        .filter(SessionEvent::isPrimaryFocus)
        .map(SessionEvent::eventName)
        .findFirst()
        .orElse(null);
  }

  /// Where the person is seen.
  public String whoHref() {
    return "/people/" + who.id();
  }
}
