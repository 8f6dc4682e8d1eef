package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.interview.Coverage;
import dev.seshat.interview.Interviews;
import dev.seshat.interview.Plan;
import dev.seshat.interview.Planning;
import dev.seshat.interview.SessionEvent;
import dev.seshat.interview.Step;
import dev.seshat.interview.Suggestion;
import dev.seshat.json.Fields;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import dev.seshat.session.Answer;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Interviews: plan them, ask and answer prompt by prompt, go on through the process, and what could come next.
public final class InterviewRoutes implements Operations {
  private static final String INTERVIEW = "/api/v1/sessions/{ref}/interview";
  private static final String SUGGESTIONS = "/api/v1/sessions/{ref}/suggestions";
  private static final String OF_STORYTELLER = "/api/v1/storytellers/{storyteller}/suggestions";
  private static final String EVENTS = "/api/v1/sessions/{ref}/life-events";
  private static final String EVENT = EVENTS + "/{event}";
  private static final Schema SEQUENCE =
      Schema.integer("The prompt's turn; default the one that waits", 1, Long.MAX_VALUE);

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.post("/api/v1/interviews/plan", "planInterviews", "Plan interviews")
            .about(
                "By a template, a node of a process, or both: one session. By an event alone: the three that an event"
                    + " takes, or the one of a `coverage_level`. That the storyteller is busy then is a warning, no refusal.")
            .takes(InterviewShapes.plan())
            .answers(201, "The sessions", InterviewShapes.made())
            .by(request ->
                planned(request.seshat().planning().plan(Plan.fromJson(request.body())))),
        Operation.get(INTERVIEW, "getInterview", "Where an interview is, and what waits")
            .answers("The step; nothing is asked by looking", InterviewShapes.step())
            .by(InterviewRoutes::look),
        Operation.post(INTERVIEW + "/next", "nextPrompt", "Ask the next prompt")
            .about("Asked again while one waits, it answers that one.")
            .mayTake(Shapes.nothing())
            .answers("What is asked", InterviewShapes.step())
            .by(request -> step(interviews(request).nextPrompt(request.ref()))),
        Operation.post(INTERVIEW + "/answer", "answerInterview", "Keep an answer")
            .about("Answers what comes next: asked already if the session is active.")
            .takes(answer())
            .answers("What comes next", InterviewShapes.step())
            .by(InterviewRoutes::answer),
        Operation.post(INTERVIEW + "/skip", "skipPrompt", "Pass over a prompt for good")
            .mayTake(Schema.object(field("interaction_sequence", SEQUENCE)))
            .answers("What comes next", InterviewShapes.step())
            .by(request ->
                step(
                    interviews(request)
                        .answerAndGoOn(request.ref(), sequence(request.fields()), Answer.skip()))),
        Operation.put(INTERVIEW + "/draft", "saveDraft", "Keep what is written and not sent")
            .takes(
                Schema.object(
                    field(
                        "interaction_sequence!",
                        Schema.integer("The prompt's turn", 1, Long.MAX_VALUE)),
                    field("draft!", Schema.text("Empty forgets it", 200_000))))
            .answersNothing("It is kept")
            .by(InterviewRoutes::draft),
        Operation.post(INTERVIEW + "/advance", "advanceInterview", "Go on to the next node")
            .mayTake(
                Schema.object(field("force", Schema.flag("Although required prompts are left"))))
            .answers("The session as it is now", Shapes.session())
            .by(request ->
                SessionRoutes.shown(
                    interviews(request).advance(request.ref(), request.fields().isSet("force")))),
        Operation.get(SUGGESTIONS, "listSuggestions", "What could come after a session")
            .answers("The weightiest first", suggestions())
            .by(request -> listed(request.seshat().suggestions().ofSession(request.ref()))),
        Operation.post(SUGGESTIONS, "scheduleSuggestion", "Make the session that was suggested")
            .takes(InterviewShapes.scheduling())
            .answers(201, "The session, with all its links", InterviewShapes.made())
            .by(request ->
                schedule(
                    request,
                    (key, at, changes) ->
                        request.seshat().suggestions().schedule(request.ref(), key, at, changes))),
        Operation.get(OF_STORYTELLER, "listSuggestionsWith", "What could come next with somebody")
            .path("storyteller", PersonShapes.who())
            .answers("The weightiest first", suggestions())
            .by(request -> listed(request.seshat().suggestions().ofStoryteller(who(request)))),
        Operation.post(
                OF_STORYTELLER, "scheduleSuggestionWith", "Make the session that was suggested")
            .path("storyteller", PersonShapes.who())
            .takes(InterviewShapes.scheduling())
            .answers(201, "The session, with all its links", InterviewShapes.made())
            .by(request ->
                schedule(
                    request,
                    (key, at, changes) ->
                        request
                            .seshat()
                            .suggestions()
                            .scheduleWith(who(request), key, at, changes))),
        Operation.get(EVENTS, "listSessionEvents", "The life events that a session is about")
            .answers(
                "The one in focus first",
                Shapes.page("life_events", InterviewShapes.sessionEvent()))
            .by(request ->
                Reply.list(
                    "life_events",
                    request.seshat().sessionEvents().ofSession(request.ref()),
                    null,
                    SessionEvent::toJson)),
        Operation.put(EVENT, "linkEvent", "Have a session be about a life event")
            .path("event", Schema.text("The event's id, or its beginning", 40))
            .mayTake(
                Schema.object(
                    field("is_primary_focus", Schema.flag("Prompts are about this one")),
                    field("coverage_level", Schema.word("How far into it", Coverage.class)),
                    field("notes", Schema.text("", 20_000))))
            .answers("How it belongs to the session", InterviewShapes.sessionEvent())
            .by(InterviewRoutes::link),
        Operation.delete(EVENT, "unlinkEvent", "Have a session no longer be about a life event")
            .path("event", Schema.text("The event's id, or its beginning", 40))
            .answersNothing("It is not about it any more")
            .by(request -> {
              request.seshat().sessionEvents().unlink(request.ref(), request.place("event"));
              return Reply.nothing();
            }));
  }

  private static Schema answer() {
    @SuppressWarnings("unchecked")
    Map<String, Object> fields =
        new LinkedHashMap<>((Map<String, Object>) Shapes.answer().toJson().get("properties"));
    fields.put("interaction_sequence", SEQUENCE.toJson());
    return Schema.object().with("properties", fields).named("InterviewAnswer");
  }

  private static Schema suggestions() {
    return Shapes.page("suggestions", InterviewShapes.suggestion());
  }

  private static Interviews interviews(Request request) {
    return request.seshat().interviews();
  }

  private static String who(Request request) {
    return request.place("storyteller");
  }

  private static Reply planned(Planning.Made made) {
    return Reply.json(made.toJson()).created("/api/v1/sessions/" + made.sessions().getFirst().id());
  }

  private static Reply step(Step step) {
    return Reply.json(step.toJson());
  }

  private static Reply look(Request request) {
    Session session = request.seshat().sessions().get(request.ref());
    if (session.get(SessionField.PROCESS_VERSION_ID) == null
        || session.get(SessionField.STORYTELLER_ID) == null) {
      throw new NotFound("session " + session.shortId() + " follows no process");
    }
    return step(interviews(request).step(request.ref()));
  }

  private static @Nullable Long sequence(Fields fields) {
    return fields.number("interaction_sequence", 1, Long.MAX_VALUE);
  }

  private static Reply answer(Request request) {
    Map<String, @Nullable Object> said = new LinkedHashMap<>(request.body());
    said.remove("interaction_sequence");
    return step(
        interviews(request)
            .answerAndGoOn(request.ref(), sequence(request.fields()), Answer.fromJson(said)));
  }

  private static Reply draft(Request request) {
    Fields fields = request.fields();
    Long sequence = sequence(fields);
    String draft = fields.text("draft", 200_000);
    if (sequence == null || draft == null) {
      throw new Invalid(sequence == null ? "interaction_sequence" : "draft", "is missing");
    }
    interviews(request).saveDraft(request.ref(), sequence, draft);
    return Reply.nothing();
  }

  private static Reply listed(List<Suggestion> suggestions) {
    return Reply.list("suggestions", suggestions, null, Suggestion::toJson);
  }

  private interface Scheduling {
    Planning.Made make(
        String key, @Nullable Instant at, Map<String, ? extends @Nullable Object> changes);
  }

  private static Reply schedule(Request request, Scheduling scheduling) {
    Fields fields = request.fields();
    String key = fields.required("key", 200);
    Instant at = fields.time("scheduled_at");
    Map<String, @Nullable Object> changes = fields.object("fields");
    return planned(scheduling.make(key, at, Objects.requireNonNullElse(changes, Map.of())));
  }

  private static Reply link(Request request) {
    Fields fields = request.fields();
    String coverage = fields.text("coverage_level", 20);
    return Reply.json(
        request
            .seshat()
            .sessionEvents()
            .link(
                request.ref(),
                request.place("event"),
                fields.isSet("is_primary_focus"),
                coverage == null ? null : Coverage.of(coverage),
                fields.text("notes", 20_000))
            .toJson());
  }
}
