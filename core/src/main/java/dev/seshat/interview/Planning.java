package dev.seshat.interview;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.people.Consent;
import dev.seshat.people.LifeEvent;
import dev.seshat.people.LifeEvents;
import dev.seshat.people.Storyteller;
import dev.seshat.people.Storytellers;
import dev.seshat.process.ProcessGraph;
import dev.seshat.process.ProcessNode;
import dev.seshat.process.ProcessPrompt;
import dev.seshat.process.ProcessVersion;
import dev.seshat.process.Processes;
import dev.seshat.session.Indicator;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Makes interviews that are to take place: from a node of a process, or for an event that needs several.
public final class Planning {
  private final Scope scope;
  private final Sessions sessions;
  private final Processes processes;
  private final SessionEvents events;

  public Planning(Scope scope, Sessions sessions, Processes processes) {
    this.scope = scope;
    this.sessions = sessions;
    this.processes = processes;
    this.events = new SessionEvents(scope, sessions);
  }

  /// One of the sessions that an event takes.
  private record Step(Coverage coverage, int minutes, String intention, List<String> success) {}

  private static final List<Step> STEPS =
      List.of(
          new Step(
              Coverage.INTRODUCTION,
              20,
              "Establish timeline and key facts for %s",
              List.of("Basic timespan identified", "Major milestones noted")),
          new Step(
              Coverage.DEEP_DIVE,
              45,
              "Capture rich scenes and emotional experiences from %s",
              List.of("3+ detailed scenes", "Key people described")),
          new Step(
              Coverage.COMPLETION,
              30,
              "Explore what %s meant and how it changed you",
              List.of("Identified personal growth", "Connected to broader story")));

  /// A session at a node: its objective is the intention, its constraints and indicators are the session's, and the events
  /// that the node is about are linked to it.
  ///
  /// @param process as [Processes#get] takes it; one that comes with Seshat is taken in when it is asked for first
  /// @param changes fields of the session by their names, which take the place of the node's
  public Session initializeSessionFromProcessNode(
      String storyteller,
      String process,
      String nodeKey,
      Map<String, ? extends @Nullable Object> changes) {
    ProcessVersion version = processes.require(process);
    return scope
        .store()
        .write(tx -> {
          Storyteller whose = Storytellers.resolveIn(tx, storyteller);
          ProcessGraph graph = Processes.graphIn(tx, version.id());
          ProcessNode node =
              graph
                  .node(nodeKey)
                  .orElseThrow(() ->
                      new NotFound(
                          "process "
                              + version.shown()
                              + " has no node '"
                              + Texts.shorten(nodeKey, 80)
                              + "'"));
          NewSession session =
              of(node, whose)
                  .with(SessionField.PROCESS_VERSION_ID, version.id())
                  .with(SessionField.CURRENT_PROCESS_NODE_ID, node.id());
          Session made = sessions.createIn(tx, session.with(changes));
          for (LifeEvent event : LifeEvents.ofStorytellerIn(tx, whose.id())) {
            if (isAbout(node, event)) {
              events.linkIn(tx, made, event, false, null, null);
            }
          }
          return made;
        });
  }

  /// A node without a scope is about no event in particular.
  private static boolean isAbout(ProcessNode node, LifeEvent event) {
    ProcessNode.Scope about = node.scope();
    boolean isNarrow = !about.eventTypes().isEmpty() || !about.categories().isEmpty();
    return isNarrow
        && !event.told().includeLevel().equals("omit")
        && about.takes(event.told().eventType(), event.told().category());
  }

  private static NewSession of(ProcessNode node, Storyteller whose) {
    String objective = node.agentObjective() == null ? node.purpose() : node.agentObjective();
    NewSession session =
        NewSession.of(objective == null ? node.name() : objective)
            .with(SessionField.KIND, Consent.INTERVIEW)
            .with(SessionField.STORYTELLER_ID, whose.id())
            .with(SessionField.NAME, Texts.shorten(node.name() + " session", 200))
            .with(SessionField.CONSTRAINTS, node.constraints())
            .with(SessionField.SUCCESS_INDICATORS, success(node))
            .with(SessionField.COMPLETION_INDICATORS, completion(node));
    if (node.userFacingText() != null) {
      session = session.with(SessionField.PROCEDURE_NOTES, node.userFacingText());
    }
    return node.durationMinutes() == null
        ? session
        : session.with(SessionField.SCHEDULED_DURATION_MINUTES, node.durationMinutes());
  }

