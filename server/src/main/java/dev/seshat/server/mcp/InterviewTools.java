package dev.seshat.server.mcp;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.interview.Coverage;
import dev.seshat.interview.Interviews;
import dev.seshat.interview.Plan;
import dev.seshat.interview.Planning;
import dev.seshat.interview.Step;
import dev.seshat.interview.Suggestion;
import dev.seshat.server.schema.Schema;
import dev.seshat.session.Answer;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The tools by which an agent plans and conducts interviews: `interview_plan`, `interview_next`, `interview_answer`.
final class InterviewTools {
  private static final int MAX_ANSWER = 1_000_000;
  private static final List<String> PLANNED =
      List.of(
          "storyteller",
          "template",
          "process",
          "node",
          "event",
          "coverage_level",
          "scheduled_at",
          "days_apart",
          "fields");
  private static final List<String> ANALYSIS =
      List.of("sentiment", "key_themes", "mentions_people", "mentions_places");

  private InterviewTools() {}

  static Tool plan() {
    return Tool.of(
        "interview_plan",
        "Plan interviews",
        "Plans interviews with a storyteller: by a process node or template (one session), by an event alone (introduction,"
            + " deep dive, completion). With suggestion: schedules that one. With neither: lists what could come next, with"
            + " reasons. Warnings say that the person has another session then.",
        true,
        Schema.object(
            field("storyteller", Schema.text("Id or name; not needed with event", 200)),
            field("process", Schema.text("Such as life-story, software-requirements", 200)),
            field("node", Schema.text("Key of a node of the process", 200)),
            field("template", Schema.text("Its name", 200)),
            field("event", Schema.text("Id of a life event", 200)),
            field("coverage_level", Schema.word("How far into the event", Coverage.class)),
            field("suggestion", Schema.text("Key of one that was listed", 200)),
            field("scheduled_at", Schema.text("When the first is to be, ISO 8601", 40)),
            field("days_apart", Schema.integer("Between those of an event; default 7", 0, 365)),
            field("fields", Schema.open("Session fields in place of the usual ones")),
            Common.idempotencyKey()),
        Schema.answer(
            field("sessions!", Schema.list("Those that were made", SessionView.schema(), 10)),
            field("warnings!", Schema.list("", Schema.text("", 1_000), 20)),
            field("suggestions!", Schema.list("The weightiest first", Schema.open(""), 20))),
        InterviewTools::planned);
  }

  static Tool next() {
    return Tool.of(
        "interview_next",
        "Ask the next question",
        "Gives the one question of an interview to ask now; asking again gives the same until it is answered or skipped. Only"
            + " what the person allows is given. With advance: goes on to the next node first. The session must be active"
            + " (session_update, resume), which takes the person's consent.",
        true,
        Schema.object(
            Common.session(),
            field("advance", Schema.flag("The node is done: go on to the next")),
            field("force", Schema.flag("With advance: although required questions are left")),
            Common.idempotencyKey()),
        step(),
        InterviewTools::asked);
  }

  static Tool answer() {
    return Tool.of(
        "interview_answer",
        "Keep an answer",
        "Keeps the person's answer in their own words, with your analysis of it, or their skip, which is never asked again."
            + " Answers with the next question.",
        true,
        Schema.object(
            Common.session(),
            field("text", Schema.text("What the person said, unshortened", MAX_ANSWER)),
            field("skip", Schema.flag("The person does not want to answer")),
            field(
                "interaction_sequence",
                Schema.integer("Of the question; default the one that waits", 1, Long.MAX_VALUE)),
            field("response_method", Schema.word("Default text", "text", "voice")),
            field("sentiment", Schema.word("", "positive", "neutral", "difficult", "emotional")),
            field("key_themes", names()),
            field("mentions_people", names()),
            field("mentions_places", names()),
            field("duration_seconds", Schema.integer("", 0, Integer.MAX_VALUE)),
            Common.idempotencyKey()),
        step(),
        InterviewTools::answered);
  }

  private static Schema names() {
    return Schema.list("", Schema.text("", 200), 100);
  }

