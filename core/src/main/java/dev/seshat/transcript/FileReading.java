package dev.seshat.transcript;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.session.NewInteraction;
import dev.seshat.transcript.Batch.Entry;
import dev.seshat.transcript.ClaudeLines.BadLine;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.TokenCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Understands the lines of one file, one after the other: whose each record is, where it stands, what it becomes.
final class FileReading {
  static final String HOST = "Anthropic";

  private final ClaudeFile file;
  private final ClaudeParser parser;
  private final Tally tally;
  private final Map<String, SourceState> states;
  private final Map<String, String> sidechains = new HashMap<>();
  private final Map<String, SourceState> touched = new LinkedHashMap<>();
  private List<Entry> entries = new ArrayList<>();

  FileReading(ClaudeFile file, Intake intake, Tally tally, Map<String, SourceState> states) {
    this.file = file;
    this.parser = new ClaudeParser(intake);
    this.tally = tally;
    this.states = new HashMap<>(states);
    touch(file.key(), file.agentId() == null ? null : file.session());
  }

  /// Takes a line.
  ///
  /// @return false if it is the file's unfinished last line, to be read again when it has grown
  boolean take(LineReader line) {
    tally.line(line.length());
    if (line.isBlank()) {
      return true;
    }
    if (line.isTooLong()) {
      malformed(line, "is longer than " + (LineReader.LONGEST >> 20) + " MiB");
      return true;
    }
    try {
      ClaudeLines.Read read = ClaudeLines.read(line.bytes(), line.length());
      if (read.content() == null) {
        touch(file.key(), null).countNoise(read.type());
      } else {
        content(read.content(), line);
      }
      return true;
    } catch (BadLine e) {
      String unfinished =
          line.isTerminated()
              ? ""
              : "; it is the unfinished last line, and is read again when the file grows";
      malformed(line, e.getMessage() + unfinished);
      return line.isTerminated();
    }
  }

  private void malformed(LineReader line, String reason) {
    tally.malformed(file.path().toString(), line.number(), reason);
  }

  private void content(JsonNode node, LineReader line) {
    Envelope envelope = Envelope.of(node);
    String unknown = ClaudeParser.unknownType(envelope);
    if (unknown != null) {
      tally.unknown(unknown);
    }
    String base = base(envelope);
    String child = child(envelope);
    String key = child == null ? base : base + "/" + child;
    SourceState state = touch(key, child == null ? null : base);
    ClaudeRecord record = parser.parse(envelope, line.bytes(), line.length(), state.pending());
    if (envelope.forkedFrom() != null) {
      record.facts().set("forked", "true");
    }
    record.facts().set("project", project(node));
    Instant sortAt = state.place(record.at(), file.since());
    int rank = envelope.retold() ? 2 : base.equals(file.session()) ? 0 : 1;
    Instant at = record.at() == null ? sortAt : record.at();
    entries.add(
        new Entry(
            line.number(),
            key,
            record.key(),
            rank,
            at,
            sortAt,
            interactions(record, at),
            usage(record, node, at, line),
            Json.write(record.facts().values())));
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

  /// Lets a sidechain go on that began before the place from which the file is read now.
  void knowSidechain(String uuid, String key) {
    int slash = key.indexOf('/');
    if (slash >= 0) {
      sidechains.put(uuid, key.substring(slash + 1));
    }
  }

  private SourceState touch(String key, @Nullable String parentKey) {
    if (parentKey != null) {
      touch(parentKey, null);
    }
    SourceState state = states.computeIfAbsent(key, fresh -> SourceState.fresh(fresh, parentKey));
    touched.put(key, state);
    return state;
  }

  private @Nullable String project(JsonNode node) {
    String project = ProjectName.of(node.path("cwd").asString(""), file.folder());
    return project == null ? null : Texts.storable(project);
  }

  private static List<NewInteraction> interactions(ClaudeRecord record, Instant at) {
    List<NewInteraction> interactions = new ArrayList<>(record.parts().size());
    for (int i = 0; i < record.parts().size(); i++) {
      Part part = record.parts().get(i);
      interactions.add(
          new NewInteraction(
              part.type(),
              part.author(),
              part.agentText(),
              part.personText(),
              null,
              null,
              null,
              List.of(),
              List.of(),
              List.of(),
              null,
              part.payload().isEmpty() ? null : Json.write(part.payload()),
              ClaudeRecord.externalId(record.key(), i),
              at));
    }
    return interactions;
  }

  private @Nullable NewUsage usage(
      ClaudeRecord record, JsonNode node, Instant at, LineReader line) {
    RequestUsage used = record.usage();
    if (used == null) {
      return null;
    }
    try {
      return NewUsage.of(
              HOST,
              used.model(),
              TokenCounts.of(
                  used.input(),
                  used.cacheRead(),
                  used.cacheWrite5m(),
                  used.cacheWrite1h(),
                  used.output()))
          .withAt(at)
          .withRequestId(Texts.storable(used.requestId()))
          .withProject(project(node))
          .withUserId(ProjectName.person(Texts.storable(node.path("cwd").asString(""))))
          .withGitBranch(branch(node))
          .withSource(record.key());
    } catch (Invalid e) {
      malformed(line, "tells a usage that cannot be: " + e.getMessage());
      return null;
    }
  }

  private static @Nullable String branch(JsonNode node) {
    String branch = Texts.storable(node.path("gitBranch").asString(""));
    return branch.isBlank() ? null : branch.length() > 500 ? branch.substring(0, 500) : branch;
  }

  int size() {
    return entries.size();
  }

  /// What was taken since the last time this was asked.
  List<Entry> takeEntries() {
    List<Entry> taken = entries;
    entries = new ArrayList<>();
    return taken;
  }

  /// Where reading stands for each session that the file has told of since the last time this was asked.
  List<Batch.Told> takeSources() {
    List<Batch.Told> sources = new ArrayList<>();
    touched
        .values()
        .forEach(
            state -> sources.add(new Batch.Told(state.key(), state.parentKey(), state.toJson())));
    touched.clear();
    return sources;
  }
}
