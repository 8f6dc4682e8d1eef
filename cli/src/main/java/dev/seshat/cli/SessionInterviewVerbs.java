package dev.seshat.cli;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.interview.Coverage;
import dev.seshat.interview.Interviews;
import dev.seshat.interview.Plan;
import dev.seshat.interview.SessionEvent;
import dev.seshat.interview.Step;
import dev.seshat.interview.Suggestion;
import dev.seshat.json.Json;
import dev.seshat.session.Answer;
import dev.seshat.session.Session;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The verbs of `session` by which an interview is planned and conducted.
@Command(addMethodSubcommands = false)
abstract class SessionInterviewVerbs extends SessionContentVerbs {
  SessionInterviewVerbs(SeshatCommand root) {
    super(root);
  }

  private Interviews interviews() {
    return root.seshat().interviews();
  }

  @Command(
      name = "plan",
      description =
          "Plan interviews: by a node or a template one session, by an event alone the three that it takes")
  int plan(
      @Parameters(
              paramLabel = "STORYTELLER",
              arity = "0..1",
              description = "Id or name; not needed with --event")
          @Nullable String who,
      @Option(names = "--template", paramLabel = "TEMPLATE", description = "Its name or id")
          @Nullable String template,
      @Option(
              names = "--process",
              paramLabel = "PROCESS",
              description = "Such as life-story (default: that of the last interview)")
          @Nullable String process,
      @Option(names = "--node", paramLabel = "NODE", description = "The key of a node")
          @Nullable String node,
      @Option(names = "--event", paramLabel = "EVENT", description = "The id of a life event")
          @Nullable String event,
      @Option(
              names = "--coverage",
              paramLabel = "LEVEL",
              completionCandidates = Choices.CoverageLevels.class,
              description = "introduction, exploration, deep_dive or completion")
          @Nullable String coverage,
      @Option(names = "--at", paramLabel = "TIME", description = "When the first is to be")
          @Nullable String at,
      @Option(
              names = "--days",
              paramLabel = "N",
              defaultValue = "7",
              description = "Between the sessions of an event, 0 to 365 (default 7)")
          int days,
      @Option(
              names = "--set",
              paramLabel = "FIELD=VALUE",
              description = "A field in place of the usual one; may be repeated")
          @Nullable List<String> fields) {
    Instant when = When.from("at", at, root);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("storyteller", who);
    json.put("template", template);
    json.put("process", process);
    json.put("node", node);
    json.put("event", event);
    json.put("coverage_level", coverage);
    json.put("scheduled_at", when == null ? null : when.toString());
    json.put("days_apart", days);
    json.put("fields", SessionCommand.FieldArguments.parse(fields));
    Plan plan = Plan.fromJson(json);
    return InterviewView.printMade(root, root.seshat().planning().plan(plan));
  }

  @Command(name = "next", description = "Ask the next question of an interview, or show what waits")
  int next(
      @Parameters(paramLabel = "SESSION", defaultValue = "current", description = REF) String ref) {
    return InterviewView.print(root, ref, interviews().nextPrompt(ref));
  }

  @Command(
      name = "answer",
      description = "Keep the answer to the question that waits, and show what comes next")
  int answer(
      @Parameters(index = "0", paramLabel = "SESSION", description = REF) String ref,
      @Parameters(
              index = "1",
              paramLabel = "TEXT|-",
              arity = "0..1",
              description = "- reads it from stdin; without it, EDITOR is opened")
          @Nullable String text,
      @Option(
              names = "--to",
              paramLabel = "N",
              description = "The turn of the question (default: the one that waits)")
          @Nullable Long sequence,
      @Option(names = "--voice", description = "It was spoken") boolean voice,
      @Option(
              names = "--analysis",
              paramLabel = "JSON",
              description =
                  "{\"sentiment\", \"key_themes\", \"mentions_people\", \"mentions_places\"}")
          @Nullable String analysis)
      throws IOException {
    Map<String, @Nullable Object> json =
        analysis == null ? new LinkedHashMap<>() : Json.parseObject("analysis", analysis);
    json.put(
        "text", text == null ? written(ref) : Files.textOrStdin(root.terminal(), "text", text));
    json.put("response_method", voice ? "voice" : "text");
    return InterviewView.print(
        root, ref, interviews().answerAndGoOn(ref, sequence, Answer.fromJson(json)));
  }

  /// The answer from the person's editor, which begins with the draft. One that is left empty is none.
  private String written(String ref) throws IOException {
    Editor editor = Editor.of(root.terminal());
    if (editor == null) {
      throw new Invalid("text", "is missing: give it, - for stdin, or set EDITOR");
    }
    Step step = interviews().step(ref);
    if (step.prompt() == null) {
      throw new Conflict("no question waits for an answer; ask for the next one");
    }
    String text =
        editor.write(
            Objects.requireNonNull(step.prompt().agentText()),
            Objects.requireNonNullElse(step.draft(), ""));
    if (text.isEmpty()) {
      throw new Invalid("text", "is empty: nothing was kept");
    }
    return text;
  }

