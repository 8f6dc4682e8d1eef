package dev.seshat.transcript;

import dev.seshat.transcript.TranscriptLines.BadLine;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Understands the lines of a transcript of Claude Code.
final class ClaudeReading extends FileReading {
  private final ClaudeFile file;
  private final ClaudeParser parser;
  private final Map<String, String> sidechains = new HashMap<>();

  ClaudeReading(ClaudeFile file, Intake intake, Tally tally, Map<String, SourceState> states) {
    super(file, tally, states);
    this.file = file;
    this.parser = new ClaudeParser(intake);
  }

  @Override
  void read(byte[] bytes, int length, long line) throws BadLine {
    ClaudeLines.Read read = ClaudeLines.read(bytes, length);
    if (read.content() == null) {
      touch(file.key(), null).countNoise(read.type());
    } else {
      content(read.content(), bytes, length, line);
    }
  }

  private void content(JsonNode node, byte[] bytes, int length, long line) {
    Envelope envelope = Envelope.of(node);
    String unknown = ClaudeParser.unknownType(envelope);
    if (unknown != null) {
      tally().unknown(unknown);
    }
    String base = base(envelope);
    String child = child(envelope);
    String key = child == null ? base : base + "/" + child;
    SourceState state = touch(key, child == null ? null : base);
    TranscriptRecord record = parser.parse(envelope, bytes, length, state.pending());
    if (envelope.forkedFrom() != null) {
      record.facts().set("forked", "true");
    }
    int rank = envelope.retold() ? 2 : base.equals(file.session()) ? 0 : 1;
    keep(
        line,
        state,
        record,
        rank,
        Whereabouts.of(
            node.path("cwd").asString(""), file.folder(), node.path("gitBranch").asString("")));
  }

  /// The main session that a record belongs to: its own word first, then the file's.
  private String base(Envelope envelope) {
    if (envelope.forkedFrom() != null) {
      return envelope.forkedFrom();
    }
    return envelope.sessionId() == null ? file.session() : envelope.sessionId();
  }

  /// The subagent or sidechain that a record belongs to; null for the main thread.
  private @Nullable String child(Envelope envelope) {
    if (envelope.retold()) {
      return envelope.agentId() == null ? "agent" : envelope.agentId();
    }
    if (file.agentId() != null) {
      return file.agentId();
    }
    if (!envelope.sidechain()) {
      return null;
    }
    if (envelope.agentId() != null) {
      return envelope.agentId();
    }
    String above = envelope.parentUuid() == null ? null : sidechains.get(envelope.parentUuid());
    String own = envelope.uuid() == null ? "unnamed" : envelope.uuid();
    String chain = above == null ? "sidechain-" + own : above;
    sidechains.put(own, chain);
    return chain;
  }

  @Override
  void knowSidechain(String uuid, String key) {
    int slash = key.indexOf('/');
    if (slash >= 0) {
      sidechains.put(uuid, key.substring(slash + 1));
    }
  }
}
