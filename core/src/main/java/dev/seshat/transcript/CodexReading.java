package dev.seshat.transcript;

import dev.seshat.transcript.TranscriptLines.BadLine;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Understands the lines of a rollout of Codex.
///
/// Records have no names of their own, and a fork begins with copies of its parent's that have other times. So a record is
/// known by what it says and by all that was said before it: a chain of hashes that begins with the session's id, and in a
/// fork with the parent's.
final class CodexReading extends FileReading {
  private final SourceFile file;
  private final Intake intake;
  private final CodexMessages messages;
  private final CodexTools tools;
  private final SourceState state;

  CodexReading(SourceFile file, Intake intake, Tally tally, Map<String, SourceState> states) {
    super(file, tally, states);
    this.file = file;
    this.intake = intake;
    this.messages = new CodexMessages(intake);
    this.tools = new CodexTools(intake);
    this.state = touch(file.key(), file.parentKey());
  }

  @Override
  void read(byte[] bytes, int length, long line) throws BadLine {
    CodexRecord record = CodexRecord.of(TranscriptLines.object(bytes, length));
    touch(file.key(), file.parentKey());
    Facts facts = new Facts();
    switch (record.type()) {
      case CodexRecord.META -> meta(record.payload(), facts);
      case CodexRecord.TURN -> turn(record.payload(), facts);
      default -> {}
    }
    String key = key(record);
    List<Part> parts = parts(record, facts);
    RequestUsage usage = usage(record, key);
    if (parts.isEmpty() && usage == null && facts.values().isEmpty()) {
      state.countNoise(record.label());
      return;
    }
    if (!state.note("origin").isEmpty() && !state.note("origin").equals(file.key())) {
      facts.set("forked", "true");
    }
    keep(
        line,
        state,
        TranscriptRecord.once(key, record.at(), parts, usage, facts),
        0,
        Whereabouts.of(state.note("cwd"), "", state.note("branch")));
  }

  /// What the client says of a session, at its beginning; in a fork its parent's words follow its own.
  private void meta(JsonNode meta, Facts facts) {
    String id = Identified.name(meta.path("id").asString(""));
    String own = id == null ? file.key() : id;
    String parent = Identified.name(meta.path("forked_from_id").asString(""));
    if (parent != null && !parent.equals(file.key())) {
      state.addOrigin(parent);
    }
    if (file.parentKey() != null) {
      state.addOrigin(file.parentKey());
    }
    if (!own.equals(file.key())) {
      state.addOrigin(own);
    }
    if (!own.equals(state.note("origin"))) {
      note("origin", own);
      note("chain", Hashes.of("codex", own));
      state.notes().remove("echo");
    }
    place(meta.path("cwd").asString(""), facts);
    JsonNode git = meta.path("git");
    String branch = intake.text(git.path("branch").asString(""), 1_000);
    note("branch", branch);
    facts.set("branch", branch);
    facts.set("repository", intake.text(git.path("repository_url").asString(""), 2_000));
    facts.set("base_commit", intake.text(git.path("commit_hash").asString(""), 100));
    facts.set("version", intake.text(meta.path("cli_version").asString(""), 100));
    facts.set("client", intake.text(meta.path("originator").asString(""), 200));
    facts.set("agent", intake.text(meta.path("agent_nickname").asString(""), 200));
    note("host", host(meta.path("model_provider").asString("")));
  }

  private void turn(JsonNode turn, Facts facts) {
    place(turn.path("cwd").asString(""), facts);
    String model = intake.text(turn.path("model").asString(""), 200);
    note("model", model);
    facts.set("model", model);
  }

  private void place(String cwd, Facts facts) {
    String directory = intake.text(cwd, 4_000);
    note("cwd", directory);
    facts.set("cwd", directory);
  }

  private void note(String name, String value) {
    if (!value.isBlank()) {
      state.notes().put(name, value);
    }
  }

  /// Who runs the models, by the name that the client's configuration has for it.
  private String host(String provider) {
    return switch (provider) {
      case "", "openai" -> TranscriptClient.CODEX.host();
      case "ollama", "oss", "ollama-chat" -> "Ollama";
      case "anthropic" -> "Anthropic";
      default -> intake.text(provider, 200).strip();
    };
  }

