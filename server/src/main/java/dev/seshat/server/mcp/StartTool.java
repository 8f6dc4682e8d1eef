package dev.seshat.server.mcp;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.server.schema.Schema;
import dev.seshat.session.CodingSessions;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.Sessions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `session_start`: a new, active session.
final class StartTool {
  private StartTool() {}

  static Tool tool() {
    return Tool.of(
        "session_start",
        "Start a session",
        "Begins a recorded session for a piece of work and answers its id, which the other tools take. To go on with an"
            + " earlier session, use session_update with action resume instead (or previous_session to make a new one that"
            + " continues it). Leaves other sessions as they are unless focus is true.",
        true,
        input(),
        Schema.answer(field("session!", SessionView.schema())),
        StartTool::start);
  }

  private static Schema input() {
    Schema indicator = Schema.any("A text, or {\"text\", \"check\": \"artifacts('plan') >= 1\"}");
    return Schema.object(
        field("intention!", Schema.text("What the session is to achieve", 100_000)),
        field("name", Schema.text("Short title", 200)),
        field(
            "kind",
            Schema.text("coding, chat, tasks, interview, prompting, gallery or another word", 64)),
        field("project", Schema.text("", 200)),
        field("description", Schema.text("", 100_000)),
        field("success_indicators", Schema.list("What shows that it succeeded", indicator, 100)),
        field(
            "completion_indicators", Schema.list("What shows that it is complete", indicator, 100)),
        field("constraints", Schema.list("Rules to keep", Schema.text("", 2_000), 100)),
        field("tags", Schema.list("", Schema.text("", 100), 100)),
        field("context", Schema.open("Working state to hand on")),
        field("metadata", Schema.open("Anything else")),
        field("priority_level", Schema.integer("1 urgent to 5 someday", 1, 5)),
        field("working_directory", Schema.text("", 4_096)),
        field("git_branch", Schema.text("", 1_000)),
        field("llm_model", Schema.text("", 200)),
        field("previous_session", Schema.text("The session that this one continues", 100)),
        field("chat_id", Schema.text("", 500)),
        field("username", Schema.text("", 200)),
        field(
            "reuse",
            Schema.flag(
                "Coding: go on in your active session of this directory, chat and user, if used within 2 h")),
        field("focus", Schema.flag("Make it your current session; pauses the one that is")),
        Common.idempotencyKey());
  }

  private static Tool.Answer start(Call call) {
    Sessions sessions = call.seshat().sessions();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(call.arguments());
    fields
        .keySet()
        .removeAll(Set.of("previous_session", "focus", "reuse", Toolbox.IDEMPOTENCY_KEY));
    String previous = call.text("previous_session");
    if (previous != null) {
      fields.put("previous_session_id", sessions.get(previous).id().toString());
    }
    fields.put("tool_name", call.actor());
    NewSession wanted = NewSession.fromJson(fields);
    if (call.flag("reuse")) {
      return reused(call, wanted);
    }
    Session made = call.flag("focus") ? sessions.start(wanted) : sessions.startUnfocused(wanted);
    return new Tool.Answer(
        Map.of("session", SessionView.of(made)), "Started: " + SessionView.line(made));
  }

  private static Tool.Answer reused(Call call, NewSession wanted) {
    CodingSessions.Begun begun = call.seshat().coding().begin(wanted);
    Session session =
        call.flag("focus")
            ? call.seshat().focus().set(begun.session().id().toString())
            : begun.session();
    return new Tool.Answer(
        Map.of("session", SessionView.of(session)),
        (begun.reused() ? "Goes on: " : "Started: ") + SessionView.line(session));
  }
}
