package dev.seshat.legacy;

import dev.seshat.link.Links;
import dev.seshat.promise.Promises;
import dev.seshat.session.Sessions;
import dev.seshat.usage.Usage;
import java.util.List;

/// The agent system: projects, hosts, models, token usage, links, coding sessions, promises, in one database or two.
final class AgentSystem {
  static final String DOCUMENT = "agent-system";

  /// The columns that say how late a file is.
  static final List<String[]> MOMENTS =
      List.of(
          new String[] {"projects", "created_at"},
          new String[] {"hosts", "created_at"},
          new String[] {"models", "created_at"},
          new String[] {"token_usage", "timestamp"},
          new String[] {"links", "updated_at"},
          new String[] {"claude_code_sessions", "last_activity"},
          new String[] {"promises", "created_at"},
          new String[] {"promises", "completed_at"});

  private final Sessions sessions;
  private final Usage usage;
  private final Promises promises;
  private final Links links;
  private final LegacyOptions options;

  AgentSystem(
      Sessions sessions, Usage usage, Promises promises, Links links, LegacyOptions options) {
    this.links = links;
    this.promises = promises;
    this.sessions = sessions;
    this.usage = usage;
    this.options = options;
  }

  /// Its tables, each after those that it names rows of.
  List<TableImport> tables() {
    Origins origins = new Origins(DOCUMENT, options);
    return List.of(
        AgentNames.projects(origins, usage.takeover()),
        AgentNames.hosts(origins, usage.takeover()),
        new AgentModels(origins, usage.takeover()),
        new AgentUsage(origins, usage),
        new AgentLinks(origins, links, options),
        new AgentSessions(origins, sessions, options),
        new AgentPromises(origins, promises, options));
  }
}
