package dev.seshat.server.mcp;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.server.schema.Schema;
import dev.seshat.session.Briefs;
import dev.seshat.session.Session;
import java.util.Map;

/// `session_brief`: what a new agent needs to go on where the last one stopped.
final class BriefTool {
  private static final int MAX_TOKENS = 8_000;

  private BriefTool() {}

  static Tool tool() {
    return Tool.of(
        "session_brief",
        "Brief of a session",
        "Everything needed to go on with a session, as Markdown within a token budget: intention, status, constraints, summary,"
            + " indicators met and unmet, last interactions, decisions, notes, artifacts, next steps. Call it before you continue"
            + " work that an earlier session began.",
        false,
        Schema.object(
            Common.session(),
            field("tokens", Schema.integer("Budget, default 4000", 100, MAX_TOKENS))),
        Schema.answer(
            field("session!", SessionView.schema()),
            field("brief!", Schema.text("Markdown", Integer.MAX_VALUE))),
        BriefTool::brief);
  }

  private static Tool.Answer brief(Call call) {
    Session session = call.seshat().sessions().get(call.needed("session"));
    Briefs briefs = call.seshat().briefs();
    int tokens = Math.min(call.integer("tokens", briefs.tokens()), MAX_TOKENS);
    String brief = briefs.brief(session.id().toString(), tokens);
    return new Tool.Answer(Map.of("session", SessionView.of(session), "brief", brief), brief);
  }
}
