package dev.seshat.transcript;

import dev.seshat.store.Times;
import dev.seshat.transcript.TranscriptLines.BadLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A transcript file of Claude Code, and whose it is by its place and its first lines.
///
/// @param session the client's id of the session that it belongs to, the parent's for a subagent
/// @param agentId the subagent that it tells of; null for a main transcript
/// @param since the first time that its first lines tell, or when it was changed last where they tell none
/// @param isSettled whether its first lines tell both the session and a time
/// @param folder the name of the project's folder, in which the client writes its path
record ClaudeFile(
    Path path,
    long size,
    long modifiedMs,
    String session,
    @Nullable String agentId,
    Instant since,
    String folder,
    boolean isSettled)
    implements SourceFile {
  private static final Pattern UUID_NAME =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}");
  private static final String SUFFIX = ".jsonl";
  private static final String AGENT = "agent-";

  @Override
  public TranscriptClient client() {
    return TranscriptClient.CLAUDE_CODE;
  }

  @Override
  public String key() {
    return agentId == null ? session : session + "/" + agentId;
  }

  @Override
  public @Nullable String parentKey() {
    return agentId == null ? null : session;
  }

  @Override
  public boolean isDocument() {
    return false;
  }

  /// What is known of a file; null if its first lines are somebody else's.
  static @Nullable ClaudeFile look(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    String name = absolute.getFileName().toString();
    String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    Glance glance = Glance.at(absolute);
    if (glance.foreign()) {
      return null;
    }
    List<String> parents = parents(absolute);
    String agent =
        stem.startsWith(AGENT) && stem.length() > AGENT.length()
            ? key(stem.substring(AGENT.length()))
            : null;
    boolean nested = agent != null && parents.size() > 1 && parents.getFirst().equals("subagents");
    String session;
    if (agent != null) {
      session =
          nested
              ? key(parents.get(1))
              : glance.sessionId() != null ? glance.sessionId() : "of-" + agent;
    } else {
      session =
          UUID_NAME.matcher(stem).matches() || glance.sessionId() == null
              ? key(stem)
              : glance.sessionId();
    }
    String folder = parents.isEmpty() ? "" : parents.get(nested && parents.size() > 2 ? 2 : 0);
    Instant modified = Times.millis(Files.getLastModifiedTime(absolute).toInstant());
    Instant since = glance.since() == null ? modified : glance.since();
    return new ClaudeFile(
        absolute,
        Files.size(absolute),
        modified.toEpochMilli(),
        session,
        agent,
        since,
        folder,
        glance.sessionId() != null && glance.since() != null);
  }

  private static String key(String name) {
    return KEY.matcher(name).matches() ? name : "file-" + Integer.toHexString(name.hashCode());
  }

  private static List<String> parents(Path path) {
    List<String> names = new ArrayList<>();
    for (Path up = path.getParent(); up != null && up.getFileName() != null; up = up.getParent()) {
      names.add(up.getFileName().toString());
    }
    return names;
  }

  /// What a file's first lines say.
  ///
  /// @param foreign whether there are records, but none as this client writes them
  private record Glance(@Nullable String sessionId, @Nullable Instant since, boolean foreign) {
    private static final Set<String> TYPES =
        Set.of(
            "user",
            "assistant",
            "system",
            "progress",
            "summary",
            "file-history-snapshot",
            "queue-operation");

    static Glance at(Path path) throws IOException {
      boolean records = false;
      boolean ours = false;
      String session = null;
      Instant since = null;
      try (InputStream in = Files.newInputStream(path)) {
        LineReader lines = new LineReader(in, 0, 0, (bytes, from, length) -> {}, PEEKED);
        while (lines.offset() < PEEKED && (session == null || since == null) && lines.next()) {
          JsonNode node = content(lines);
          if (node != null) {
            String id = node.path("sessionId").asString("");
            records = true;
            ours |=
                !id.isEmpty() || node.has("uuid") || TYPES.contains(node.path("type").asString(""));
            session = session == null && KEY.matcher(id).matches() ? id : session;
            since = since == null ? Envelope.time(node.path("timestamp")) : since;
          }
        }
      }
      return new Glance(session, since, records && !ours);
    }

    private static @Nullable JsonNode content(LineReader line) {
      if (line.isTooLong() || line.isBlank()) {
        return null;
      }
      try {
        return ClaudeLines.read(line.bytes(), line.length()).content();
      } catch (BadLine e) {
        // said with its number when the file is read
        return null;
      }
    }
  }
}
