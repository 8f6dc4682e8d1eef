package dev.seshat.server.mcp;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.server.schema.Schema;
import dev.seshat.session.Artifact;
import dev.seshat.session.Interaction;
import dev.seshat.session.NewArtifact;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewNote;
import dev.seshat.session.Session;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.UsageBatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `session_log`: what happened in a session, of every kind, in one call.
final class LogTool {
  private static final int MAX_ITEMS = 200;

  private LogTool() {}

  static Tool tool() {
    return Tool.of(
        "session_log",
        "Log what happened",
        "Appends to a session: interactions (what was said and done, in order), notes (decisions, insights, concerns),"
            + " artifacts (what was made) and usage (tokens of model requests). Send several at once. Ended sessions take"
            + " notes and usage only.",
        true,
        Schema.object(
            Common.session(),
            field("interactions", Schema.list("", interaction(), MAX_ITEMS)),
            field("notes", Schema.list("", note(), MAX_ITEMS)),
            field("artifacts", Schema.list("", artifact(), MAX_ITEMS)),
            field("usage", Schema.list("One per model request", UsageItems.schema(), MAX_ITEMS)),
            Common.idempotencyKey()),
        Schema.answer(
            field("session_id!", Schema.text("", 36)),
            field(
                "interaction_sequences!",
                Schema.list("", Schema.integer("", 1, Long.MAX_VALUE), MAX_ITEMS)),
            field("note_ids!", Schema.list("", Schema.text("", 36), MAX_ITEMS)),
            field("artifact_ids!", Schema.list("", Schema.text("", 36), MAX_ITEMS)),
            field("requests_added!", Schema.integer("", 0, MAX_ITEMS))),
        LogTool::log);
  }

  private static Schema interaction() {
    return Schema.object(
        field(
            "interaction_type",
            Schema.word(
                "Default message",
                "message",
                "prompt",
                "response",
                "clarification",
                "reflection",
                "tool_call",
                "tool_result",
                "event")),
        field("author", Schema.text("'user' for the person; default you", 200)),
        field("text", Schema.text("What the author said or did", NewInteraction.MAX_TEXT)),
        field("payload", Schema.open("The tool call, or other data")),
        field("external_id", Schema.text("Logged once per session", 500)),
        field("created_at", Schema.text("ISO 8601; default now", 40)));
  }

  private static Schema note() {
    return Schema.object(
        field("note_type", Schema.text("decision, insight, concern, observation, technical…", 64)),
        field("note_content!", Schema.text("", 1_000_000)),
        field("is_important", Schema.flag("")),
        field("requires_followup", Schema.flag("")),
        field("external_id", Schema.text("", 500)));
  }

  private static Schema artifact() {
    return Schema.object(
        field("artifact_type!", Schema.text("plan, code, draft, image… (a lower-case word)", 64)),
        field("artifact_name", Schema.text("", 200)),
        field("content", Schema.text("", 4_000_000)),
        field("structured_data", Schema.open("")),
        field("external_id", Schema.text("", 500)));
  }

  private static Tool.Answer log(Call call) {
    // everything is checked before anything is written
    List<NewInteraction> interactions = items(call, "interactions", NewInteraction::fromJson);
    List<NewNote> notes = items(call, "notes", NewNote::fromJson);
    List<NewArtifact> artifacts = items(call, "artifacts", NewArtifact::fromJson);
    Session session = call.seshat().sessions().get(call.needed("session"));
    List<NewUsage> usage =
        items(call, "usage", UsageItems::fromJson).stream()
            .map(item -> item.withSession(session.id()))
            .toList();
    if (interactions.isEmpty() && notes.isEmpty() && artifacts.isEmpty() && usage.isEmpty()) {
      throw new Invalid(
          "", "there is nothing to log; give interactions, notes, artifacts or usage");
    }
    return write(call, session, interactions, notes, artifacts, usage);
  }

  private static Tool.Answer write(
      Call call,
      Session session,
      List<NewInteraction> interactions,
      List<NewNote> notes,
      List<NewArtifact> artifacts,
      List<NewUsage> usage) {
    String ref = session.id().toString();
    // what an ended session refuses comes first, so that a refused call has written nothing
    List<Long> sequences =
        interactions.isEmpty()
            ? List.of()
            : call.seshat().interactions().appendAll(ref, interactions).stream()
                .map(Interaction::interactionSequence)
                .toList();
    List<String> artifactIds =
        artifacts.stream()
            .map(item -> call.seshat().artifacts().add(ref, item))
            .map(Artifact::id)
            .map(UUID::toString)
            .toList();
    List<String> noteIds =
        notes.stream().map(item -> call.seshat().notes().add(ref, item).id().toString()).toList();
    call.seshat().agentRuns().goOn(session.id());
    UsageBatch batch =
        usage.isEmpty() ? new UsageBatch(0, 0, 0) : call.seshat().usage().record(usage);
    if (batch.added() + batch.replaced() > 0) {
      // where an agent is the only process there is, nobody else looks
      call.seshat().budgets().check();
    }

    Map<String, Object> structured = new LinkedHashMap<>();
    structured.put("session_id", ref);
    structured.put("interaction_sequences", sequences);
    structured.put("note_ids", noteIds);
    structured.put("artifact_ids", artifactIds);
    structured.put("requests_added", batch.added());
    String range =
        sequences.isEmpty() ? "" : " (" + sequences.getFirst() + "–" + sequences.getLast() + ")";
    String text =
        "Session %s has %d interactions%s, %d notes, %d artifacts and %d requests of this call."
            .formatted(
                session.shortId(),
                sequences.size(),
                range,
                noteIds.size(),
                artifactIds.size(),
                usage.size());
    return new Tool.Answer(structured, text);
  }

  /// The items of a list argument, checked; what is wrong with one is said with its place.
  private static <T> List<T> items(
      Call call, String name, Function<Map<String, @Nullable Object>, T> parse) {
    List<T> items = new ArrayList<>();
    for (Map<String, @Nullable Object> item : call.objects(name)) {
      String at = name + "[" + items.size() + "]";
      try {
        items.add(parse.apply(item));
      } catch (Invalid e) {
        String said =
            e.path().isEmpty() ? e.getMessage() : e.getMessage().substring(e.path().length() + 2);
        throw new Invalid(e.path().isEmpty() ? at : at + "." + e.path(), said);
      }
    }
    return items;
  }
}
