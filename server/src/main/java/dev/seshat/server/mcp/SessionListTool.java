package dev.seshat.server.mcp;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.Page;
import dev.seshat.server.schema.Schema;
import dev.seshat.session.Session;
import dev.seshat.session.SessionFilter;
import dev.seshat.session.SessionStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `session_list`: which sessions there are, those with the newest activity first.
final class SessionListTool {
  private static final int MOST = 50;

  private SessionListTool() {}

  static Tool tool() {
    return Tool.of(
        "session_list",
        "List sessions",
        "Sessions by state, project, kind, tag or time, the most recently active first, in pages.",
        false,
        Schema.object(
            field("status", Schema.word("", SessionStatus.class)),
            field("project", Schema.text("", 200)),
            field("kind", Schema.text("", 64)),
            field("tag", Schema.text("", 100)),
            Common.from(),
            Common.to(),
            field("roots", Schema.flag("Leave out subagents' sessions")),
            field("limit", Schema.integer("Default 20", 1, MOST)),
            field("cursor", Schema.text("next of the page before", 400))),
        Schema.answer(
            field("sessions!", Schema.list("", SessionView.schema(), MOST)),
            field("next", Schema.text("Cursor of the next page; absent at the end", 400))),
        SessionListTool::list);
  }

  private static Tool.Answer list(Call call) {
    String status = call.text("status");
    SessionFilter filter =
        SessionFilter.all()
            .withStatuses(status == null ? Set.of() : Set.of(SessionStatus.of(status)))
            .withProject(call.text("project"))
            .withKind(call.text("kind"))
            .withTag(call.text("tag"))
            .withActivity(call.time("from", false), call.time("to", true))
            .withRootsOnly(call.flag("roots"))
            .withLimit(call.integer("limit", 20))
            .withCursor(call.text("cursor"));
    Page<Session> page = call.seshat().sessions().list(filter);
    Map<String, @Nullable Object> structured = new LinkedHashMap<>();
    structured.put("sessions", page.items().stream().map(SessionView::inList).toList());
    if (page.next() != null) {
      structured.put("next", page.next());
    }
    String text = page.items().stream().map(SessionView::line).collect(Collectors.joining("\n"));
    return new Tool.Answer(structured, text.isEmpty() ? "There are no such sessions." : text);
  }
}
