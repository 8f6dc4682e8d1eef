package dev.seshat.transcript;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What stands around a record's content: its names, its place and its time.
///
/// @param record the record itself; for what a subagent did as its parent's progress tells it, the inner record
/// @param outer the line's object
/// @param agentId the subagent that it belongs to, if any
/// @param retold whether the parent tells it of its subagent
record Envelope(
    JsonNode record,
    JsonNode outer,
    String type,
    @Nullable String uuid,
    @Nullable String parentUuid,
    @Nullable String sessionId,
    @Nullable String forkedFrom,
    @Nullable String agentId,
    boolean sidechain,
    boolean retold,
    @Nullable Instant at) {
  /// Names of the fields that are understood, or told elsewhere; any other is kept with the interaction.
  static final Set<String> KNOWN =
      Set.of(
          "parentUuid",
          "logicalParentUuid",
          "isSidechain",
          "userType",
          "cwd",
          "sessionId",
          "session_id",
          "version",
          "gitBranch",
          "slug",
          "type",
          "message",
          "uuid",
          "timestamp",
          "requestId",
          "toolUseResult",
          "sourceToolAssistantUUID",
          "sourceToolUseID",
          "thinkingMetadata",
          "todos",
          "permissionMode",
          "isMeta",
          "isCompactSummary",
          "isVisibleInTranscriptOnly",
          "agentId",
          "forkedFrom",
          "isApiErrorMessage",
          "entrypoint",
          "promptId");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}");

  static Envelope of(JsonNode line) {
    JsonNode data = line.path("data");
    boolean retold =
        line.path("type").asString("").equals("progress")
            && data.path("type").asString("").equals("agent_progress")
            && data.path("message").isObject();
    JsonNode record = retold ? data.path("message") : line;
    String agent = name(retold ? data.path("agentId") : line.path("agentId"));
    if (retold && agent == null) {
      agent = name(line.path("parentToolUseID"));
    }
    return new Envelope(
        record,
        line,
        record.path("type").asString(""),
        retold ? retoldName(record, line) : name(record.path("uuid")),
        parent(line),
        name(line.path("sessionId")),
        name(line.path("forkedFrom").path("sessionId")),
        agent,
        retold || line.path("isSidechain").asBoolean(false),
        retold,
        time(record.has("timestamp") ? record.path("timestamp") : line.path("timestamp")));
  }

  private static @Nullable String retoldName(JsonNode record, JsonNode line) {
    String own = name(record.path("uuid"));
    String outer = name(line.path("uuid"));
    return own != null || outer == null ? own : "progress:" + outer;
  }

  private static @Nullable String parent(JsonNode line) {
    String logical = name(line.path("logicalParentUuid"));
    return logical == null ? name(line.path("parentUuid")) : logical;
  }

  /// A name that a file gives to a thing; null for anything that cannot be one.
  private static @Nullable String name(JsonNode node) {
    return node.isString() && NAME.matcher(node.stringValue()).matches()
        ? node.stringValue()
        : null;
  }

  static @Nullable Instant time(JsonNode node) {
    if (!node.isString()) {
      return null;
    }
    try {
      Instant time = OffsetDateTime.parse(node.stringValue()).toInstant();
      boolean sane =
          time.isAfter(Instant.EPOCH) && time.isBefore(Instant.parse("9999-01-01T00:00:00Z"));
      return sane ? dev.seshat.store.Times.millis(time) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
