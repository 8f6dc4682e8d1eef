package dev.seshat.server.mcp;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import dev.seshat.session.Ending;
import dev.seshat.session.Session;
import dev.seshat.session.SessionChange;
import dev.seshat.session.SessionStatus;
import dev.seshat.session.Sessions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `session_update`: the state of a session, its fields, and what is judged of its indicators.
final class UpdateTool {
  private static final List<String> CHANGES =
      List.of(
          "name",
          "intention",
          "description",
          "constraints",
          "tags",
          "context",
          "metadata",
          "project",
          "priority_level",
          "git_branch",
          "llm_model",
          "scheduled_at",
          "success_indicators",
          "completion_indicators");
  private static final List<String> ENDING =
      List.of(
          "outcome",
          "summary",
          "success_rating",
          "completion_percentage",
          "followup_notes",
          "next_session_suggestion");

  private UpdateTool() {}

  static Tool tool() {
    return Tool.of(
        "session_update",
        "Change a session",
        "Changes a session's state (action), its fields, or how its indicators are judged. When work ends: action complete"
            + " (or fail, cancel) with outcome and summary; when it stops for now: pause with next_session_suggestion. resume"
            + " also reopens an ended session. Fields that are not given stay; null clears one.",
        true,
        input(),
        Schema.answer(
            field("session!", SessionView.schema()),
            field("warnings", Shapes.warnings()),
            field("progress", Schema.open("With judge: every indicator and whether it is met"))),
        UpdateTool::update);
  }

  private static Schema input() {
    Schema indicator = Schema.any("A text, or {\"text\", \"check\"}");
    Schema judgment =
        Schema.object(
            field("indicator!", Schema.text("Its text", 2_000)),
            field("indicator_kind!", Schema.word("", "success", "completion")),
            field("met!", Schema.flag("")),
            field("evidence", Schema.text("What shows it", 10_000)));
    return Schema.object(
        Common.session(),
        field(
            "action",
            Schema.word(
                "focus makes an active one your 'current'",
                "resume",
                "pause",
                "complete",
                "fail",
                "cancel",
                "archive",
                "focus")),
        field("outcome", Schema.word("", "success", "partial", "failure", "abandoned")),
        field("summary", Schema.text("Written from the records if not given at the end", 100_000)),
        field("success_rating", Schema.integer("", 1, 5)),
        field("completion_percentage", Schema.integer("", 0, 100)),
        field("followup_notes", Schema.text("What is left", 100_000)),
        field("next_session_suggestion", Schema.text("", 100_000)),
        field("name", Schema.text("", 200)),
        field("intention", Schema.text("", 100_000)),
        field("description", Schema.text("", 100_000)),
        field("constraints", Schema.list("", Schema.text("", 2_000), 100)),
        field("tags", Schema.list("", Schema.text("", 100), 100)),
        field("context", Schema.open("Working state to hand on; replaces what was there")),
        field("metadata", Schema.open("")),
        field("project", Schema.text("", 200)),
        field("priority_level", Schema.integer("", 1, 5)),
        field("git_branch", Schema.text("", 1_000)),
        field("llm_model", Schema.text("", 200)),
        field("scheduled_at", Schema.text("", 40)),
        field("success_indicators", Schema.list("Replaces all", indicator, 100)),
        field("completion_indicators", Schema.list("Replaces all", indicator, 100)),
        field("judge", Schema.list("Indicators that you found met or not", judgment, 100)),
        field("expected_version", Schema.integer("Refuse if changed since", 1, Long.MAX_VALUE)),
        Common.idempotencyKey());
  }

  private static Tool.Answer update(Call call) {
    Sessions sessions = call.seshat().sessions();
    Session before = sessions.get(call.needed("session"));
    String ref = before.id().toString();
    SessionStatus target = target(call.text("action"));
    boolean ends =
        target != null && target != SessionStatus.ACTIVE && target != SessionStatus.ARCHIVED;
    Ending ending = ends ? Ending.fromJson(call.only(ENDING)) : Ending.none();
    Map<String, @Nullable Object> fields = call.only(CHANGES);
    if (!ends) {
      fields.putAll(call.only(ENDING));
    }
    if (fields.containsKey("outcome")) {
      throw new Invalid("outcome", "goes with action complete, fail or cancel only");
    }
    SessionChange change = SessionChange.fromJson(fields);
    requireReachable(before, target);
    requireSomething(call, change);

    Session session = sessions.update(ref, change, call.whole("expected_version"));
    List<String> warnings = call.seshat().overlaps().warnings(session, change);
    Map<String, @Nullable Object> progress = judge(call, ref);
    if (target == SessionStatus.ACTIVE) {
      session = sessions.move(ref, SessionStatus.ACTIVE, Ending.none(), session.version());
    } else if (target != null) {
      session = sessions.move(ref, target, ending, session.version());
    }
    if ("focus".equals(call.text("action"))) {
      session = call.seshat().focus().set(ref);
    }
    Map<String, Object> structured = new LinkedHashMap<>();
    structured.put("session", SessionView.of(session));
    if (!progress.isEmpty()) {
      structured.put("progress", progress);
    }
    StringBuilder text = new StringBuilder("Now " + SessionView.line(session));
    if (!warnings.isEmpty()) {
      structured.put("warnings", warnings);
      warnings.forEach(each -> text.append("\nWarning: ").append(each));
    }
    return new Tool.Answer(structured, text.toString());
  }

  private static @Nullable SessionStatus target(@Nullable String action) {
    return switch (action) {
      case "resume" -> SessionStatus.ACTIVE;
      case "pause" -> SessionStatus.PAUSED;
      case "complete" -> SessionStatus.COMPLETED;
      case "fail" -> SessionStatus.FAILED;
      case "cancel" -> SessionStatus.CANCELLED;
      case "archive" -> SessionStatus.ARCHIVED;
      case null, default -> null;
    };
  }

  /// Refuses an impossible step before the fields that came with it are written.
  private static void requireReachable(Session session, @Nullable SessionStatus target) {
    if (target != null && !session.status().next().contains(target)) {
      throw new IllegalTransition(
          "session " + session.shortId(), session.status().word(), target.word());
    }
  }

  private static void requireSomething(Call call, SessionChange change) {
    if (change.isEmpty() && !call.has("action") && call.objects("judge").isEmpty()) {
      throw new Invalid("", "there is nothing to change; give an action, fields, or judge");
    }
  }

  private static Map<String, @Nullable Object> judge(Call call, String ref) {
    Map<String, @Nullable Object> progress = Map.of();
    for (Map<String, @Nullable Object> judgment : call.objects("judge")) {
      progress =
          call.seshat()
              .progress()
              .judge(
                  ref,
                  "success".equals(judgment.get("indicator_kind")),
                  String.valueOf(judgment.get("indicator")),
                  Boolean.TRUE.equals(judgment.get("met")),
                  "agent:" + call.actor().replaceFirst("^mcp:", ""),
                  (String) judgment.get("evidence"))
              .toJson();
    }
    return progress;
  }
}
