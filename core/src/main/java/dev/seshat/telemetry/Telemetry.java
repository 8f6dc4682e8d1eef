package dev.seshat.telemetry;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.session.InteractionType;
import dev.seshat.session.Interactions;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewSession;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Times;
import dev.seshat.store.Tx;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.Usage;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes the traces of programs that call models, by OpenTelemetry's GenAI conventions, old and new.
///
/// Spans may come twice, in any order, in any parts: what is there is not added again. Every call to a model carries the
/// whole conversation so far; only what is new of it becomes a turn. `docs/opentelemetry.md` has the mapping.
public final class Telemetry {
  private final Scope scope;
  private final Sessions sessions;
  private final Interactions interactions;
  private final Usage usage;

  public Telemetry(Scope scope, Sessions sessions, Interactions interactions, Usage usage) {
    this.scope = scope;
    this.sessions = sessions;
    this.interactions = interactions;
    this.usage = usage;
  }

  /// Which conversation of which program.
  private record Conversation(String tool, String key) {}

  /// Takes a batch of spans: all that can be used in one transaction.
  public Taken take(List<Span> spans) {
    Map<Conversation, List<Story>> stories = new LinkedHashMap<>();
    int ignored = 0;
    int rejected = 0;
    String reason = null;
    for (Span span : spans.stream().sorted(Comparator.comparing(Span::start)).toList()) {
      if (!Story.isTold(span)) {
        ignored++;
        continue;
      }
      try {
        Story story = Story.of(span);
        stories
            .computeIfAbsent(new Conversation(story.tool(), story.key()), key -> new ArrayList<>())
            .add(story);
      } catch (Invalid e) {
        rejected++;
        reason = reason == null ? e.getMessage() : reason;
      }
    }
    int told = spans.size() - ignored - rejected;
    String why = reason;
    int none = ignored;
    int bad = rejected;
    if (stories.isEmpty()) {
      return new Taken(told, none, bad, why, 0, 0);
    }
    return scope.store().write(tx -> write(tx, stories, told, none, bad, why));
  }

  private Taken write(
      Tx tx,
      Map<Conversation, List<Story>> stories,
      int told,
      int ignored,
      int rejected,
      @Nullable String reason)
      throws SQLException {
    int added = 0;
    List<NewUsage> used = new ArrayList<>();
    for (Map.Entry<Conversation, List<Story>> each : stories.entrySet()) {
      UUID session = session(tx, each.getKey(), each.getValue());
      List<NewInteraction> turns =
          each.getValue().stream().flatMap(story -> story.interactions().stream()).toList();
      added += append(tx, session, turns);
      each.getValue().stream()
          .map(Story::usage)
          .filter(Objects::nonNull)
          .forEach(request -> used.add(request.withSession(session)));
    }
    int requests = Math.toIntExact(usage.recordIn(tx, used).added());
    return new Taken(told, ignored, rejected, reason, added, requests);
  }

  /// Spans of before may come later: then all is put into the order of time.
  private int append(Tx tx, UUID session, List<NewInteraction> turns) throws SQLException {
    if (turns.isEmpty()) {
      return 0;
    }
    Optional<Instant> latest = TelemetryTable.latest(tx, session);
    int added = interactions.appendIn(tx, session, turns).added();
    Instant before = latest.orElse(Instant.EPOCH);
    boolean late =
        turns.stream().anyMatch(turn -> Objects.requireNonNull(turn.createdAt()).isBefore(before));
    if (added > 0 && late) {
      interactions.arrangeIn(tx, session, TelemetryTable.externalIds(tx, session));
    }
    return added;
  }

  private UUID session(Tx tx, Conversation conversation, List<Story> stories) throws SQLException {
    Instant end =
        Times.millis(
            stories.stream()
                .map(story -> story.span().end())
                .max(Comparator.naturalOrder())
                .orElseThrow());
    Optional<UUID> known =
        sessions.imports().findExternalIn(tx, conversation.tool(), conversation.key());
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("tool_name", conversation.tool());
    told.put("external_session_id", conversation.key());
    told.put("intention", intention(stories));
    told.put("ended_at", Times.text(end));
    if (known.isPresent()) {
      Optional<Instant> before = TelemetryTable.endedAt(tx, known.get());
      if (before.isPresent() && before.get().isBefore(end)) {
        sessions.imports().importIn(tx, NewSession.imported(told));
      }
      return known.get();
    }
    Story first = stories.getFirst();
    String start = Times.text(first.span().start());
    told.put("kind", "chat");
    told.put("project", first.project());
    told.put("started_at", start);
    told.put("created_at", start);
    String agent = first.span().text("gen_ai.agent.name");
    if (agent != null) {
      told.put("name", Texts.shorten(Texts.storable(agent), 190));
    }
    String model = first.span().text("gen_ai.response.model", "gen_ai.request.model");
    if (model != null) {
      told.put("llm_model", Texts.shorten(Texts.storable(model), 190));
    }
    return sessions.imports().importIn(tx, NewSession.imported(told)).id();
  }

  /// What a person asked for first, or else what the first span is called.
  private static String intention(List<Story> stories) {
    for (Story story : stories) {
      for (NewInteraction turn : story.interactions()) {
        String text = turn.personText();
        if (turn.type() == InteractionType.MESSAGE && text != null && !text.isBlank()) {
          return Texts.shorten(text, 500);
        }
      }
    }
    String name = Texts.shorten(Texts.storable(stories.getFirst().span().name()), 200);
    return name.isBlank() ? "A trace" : name;
  }
}