  /// What the file says; else that the outcome is reached, which a person decides.
  private static List<Indicator> success(ProcessNode node) {
    if (!node.successIndicators().isEmpty() || node.outcome() == null) {
      return node.successIndicators();
    }
    return List.of(Indicator.of(Texts.shorten(Objects.requireNonNull(node.outcome()), 2_000)));
  }

  /// What the file says; else that everything that has to be asked was.
  private static List<Indicator> completion(ProcessNode node) {
    long required = node.prompts().stream().filter(ProcessPrompt::isRequired).count();
    if (!node.completionIndicators().isEmpty() || required == 0) {
      return node.completionIndicators();
    }
    return List.of(Indicator.of("Every required prompt is answered or skipped"));
  }

  /// The sessions that an event takes: an introduction (20 minutes), a deep dive (45) and a completion (30).
  ///
  /// @param first when the first is to be; null leaves all of them without a time
  /// @param days between one and the next, 0 to 365
  public List<Session> planSessionsForEvent(String event, @Nullable Instant first, int days) {
    return planSessionsForEvent(event, first, days, null);
  }

  /// The same, asking the prompts of a process: of its first node that is about such events.
  ///
  /// @param process as [Processes#get] takes it; null for sessions in which an agent asks what it sees fit
  /// @throws Invalid if no node of the process is about such events
  public List<Session> planSessionsForEvent(
      String event, @Nullable Instant first, int days, @Nullable String process) {
    ProcessVersion version = process == null ? null : processes.require(process);
    if (days < 0 || days > 365) {
      throw new Invalid("days", "must be 0 to 365");
    }
    return scope
        .store()
        .write(tx -> {
          LifeEvent about = LifeEvents.resolveIn(tx, event);
          ProcessNode node = version == null ? null : nodeAbout(tx, version, about);
          List<Session> made = new ArrayList<>();
          for (Step step : STEPS) {
            made.add(planIn(tx, about, step, of(step, about, version, node), made, first, days));
          }
          return List.copyOf(made);
        });
  }

  private static ProcessNode nodeAbout(Tx tx, ProcessVersion version, LifeEvent event)
      throws SQLException {
    return Processes.graphIn(tx, version.id()).nodes().stream()
        .filter(node -> isAbout(node, event))
        .findFirst()
        .orElseThrow(() ->
            new Invalid(
                "process",
                version.shown()
                    + " has no node about an event of the type '"
                    + event.told().eventType()
                    + "'; give the event one of the types or categories that its nodes name"));
  }

  private static NewSession of(
      Step step, LifeEvent about, @Nullable ProcessVersion version, @Nullable ProcessNode node) {
    NewSession session =
        NewSession.of(step.intention().formatted(about.eventName()))
            .with(SessionField.KIND, Consent.INTERVIEW)
            .with(SessionField.STORYTELLER_ID, about.storytellerId())
            .with(
                SessionField.NAME,
                Texts.shorten(about.eventName(), 170)
                    + ": "
                    + step.coverage().word().replace('_', ' '))
            .with(
                SessionField.SUCCESS_INDICATORS,
                step.success().stream().map(Indicator::of).toList())
            .with(SessionField.SCHEDULED_DURATION_MINUTES, step.minutes());
    if (version == null || node == null) {
      return session;
    }
    return session
        .with(SessionField.PROCESS_VERSION_ID, version.id())
        .with(SessionField.CURRENT_PROCESS_NODE_ID, node.id())
        .with(SessionField.CONSTRAINTS, node.constraints());
  }

  private Session planIn(
      Tx tx,
      LifeEvent about,
      Step step,
      NewSession session,
      List<Session> before,
      @Nullable Instant first,
      int days)
      throws SQLException {
    if (first != null) {
      session =
          session.with(
              SessionField.SCHEDULED_AT, first.plus(Duration.ofDays((long) days * before.size())));
    }
    if (!before.isEmpty()) {
      session = session.with(SessionField.PREVIOUS_SESSION_ID, before.getLast().id());
    }
    Session made = sessions.createIn(tx, session);
    events.linkIn(tx, made, about, true, step.coverage(), null);
    return made;
  }
}
