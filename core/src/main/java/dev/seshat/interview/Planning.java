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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes interviews that are to take place: from a template, from a node of a process, or for an event that needs several.
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

  /// The sessions that were planned.
  ///
  /// @param warnings that the storyteller has other sessions at their times; a line each, for people
  public record Made(List<Session> sessions, List<String> warnings) {
    public Made {
      sessions = List.copyOf(sessions);
      warnings = List.copyOf(warnings);
    }

    public Map<String, @Nullable Object> toJson() {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("sessions", sessions.stream().map(Session::toJson).toList());
      json.put("warnings", warnings);
      return json;
    }
  }

  /// Makes the sessions that a plan asks for, scheduled or to be scheduled.
  public Made plan(Plan plan) {
    UUID version = plan.process() == null ? null : processes.require(plan.process()).id();
    return scope.store().write(tx -> planIn(tx, plan, version));
  }

  /// The same within a transaction.
  ///
  /// @param version of the process that the plan names; null where it names none
  Made planIn(Tx tx, Plan plan, @Nullable UUID version) throws SQLException {
    LifeEvent about = plan.event() == null ? null : LifeEvents.resolveIn(tx, plan.event());
    Storyteller whose =
        plan.storyteller() == null
            ? Storytellers.getIn(tx, Objects.requireNonNull(about).storytellerId())
            : Storytellers.resolveIn(tx, plan.storyteller());
    if (about != null && !about.storytellerId().equals(whose.id())) {
      throw new Invalid("event", "is not of the life of this storyteller");
    }
    Template template = plan.template() == null ? null : Templates.resolveIn(tx, plan.template());
    if (template != null && !template.told().isActive()) {
      throw new Invalid("template", "'" + template.name() + "' is out of use");
    }
    UUID follows = version;
    if (follows == null && template != null) {
      follows = template.told().processVersionId();
    }
    if (follows == null && template == null) {
      follows = lastFollowed(tx, whose);
    }
    ProcessGraph graph = follows == null ? null : Processes.graphIn(tx, follows);
    List<Session> made =
        template == null && plan.node() == null
            ? ofEvent(tx, plan, Objects.requireNonNull(about), follows, graph)
            : List.of(one(tx, plan, whose, about, template, follows, graph));
    return warned(tx, made);
  }

  private static Made warned(Tx tx, List<Session> made) throws SQLException {
    List<String> warnings = new ArrayList<>();
    for (Session each : made) {
      warnings.addAll(Overlaps.warnings(tx, each));
    }
    return new Made(made, warnings);
  }

  /// A session that goes on from one that asks for it, at the same node and about the same events.
  Made followUpIn(
      Tx tx,
      UUID storyteller,
      Suggestion suggestion,
      @Nullable Instant at,
      Map<String, @Nullable Object> changes)
      throws SQLException {
    Session before = sessions.getIn(tx, Objects.requireNonNull(suggestion.previous()));
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("intention", suggestion.intention());
    fields.put("name", suggestion.title());
    fields.put("kind", Consent.INTERVIEW);
    fields.put("storyteller_id", storyteller.toString());
    fields.put("constraints", before.constraints());
    fields.put("scheduled_duration_minutes", suggestion.minutes());
    put(fields, "process_version_id", before.get(SessionField.PROCESS_VERSION_ID));
    put(fields, "current_process_node_id", before.get(SessionField.CURRENT_PROCESS_NODE_ID));
    put(fields, "scheduled_at", at);
    fields.putAll(changes);
    Session made = sessions.createIn(tx, NewSession.fromJson(fields));
    for (SessionEvent each : SessionEventTable.ofSession(tx, before.id())) {
      LifeEvent event = LifeEvents.getIn(tx, each.lifeEventId());
      events.linkIn(tx, made, event, each.isPrimaryFocus(), each.coverage(), null);
    }
    return warned(tx, List.of(made));
  }

  /// The version of a process that somebody's last interview followed.
  public Optional<UUID> lastFollowed(UUID storyteller) {
    return scope
        .store()
        .read(tx -> Optional.ofNullable(lastFollowed(tx, Storytellers.getIn(tx, storyteller))));
  }

  /// The version that somebody's last interview followed; null if none did.
  private @Nullable UUID lastFollowed(Tx tx, Storyteller whose) throws SQLException {
    return sessions.withStorytellers().withIn(tx, whose.id()).stream()
        .map(each -> each.get(SessionField.PROCESS_VERSION_ID))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private Session one(
      Tx tx,
      Plan plan,
      Storyteller whose,
      @Nullable LifeEvent about,
      @Nullable Template template,
      @Nullable UUID version,
      @Nullable ProcessGraph graph)
      throws SQLException {
    ProcessNode node = plan.node() == null ? null : node(graph, plan.node());
    Map<String, @Nullable Object> fields = node == null ? new LinkedHashMap<>() : ofNode(node);
    if (template != null) {
      fields.putAll(ofTemplate(template, whose, about));
    }
    fields.put("kind", Consent.INTERVIEW);
    fields.put("storyteller_id", whose.id().toString());
    put(fields, "process_version_id", version);
    put(fields, "current_process_node_id", node == null ? null : node.id());
    put(fields, "scheduled_at", plan.at());
    fields.putAll(plan.changes());
    if (fields.get("intention") == null) {
      throw new Invalid("intention", "is missing: the template has none");
    }
    Session made = sessions.createIn(tx, NewSession.fromJson(fields));
    if (node != null) {
      for (LifeEvent each : LifeEvents.ofStorytellerIn(tx, whose.id())) {
        if (isAbout(node, each)) {
          events.linkIn(tx, made, each, false, null, null);
        }
      }
    }
    if (about != null) {
      events.linkIn(tx, made, about, true, plan.coverage(), null);
    }
    return made;
  }

  private static void put(
      Map<String, @Nullable Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value.toString());
    }
  }

  private static ProcessNode node(@Nullable ProcessGraph graph, String key) {
    if (graph == null) {
      throw new Invalid("process", "is missing; say of which process the node is");
    }
    return graph
        .node(key)
        .orElseThrow(() ->
            new NotFound(
                "process "
                    + graph.name()
                    + " has no node '"
                    + Texts.shorten(key, 80)
                    + "'; it has "
                    + String.join(
                        ", ", graph.nodes().stream().limit(50).map(ProcessNode::key).toList())));
  }

  private static Map<String, @Nullable Object> ofTemplate(
      Template template, Storyteller whose, @Nullable LifeEvent about) {
    NewTemplate told = template.told();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("template_id", template.id().toString());
    fields.put(
        "name",
        Texts.shorten(about == null ? told.name() : about.eventName() + ": " + told.name(), 200));
    if (told.intention() != null) {
      fields.put(
          "intention",
          told.intention()
              .replace("{event}", about == null ? "the life as a whole" : about.eventName())
              .replace("{storyteller}", whose.shownName()));
    }
    putAll(fields, "success_indicators", told.successIndicators());
    putAll(fields, "completion_indicators", told.completionIndicators());
    if (!told.constraints().isEmpty()) {
      fields.put("constraints", told.constraints());
    }
    if (told.procedureNotes() != null) {
      fields.put("procedure_notes", told.procedureNotes());
    }
    if (told.durationMinutes() != null) {
      fields.put("scheduled_duration_minutes", told.durationMinutes());
    }
    return fields;
  }

  private static void putAll(
      Map<String, @Nullable Object> fields, String name, List<Indicator> indicators) {
    if (!indicators.isEmpty()) {
      fields.put(name, indicators.stream().map(Indicator::toJson).toList());
    }
  }

  /// A session of a template: its defaults, each of which `changes` may take the place of.
  ///
  /// @param changes fields of the session by their names
  public Session fromTemplate(
      String template, String storyteller, Map<String, ? extends @Nullable Object> changes) {
    return plan(new Plan(
            storyteller, template, null, null, null, null, null, 0, new LinkedHashMap<>(changes)))
        .sessions()
        .getFirst();
  }

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
    return plan(Plan.ofNode(storyteller, process, nodeKey, changes)).sessions().getFirst();
  }

  /// A node without a scope is about no event in particular.
  private static boolean isAbout(ProcessNode node, LifeEvent event) {
    ProcessNode.Scope about = node.scope();
    boolean isNarrow = !about.eventTypes().isEmpty() || !about.categories().isEmpty();
    return isNarrow
        && !event.told().includeLevel().equals("omit")
        && about.takes(event.told().eventType(), event.told().category());
  }

  private static Map<String, @Nullable Object> ofNode(ProcessNode node) {
    String objective = node.agentObjective() == null ? node.purpose() : node.agentObjective();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("intention", objective == null ? node.name() : objective);
    fields.put("name", Texts.shorten(node.name() + " session", 200));
    fields.put("constraints", node.constraints());
    putAll(fields, "success_indicators", NodeIndicators.success(node));
    putAll(fields, "completion_indicators", NodeIndicators.completion(node));
    if (node.userFacingText() != null) {
      fields.put("procedure_notes", node.userFacingText());
    }
    if (node.durationMinutes() != null) {
      fields.put("scheduled_duration_minutes", node.durationMinutes());
    }
    return fields;
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
  /// @param process as [Processes#get] takes it; null for the one that the storyteller's last interview followed, if it has
  ///     such a node
  /// @throws Invalid if no node of the process is about such events
  public List<Session> planSessionsForEvent(
      String event, @Nullable Instant first, int days, @Nullable String process) {
    return plan(Plan.ofEvent(event, process, null, first, days)).sessions();
  }

  private List<Session> ofEvent(
      Tx tx, Plan plan, LifeEvent about, @Nullable UUID version, @Nullable ProcessGraph graph)
      throws SQLException {
    List<Session> made = new ArrayList<>();
    Coverage only = plan.coverage();
    ProcessNode node = graph == null ? null : nodeAbout(graph, about);
    if (node == null && graph != null && plan.process() != null) {
      throw new Invalid(
          "process",
          plan.process()
              + " has no node about an event of the type '"
              + about.told().eventType()
              + "'; give the event one of the types or categories that its nodes name");
    }
    for (EventStep step : only == null ? EventStep.usual() : List.of(EventStep.of(only))) {
      Map<String, @Nullable Object> fields = ofStep(step, about);
      if (node != null) {
        put(fields, "process_version_id", version);
        put(fields, "current_process_node_id", node.id());
        fields.put("constraints", node.constraints());
      }
      if (plan.at() != null) {
        Duration later = Duration.ofDays((long) plan.days() * made.size());
        put(fields, "scheduled_at", plan.at().plus(later));
      }
      if (!made.isEmpty()) {
        put(fields, "previous_session_id", made.getLast().id());
      }
      fields.putAll(plan.changes());
      Session session = sessions.createIn(tx, NewSession.fromJson(fields));
      events.linkIn(tx, session, about, true, step.coverage(), null);
      made.add(session);
    }
    return made;
  }

  /// The first node that asks of such events; null if none does.
  private static @Nullable ProcessNode nodeAbout(ProcessGraph graph, LifeEvent about) {
    return graph.nodes().stream().filter(node -> isAbout(node, about)).findFirst().orElse(null);
  }

  private static Map<String, @Nullable Object> ofStep(EventStep step, LifeEvent about) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("intention", step.intention().formatted(about.eventName()));
    fields.put("kind", Consent.INTERVIEW);
    fields.put("storyteller_id", about.storytellerId().toString());
    fields.put(
        "name",
        Texts.shorten(about.eventName(), 170) + ": " + step.coverage().word().replace('_', ' '));
    putAll(fields, "success_indicators", step.success());
    fields.put("scheduled_duration_minutes", step.minutes());
    return fields;
  }
}