  @Command(name = "skip", description = "Pass over the question that waits; it is not asked again")
  int skip(
      @Parameters(paramLabel = "SESSION", defaultValue = "current", description = REF) String ref,
      @Option(
              names = "--to",
              paramLabel = "N",
              description = "The turn of the question (default: the one that waits)")
          @Nullable Long sequence) {
    return InterviewView.print(root, ref, interviews().answerAndGoOn(ref, sequence, Answer.skip()));
  }

  @Command(name = "advance", description = "Go on to the next node of the process")
  int advance(
      @Parameters(paramLabel = "SESSION", defaultValue = "current", description = REF) String ref,
      @Option(names = "--force", description = "Although required questions are left")
          boolean force) {
    Session session = interviews().advance(ref, force);
    if (!root.printedAsJson(session.toJson())) {
      root.say("now at '" + root.harmless(interviews().step(ref).node()) + "'");
    }
    return Cli.OK;
  }

  @Command(
      name = "suggest",
      description = "What could come after a session, or next with somebody, and why")
  int suggest(
      @Parameters(paramLabel = "SESSION", arity = "0..1", description = REF) @Nullable String ref,
      @Option(
              names = "--storyteller",
              paramLabel = "STORYTELLER",
              description = "Next with somebody: " + StorytellerCommand.WHO)
          @Nullable String who,
      @Option(
              names = "--schedule",
              paramLabel = "NO|KEY",
              description = "Make the session that has this number or key")
          @Nullable String schedule,
      @Option(names = "--at", paramLabel = "TIME", description = "When it is to be")
          @Nullable String at,
      @Option(
              names = "--set",
              paramLabel = "FIELD=VALUE",
              description = "A field in place of what is suggested; may be repeated")
          @Nullable List<String> fields) {
    if (ref != null && who != null) {
      throw new Invalid("--storyteller", "goes without a session");
    }
    String session = ref == null ? "current" : ref;
    List<Suggestion> suggestions =
        who == null
            ? root.seshat().suggestions().ofSession(session)
            : root.seshat().suggestions().ofStoryteller(who);
    if (schedule == null) {
      return InterviewView.printSuggestions(root, suggestions);
    }
    String key = key(schedule, suggestions);
    Instant when = When.from("at", at, root);
    Map<String, @Nullable Object> changes = SessionCommand.FieldArguments.parse(fields);
    return InterviewView.printMade(
        root,
        who == null
            ? root.seshat().suggestions().schedule(session, key, when, changes)
            : root.seshat().suggestions().scheduleWith(who, key, when, changes));
  }

  private static String key(String given, List<Suggestion> suggestions) {
    if (!given.matches("\\d{1,3}")) {
      return given;
    }
    int number = Integer.parseInt(given);
    if (number < 1 || number > suggestions.size()) {
      throw new Invalid(
          "--schedule", "must be 1 to " + suggestions.size() + ", as the list has them");
    }
    return suggestions.get(number - 1).key();
  }

  @Command(name = "link-event", description = "Have a session be about a life event")
  int linkEvent(
      @Parameters(index = "0", paramLabel = "SESSION", description = REF) String ref,
      @Parameters(index = "1", paramLabel = "EVENT", description = "The event's id") String event,
      @Option(names = "--primary", description = "Questions are about this one") boolean primary,
      @Option(
              names = "--coverage",
              paramLabel = "LEVEL",
              completionCandidates = Choices.CoverageLevels.class,
              description = "introduction, exploration, deep_dive or completion")
          @Nullable String coverage,
      @Option(names = "--notes", paramLabel = "TEXT", description = "Of this session about it")
          @Nullable String notes,
      @Option(names = "--remove", description = "No longer be about it") boolean remove) {
    if (remove) {
      root.seshat().sessionEvents().unlink(ref, event);
    } else {
      root.seshat()
          .sessionEvents()
          .link(ref, event, primary, coverage == null ? null : Coverage.of(coverage), notes);
    }
    return events(ref);
  }

  @Command(name = "events", description = "The life events that a session is about")
  int events(
      @Parameters(paramLabel = "SESSION", defaultValue = "current", description = REF) String ref) {
    List<SessionEvent> events = root.seshat().sessionEvents().ofSession(ref);
    if (root.printedAsJson(
        Map.of("life_events", events.stream().map(SessionEvent::toJson).toList()))) {
      return Cli.OK;
    }
    Table table =
        new Table().column("EVENT").flexible("NAME").column("").column("LEVEL").number("ANSWERED");
    for (SessionEvent each : events) {
      table.row(
          each.lifeEventId().toString().substring(0, 8),
          each.eventName(),
          each.isPrimaryFocus() ? "in focus" : "",
          each.coverage() == null ? "" : each.coverage().word().replace('_', ' '),
          Numbers.grouped(each.promptsCompleted()));
    }
    SessionView.printTable(root, table, null, "no life events");
    return Cli.OK;
  }
}