  /// The name of a record: made of what it says and of what was said before it.
  private String key(CodexRecord record) {
    if (state.note("chain").isEmpty()) {
      note("origin", file.key());
      note("chain", Hashes.of("codex", file.key()));
    }
    String chain = state.note("chain");
    String essence = CodexEssence.of(record);
    if (CodexEssence.isLink(record)) {
      String next = Hashes.of(chain, essence);
      note("chain", next);
      state.notes().remove("echo");
      return "codex:" + next;
    }
    // copies may leave such records out, so that no other's name may depend on them
    long echo = state.notes().get("echo") instanceof Number count ? count.longValue() + 1 : 1;
    state.notes().put("echo", echo);
    return "codex:" + Hashes.of(chain, String.valueOf(echo), essence);
  }

  private List<Part> parts(CodexRecord record, Facts facts) {
    return switch (record.type()) {
      case CodexRecord.META, CodexRecord.TURN -> List.of();
      case CodexRecord.COMPACTED ->
          List.of(messages.event(record, record.payload().path("message").asString("")));
      case CodexRecord.ITEM -> item(record, facts);
      case CodexRecord.EVENT -> event(record, facts);
      default -> unknown(record);
    };
  }

  private List<Part> item(CodexRecord record, Facts facts) {
    JsonNode item = record.payload();
    return switch (record.kind()) {
      case "message" -> messages.said(item, state, facts);
      case "reasoning" -> messages.thought(item, state);
      case "function_call", "custom_tool_call", "local_shell_call", "web_search_call" ->
          List.of(tools.call(record.kind(), item, state, facts));
      case "function_call_output", "custom_tool_call_output" ->
          List.of(tools.result(item, state, facts));
      // a snapshot of the working tree, and what only the provider can read
      case "ghost_snapshot", "compaction", "compaction_summary" -> List.of();
      default -> unknown(record);
    };
  }

  private List<Part> event(CodexRecord record, Facts facts) {
    JsonNode event = record.payload();
    return switch (record.kind()) {
      case "user_message", "agent_message", "agent_reasoning", "agent_reasoning_raw_content" ->
          messages.echo(record.kind(), event, state, facts);
      case "token_count" -> List.of();
      case "patch_apply_end" -> List.of(tools.patched(event, state, facts));
      case "thread_name_updated" -> {
        facts.set("title", intake.text(event.path("thread_name").asString(""), 200));
        yield List.of(messages.event(record, event.path("thread_name").asString("")));
      }
      case "error", "warning", "stream_error", "background_event", "deprecation_notice" ->
          List.of(messages.event(record, event.path("message").asString("")));
      case "context_compacted",
          "turn_aborted",
          "entered_review_mode",
          "exited_review_mode",
          "undo_completed",
          "thread_rolled_back" ->
          List.of(messages.event(record, event.path("reason").asString("")));
      default -> isTold(record.kind()) ? List.of() : unknown(record);
    };
  }

  /// Whether an event only tells of something that an item tells too: counted, and in the archive.
  private static boolean isTold(String kind) {
    return kind.endsWith("_begin")
        || kind.endsWith("_delta")
        || kind.endsWith("_request")
        || switch (kind) {
          case "task_started",
              "task_complete",
              "turn_started",
              "turn_complete",
              "exec_command_end",
              "mcp_tool_call_end",
              "web_search_end",
              "view_image_tool_call",
              "item_started",
              "item_completed",
              "raw_response_item",
              "plan_update",
              "turn_diff",
              "agent_reasoning_section_break",
              "session_configured" ->
              true;
          default -> false;
        };
  }

  private List<Part> unknown(CodexRecord record) {
    tally().unknown(record.label());
    return List.of(messages.event(record, ""));
  }

  private @Nullable RequestUsage usage(CodexRecord record, String key) {
    if (!record.kind().equals("token_count") || !record.type().equals(CodexRecord.EVENT)) {
      return null;
    }
    String model = state.note("model");
    String host = state.note("host");
    return CodexUsage.since(
        state,
        record.payload().path("info"),
        host.isEmpty() ? TranscriptClient.CODEX.host() : host,
        model.isEmpty() ? "unknown" : model,
        key,
        !state.origins().isEmpty());
  }
}
