package dev.seshat.cli;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.analysis.SessionSummaries;
import dev.seshat.json.Json;
import dev.seshat.session.Ending;
import dev.seshat.session.Focus;
import dev.seshat.session.NewSession;
import dev.seshat.session.Outcome;
import dev.seshat.session.Session;
import dev.seshat.session.SessionChange;
import dev.seshat.session.SessionField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `session`: the sessions of a workspace and their life.
@Command(
    name = "session",
    addMethodSubcommands = false,
    description = "Sessions: their life, what happened in them, what came out")
final class SessionCommand extends SessionInterviewVerbs {
  SessionCommand(SeshatCommand root) {
    super(root);
  }

  /// What may be said of a session that is to be made.
  static final class NewSessionOptions {
    @Parameters(paramLabel = "INTENTION", description = "What it is to achieve")
    String intention = "";

    @Option(names = "--name", paramLabel = "NAME", description = "A short name")
    @Nullable String name;

    @Option(
        names = "--kind",
        paramLabel = "KIND",
        description = "coding, chat, interview… (a lower-case word)")
    @Nullable String kind;

    @Option(names = "--project", paramLabel = "PROJECT", description = "What it belongs to")
    @Nullable String project;

    @Option(names = "--description", paramLabel = "TEXT", description = "More about it")
    @Nullable String description;

    @Option(names = "--tag", paramLabel = "TAG", description = "May be repeated")
    @Nullable List<String> tags;

    @Option(
        names = "--constraint",
        paramLabel = "TEXT",
        description = "A rule to keep; may be repeated")
    @Nullable List<String> constraints;

    @Option(
        names = "--success",
        paramLabel = "INDICATOR",
        description = "What shows success; may be repeated")
    @Nullable List<String> success;

    @Option(
        names = "--completion",
        paramLabel = "INDICATOR",
        description = "What shows completion; may be repeated")
    @Nullable List<String> completion;

    @Option(
        names = "--previous",
        paramLabel = "SESSION",
        description = "The session that this one continues")
    @Nullable String previous;

    @Option(names = "--priority", paramLabel = "N", description = "1 urgent to 5 someday")
    @Nullable Integer priority;

    @Option(
        names = "--set",
        paramLabel = "FIELD=VALUE",
        description = "Any other field, as in 'session show'; may be repeated")
    @Nullable List<String> fields;

