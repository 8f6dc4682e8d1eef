package dev.seshat.transcript;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A program whose transcripts are imported.
public enum TranscriptClient {
  CLAUDE_CODE("claude-code", "claude-code", "Claude Code", "Anthropic"),
  CODEX("codex", "codex", "Codex", "OpenAI"),
  GEMINI("gemini", "gemini-cli", "Gemini CLI", "Google");

  private final String word;
  private final String tool;
  private final String title;
  private final String host;

  TranscriptClient(String word, String tool, String title, String host) {
    this.word = word;
    this.tool = tool;
    this.title = title;
    this.host = host;
  }

  /// What doors call it: `claude-code`, `codex`, `gemini`.
  public String word() {
    return word;
  }

  /// The `tool_name` of its sessions.
  public String tool() {
    return tool;
  }

  /// What people call it.
  public String title() {
    return title;
  }

  /// Who runs its models, if its records do not say otherwise.
  String host() {
    return host;
  }

  /// The client with this word or tool name.
  public static Optional<TranscriptClient> of(String name) {
    for (TranscriptClient client : values()) {
      if (client.word.equals(name) || client.tool.equals(name)) {
        return Optional.of(client);
      }
    }
    return Optional.empty();
  }

  static TranscriptClient ofTool(String tool) {
    return of(tool).orElse(CLAUDE_CODE);
  }

  /// Where the client keeps its transcripts: below the directory that the environment names for it, else below the
  /// person's home.
  public Path directory(Map<String, String> environment, Path home) {
    return switch (this) {
      case CLAUDE_CODE ->
          configured(environment, "CLAUDE_CONFIG_DIR", home.resolve(".claude")).resolve("projects");
      case CODEX ->
          configured(environment, "CODEX_HOME", home.resolve(".codex")).resolve("sessions");
      // the client has its own directory in the one that the variable names
      case GEMINI ->
          configured(environment, "GEMINI_CLI_HOME", home).resolve(".gemini").resolve("tmp");
    };
  }

  private static Path configured(Map<String, String> environment, String name, Path otherwise) {
    String named = environment.getOrDefault(name, "");
    return named.isBlank() ? otherwise : Path.of(named);
  }

  /// Whether a file below a folder may be one of the client's transcripts, by its name.
  boolean mayBe(Path path) {
    String name = path.getFileName().toString();
    return switch (this) {
      case CLAUDE_CODE -> name.endsWith(".jsonl");
      case CODEX -> name.startsWith("rollout-") && name.endsWith(".jsonl");
      case GEMINI ->
          name.endsWith(".jsonl")
              || (name.endsWith(".json") && (name.startsWith("session-") || isBelowChats(path)));
    };
  }

  private static boolean isBelowChats(Path path) {
    for (Path up = path.getParent(); up != null && up.getFileName() != null; up = up.getParent()) {
      if (up.getFileName().toString().equals("chats")) {
        return true;
      }
    }
    return false;
  }

  /// What is known of a file; null if its first lines are somebody else's, or not there yet.
  @Nullable SourceFile look(Path path) throws IOException {
    return switch (this) {
      case CLAUDE_CODE -> ClaudeFile.look(path);
      case CODEX -> CodexFiles.look(path);
      case GEMINI -> GeminiFiles.look(path);
    };
  }

  FileReading reading(
      SourceFile file, Intake intake, Tally tally, Map<String, SourceState> states) {
    return switch (this) {
      case CLAUDE_CODE -> new ClaudeReading((ClaudeFile) file, intake, tally, states);
      case CODEX -> new CodexReading(file, intake, tally, states);
      case GEMINI -> new GeminiReading(file, intake, tally, states);
    };
  }
}
