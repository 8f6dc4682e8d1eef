package dev.seshat.transcript;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import dev.seshat.json.Json;
import dev.seshat.session.NewArtifact;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewNote;
import dev.seshat.session.NewSession;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.TokenCounts;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One line of an import, understood and checked: what it adds, and to which session.
sealed interface JsonLine {
  /// The tool of whoever names none.
  String DEFAULT_TOOL = "jsonl";

  /// A session by its tool and its id there.
  record Ref(String tool, String externalId) {}

  /// A session.
  ///
  /// @param told its fields as they were told, without those that name other sessions
  record SessionLine(
      Ref ref, Map<String, @Nullable Object> told, @Nullable Ref parent, @Nullable Ref previous)
      implements JsonLine {}

  record InteractionLine(Ref session, NewInteraction interaction) implements JsonLine {}

  record NoteLine(Ref session, NewNote note) implements JsonLine {}

  record ArtifactLine(Ref session, NewArtifact artifact) implements JsonLine {}

  record UsageLine(@Nullable Ref session, NewUsage usage) implements JsonLine {}

  /// What a line says.
  ///
  /// @throws Invalid naming the field that is wrong
  static JsonLine parse(String line, Intake intake) {
    Map<String, @Nullable Object> json = intake.plain(Json.parseObject("", line));
    String type = text(json, "type", 50);
    String tool = json.containsKey("tool") ? text(json, "tool", 100) : DEFAULT_TOOL;
    json.remove("type");
    json.remove("tool");
    return switch (type) {
      case "session" -> session(json, tool);
      case "interaction" ->
          new InteractionLine(owner(json, tool), NewInteraction.fromJson(named(json)));
      case "note" -> new NoteLine(owner(json, tool), NewNote.fromJson(named(json)));
      case "artifact" -> new ArtifactLine(owner(json, tool), NewArtifact.fromJson(named(json)));
      case "usage" -> usage(json, tool);
      default ->
          throw new Invalid(
              "type",
              "must be session, interaction, note, artifact or usage, not '"
                  + Texts.shorten(type, 40)
                  + "'");
    };
  }

  private static SessionLine session(Map<String, @Nullable Object> json, String tool) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>(json);
    Ref ref =
        new Ref(
            json.containsKey("tool_name") ? text(json, "tool_name", 100) : tool,
            text(json, "external_id", 500));
    told.remove("external_id");
    told.remove("parent");
    told.remove("previous");
    told.put("tool_name", ref.tool());
    told.put("external_session_id", ref.externalId());
    told.values().removeIf(java.util.Objects::isNull);
    NewSession.imported(told);
    return new SessionLine(ref, told, other(json, "parent", ref), other(json, "previous", ref));
  }

  private static @Nullable Ref other(Map<String, @Nullable Object> json, String name, Ref near) {
    return json.get(name) == null ? null : new Ref(near.tool(), text(json, name, 500));
  }

  private static Ref owner(Map<String, @Nullable Object> json, String tool) {
    Ref ref = new Ref(tool, text(json, "session", 500));
    json.remove("session");
    return ref;
  }

  /// Without a name of its own, a second import would add it a second time.
  private static Map<String, @Nullable Object> named(Map<String, @Nullable Object> json) {
    text(json, "external_id", 500);
    return json;
  }

  private static UsageLine usage(Map<String, @Nullable Object> json, String tool) {
    Ref session = json.get("session") == null ? null : owner(json, tool);
    json.remove("session");
    Fields fields = new Fields(json);
    String request =
        json.containsKey("request_id")
            ? fields.required("request_id", 200)
            : fields.required("external_id", 200);
    TokenCounts tokens =
        TokenCounts.of(
            count(fields, "input_tokens"),
            count(fields, "cache_read_tokens"),
            count(fields, "cache_write_5m_tokens"),
            count(fields, "cache_write_1h_tokens"),
            count(fields, "output_tokens"));
    Long reasoning = fields.number("reasoning_tokens", 0, Long.MAX_VALUE);
    Long total = fields.number("total_tokens", 0, Long.MAX_VALUE);
    tokens = reasoning == null ? tokens : tokens.withReasoning(reasoning);
    tokens = total == null ? tokens : tokens.withTotal(total);
    NewUsage usage =
        NewUsage.of(fields.required("host", 200), fields.required("model", 200), tokens)
            .withRequestId(request)
            .withAt(fields.time("created_at"))
            .withProject(fields.text("project", 200))
            .withUserId(fields.text("user", 200))
            .withGitBranch(fields.text("git_branch", 500))
            .withReportedCostUsd(money(json.get("cost_usd")))
            .withBatch(fields.isSet("batch"))
            .withIncomplete(fields.isSet("incomplete"))
            .withSource(session == null ? tool : tool + ":" + session.externalId());
    json.remove("cost_usd");
    fields.done();
    return new UsageLine(session, usage);
  }

  private static long count(Fields fields, String name) {
    Long count = fields.number(name, 0, 1_000_000_000L);
    return count == null ? 0 : count;
  }

  private static @Nullable BigDecimal money(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      // an exponent of a thousand digits is no price, and would be one number of a thousand digits
      case BigDecimal amount when Math.abs((long) amount.scale()) <= 30 -> amount;
      case Integer amount -> BigDecimal.valueOf(amount);
      case Long amount -> BigDecimal.valueOf(amount);
      default -> throw new Invalid("cost_usd", "must be a number of US dollars");
    };
  }

  private static String text(Map<String, @Nullable Object> json, String name, int max) {
    return new Fields(json).required(name, max);
  }
}