  private static Schema step() {
    return Schema.answer(
        field("node!", Schema.text("The key of the node", 100)),
        field("question", Schema.text("Absent: nothing is left to ask here", MAX_ANSWER)),
        field("interaction_sequence", Schema.integer("", 1, Long.MAX_VALUE)),
        field("prompt_category", Schema.text("", 20)),
        field("sensitivity_tier", Schema.integer("1 for anybody, 3 with care", 1, 3)),
        field("is_required", Schema.flag("")),
        field("left!", Schema.integer("How many may follow here", 0, Long.MAX_VALUE)),
        field("node_done!", Schema.flag("Nothing that has to be asked is left")),
        field("next_node", Schema.text("Absent: the process ends here", 100)),
        field("constraints", Schema.list("To keep to", Schema.text("", 2_000), 100)));
  }

  private static Tool.Answer planned(Call call) {
    boolean wants = call.has("template") || call.has("node") || call.has("event");
    if (call.has("suggestion")) {
      if (wants) {
        throw new Invalid("suggestion", "goes without template, node and event");
      }
      return made(
          call.seshat()
              .suggestions()
              .scheduleWith(
                  call.needed("storyteller"),
                  call.needed("suggestion"),
                  call.time("scheduled_at", false),
                  fields(call)));
    }
    return wants
        ? made(call.seshat().planning().plan(Plan.fromJson(call.only(PLANNED))))
        : listed(call.seshat().suggestions().ofStoryteller(call.needed("storyteller")));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> fields(Call call) {
    Object given = call.arguments().get("fields");
    return given == null ? Map.of() : (Map<String, @Nullable Object>) given;
  }

  private static Tool.Answer made(Planning.Made made) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("sessions", made.sessions().stream().map(SessionView::of).toList());
    json.put("warnings", made.warnings());
    json.put("suggestions", List.of());
    List<String> lines = new ArrayList<>();
    for (Session each : made.sessions()) {
      Object at = each.get(SessionField.SCHEDULED_AT);
      lines.add("Planned " + SessionView.line(each) + (at == null ? "" : ", " + at));
    }
    made.warnings().forEach(each -> lines.add("Warning: " + each));
    return new Tool.Answer(json, String.join("\n", lines));
  }

  private static Tool.Answer listed(List<Suggestion> suggestions) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("sessions", List.of());
    json.put("warnings", List.of());
    json.put(
        "suggestions",
        suggestions.stream()
            .map(each -> {
              Map<String, @Nullable Object> shown = each.toJson();
              shown.values().removeIf(Objects::isNull);
              return shown;
            })
            .toList());
    List<String> lines =
        suggestions.stream()
            .map(each -> each.key() + "  " + each.title() + ": " + each.reason())
            .toList();
    return new Tool.Answer(
        json, lines.isEmpty() ? "Nothing is suggested." : String.join("\n", lines));
  }

  private static Tool.Answer asked(Call call) {
    Interviews interviews = call.seshat().interviews();
    String session = call.needed("session");
    if (call.flag("advance")) {
      interviews.advance(session, call.flag("force"));
    } else if (call.flag("force")) {
      throw new Invalid("force", "goes with advance");
    }
    return shown(call, interviews.nextPrompt(session));
  }

  private static Tool.Answer answered(Call call) {
    boolean isSkipped = call.flag("skip");
    if (isSkipped == call.has("text")) {
      throw new Invalid("text", "say what the person answered, or skip");
    }
    Map<String, @Nullable Object> said =
        call.only(List.of("text", "response_method", "duration_seconds"));
    said.putAll(call.only(ANALYSIS));
    Answer answer = isSkipped ? Answer.skip() : Answer.fromJson(said);
    return shown(
        call,
        call.seshat()
            .interviews()
            .answerAndGoOn(call.needed("session"), call.whole("interaction_sequence"), answer));
  }

  private static Tool.Answer shown(Call call, Step step) {
    Map<String, @Nullable Object> json = step.toJson();
    json.put("question", json.remove("prompt"));
    json.remove("draft");
    Session session = call.seshat().sessions().get(call.needed("session"));
    call.seshat().agentRuns().goOn(session.id());
    json.put("constraints", session.constraints());
    json.values().removeIf(Objects::isNull);
    return new Tool.Answer(json, text(step));
  }

  private static String text(Step step) {
    if (step.prompt() != null) {
      return "Ask: " + step.prompt().agentText();
    }
    String on =
        step.next() == null
            ? "the process ends here: complete the session with session_update"
            : "go on to '" + step.next() + "' with interview_next, advance; or end the session";
    return (step.isNodeDone() ? "Node '%s' is done; " : "Nothing waits at node '%s'; ")
            .formatted(step.node())
        + on;
  }
}