    /// What an id begins like, as people copy it; no intention is such a word.
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f-]{0,27})?");

    /// Somebody who gives the id of a session that is there wants to go on with it.
    private void requireNoId(SeshatCommand root) {
      String word = intention.strip().toLowerCase(Locale.ROOT);
      if (!ID.matcher(word).matches()) {
        return;
      }
      try {
        Session there = root.seshat().sessions().get(word);
        throw new Invalid(
            "INTENTION",
            "'%s' is session %s; did you mean: seshat session resume %s"
                .formatted(word, there.title(), there.shortId()));
      } catch (NotFound e) {
        // a word like any other
      }
    }

    NewSession session(SeshatCommand root) {
      requireNoId(root);
      Map<String, @Nullable Object> json = FieldArguments.parse(fields);
      put(json, "intention", intention);
      put(json, "name", name);
      put(json, "kind", kind);
      put(json, "project", project);
      put(json, "description", description);
      put(json, "tags", tags);
      put(json, "constraints", constraints);
      put(json, "success_indicators", success);
      put(json, "completion_indicators", completion);
      put(json, "priority_level", priority);
      if (previous != null) {
        put(json, "previous_session_id", root.seshat().sessions().get(previous).id().toString());
      }
      return NewSession.fromJson(json);
    }

    private static void put(
        Map<String, @Nullable Object> json, String name, @Nullable Object value) {
      if (value != null) {
        json.put(name, value);
      }
    }
  }

  /// What may be said of a session that ends.
  static final class EndingOptions {
    @Option(
        names = "--outcome",
        paramLabel = "OUTCOME",
        completionCandidates = Choices.Outcomes.class,
        description = "success, partial, failure, abandoned")
    @Nullable String outcome;

    @Option(
        names = "--summary",
        paramLabel = "TEXT",
        description = "Written from the records if not given")
    @Nullable String summary;

    @Option(names = "--rating", paramLabel = "N", description = "1 to 5")
    @Nullable Integer rating;

    @Option(names = "--completion", paramLabel = "PERCENT", description = "Percentage, 0 to 100")
    @Nullable Integer completion;

    @Option(names = "--followup", paramLabel = "TEXT", description = "What is left to do")
    @Nullable String followup;

    @Option(names = "--next", paramLabel = "TEXT", description = "What the next session might do")
    @Nullable String next;

    Ending ending() {
      return new Ending(
          outcome == null ? null : Outcome.of(outcome),
          summary,
          rating,
          completion,
          followup,
          next);
    }
  }

  @Command(name = "create", description = "Make a scheduled session")
  int create(@Mixin NewSessionOptions options) {
    Session made = root.seshat().sessions().create(options.session(root));
    return SessionView.printWarned(root, made, root.seshat().overlaps().warnings(made));
  }

  @Command(
      name = "start",
      description = "Make an active session and put it into focus; pauses the one that was there")
  int start(
      @Mixin NewSessionOptions options,
      @Option(names = "--unfocused", description = "Leave the focus where it is")
          boolean unfocused) {
    NewSession wanted = options.session(root);
    Session session =
        unfocused
            ? root.seshat().sessions().startUnfocused(wanted)
            : root.seshat().sessions().start(wanted);
    return SessionView.printWarned(root, session, root.seshat().overlaps().warnings(session));
  }

  @Command(name = "resume", description = "Start, resume or reopen a session and put it into focus")
  int resume(@Parameters(paramLabel = "SESSION", description = REF) String ref) {
    return SessionView.printChanged(root, root.seshat().sessions().activate(ref));
  }

  @Command(name = "pause", description = "Pause a session")
  int pause(
      @Parameters(paramLabel = "SESSION", defaultValue = "current", description = REF) String ref) {
    return SessionView.printChanged(root, root.seshat().sessions().pause(ref));
  }

  @Command(name = "complete", description = "End a session that came to its end")
  int complete(
      @Parameters(paramLabel = "SESSION", defaultValue = "current", description = REF) String ref,
      @Mixin EndingOptions options) {
    return SessionView.printChanged(root, root.seshat().sessions().complete(ref, options.ending()));
  }

  @Command(name = "fail", description = "End a session that failed")
  int fail(
      @Parameters(paramLabel = "SESSION", defaultValue = "current", description = REF) String ref,
      @Mixin EndingOptions options) {
    return SessionView.printChanged(root, root.seshat().sessions().fail(ref, options.ending()));
  }

  @Command(name = "cancel", description = "End a session that is given up")
  int cancel(
      @Parameters(paramLabel = "SESSION", defaultValue = "current", description = REF) String ref,
      @Mixin EndingOptions options) {
    return SessionView.printChanged(root, root.seshat().sessions().cancel(ref, options.ending()));
  }

  @Command(name = "archive", description = "Put an ended or paused session away")
  int archive(@Parameters(paramLabel = "SESSION", description = REF) String ref) {
    return SessionView.printChanged(root, root.seshat().sessions().archive(ref));
  }

  @Command(
      name = "fork",
      description = "Make an active session that goes on from a moment of another")
  int fork(
      @Parameters(paramLabel = "SESSION", description = REF) String ref,
      @Option(
              names = "--at",
              paramLabel = "N",
              description = "The last interaction that both share (default: the newest)")
          @Nullable Long at,
      @Option(
              names = "--intention",
              paramLabel = "TEXT",
              description = "Of the fork (default: the same)")
          @Nullable String intention) {
    return SessionView.printChanged(root, root.seshat().sessions().fork(ref, at, intention));
  }

  @Command(name = "focus", description = "Show the session in focus, or put an active one into it")
  int focus(
      @Parameters(paramLabel = "SESSION", arity = "0..1", description = REF) @Nullable String ref,
      @Option(names = "--clear", description = "Take the session out of focus; its state stays")
          boolean clear) {
    Focus focus = root.seshat().focus();
    if (clear && ref != null) {
      throw new Invalid("--clear", "takes no session");
    }
    if (clear) {
      focus.clear();
      if (!root.printedAsJson(Map.of())) {
        root.say("nothing is in focus");
      }
      return Cli.OK;
    }
    Session session = ref == null ? root.seshat().sessions().get("current") : focus.set(ref);
    return SessionView.printChanged(root, session);
  }

  @Command(
      name = "update",
      description =
          "Change fields of a session: name='Release notes' priority_level=2 tags='[\"docs\"]'")
  int update(
      @Parameters(index = "0", paramLabel = "SESSION", description = REF) String ref,
      @Parameters(
              index = "1..*",
              paramLabel = "FIELD=VALUE",
              description = "Lists and objects as JSON")
          @Nullable List<String> fields,
      @Option(
              names = "--clear",
              paramLabel = "FIELD",
              description = "Set a field to nothing; may be repeated")
          @Nullable List<String> clear,
      @Option(
              names = "--expect-version",
              paramLabel = "N",
              description = "Refuse if it was changed since")
          @Nullable Long version) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(FieldArguments.parse(fields));
    if (clear != null) {
      clear.forEach(name -> json.put(name, null));
    }
    if (json.isEmpty()) {
      throw new Invalid("", "nothing is to change; give FIELD=VALUE or --clear FIELD");
    }
    SessionChange change = SessionChange.fromJson(json);
    Session now = root.seshat().sessions().update(ref, change, version);
    return SessionView.printWarned(root, now, root.seshat().overlaps().warnings(now, change));
  }

  @Command(
      name = "summarize",
      description =
          "Write the summary again from what is recorded: by the configured model, if there is one, else by rules")
  int summarize(
      @Parameters(paramLabel = "SESSION", defaultValue = "current", description = REF) String ref,
      @Option(names = "--rules", description = "By rules, whatever is configured") boolean rules) {
    SessionSummaries.Written written;
    if (rules) {
      written =
          new SessionSummaries.Written(
              root.seshat().sessions().summarize(ref), "rules", null, null);
    } else {
      try (Waiting _ = new Waiting(root.terminal(), "writing the summary")) {
        written = root.seshat().summaries().write(ref);
      }
    }
    if (written.problem() != null) {
      root.notice("by rules: " + root.harmless(written.problem()));
    }
    if (!root.printedAsJson(written.session().toJson())) {
      root.say(root.harmless(String.valueOf(written.session().summary())));
    }
    return Cli.OK;
  }

  /// Fields of a session as arguments.
  static final class FieldArguments {
    private FieldArguments() {}

    /// `name=Text`, `priority_level=2`, `tags=["a"]`: text as it stands where the field is a text, JSON elsewhere.
    static Map<String, @Nullable Object> parse(@Nullable List<String> arguments) {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      for (String argument : arguments == null ? List.<String>of() : arguments) {
        int equals = argument.indexOf('=');
        if (equals < 1) {
          throw new Invalid(argument, "must be FIELD=VALUE");
        }
        String name = argument.substring(0, equals);
        String value = argument.substring(equals + 1);
        boolean isText = "string".equals(SessionField.named(name).schema().get("type"));
        json.put(name, isText ? value : Json.parse(name, value));
      }
      return json;
    }
  }
}
