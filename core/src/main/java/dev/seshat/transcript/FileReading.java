package dev.seshat.transcript;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.session.NewInteraction;
import dev.seshat.transcript.Batch.Entry;
import dev.seshat.transcript.TranscriptLines.BadLine;
import dev.seshat.usage.NewUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Understands the records of one file, one after the other: whose each is, where it stands, what it becomes.
abstract class FileReading {
  private final SourceFile file;
  private final Tally tally;
  private final Map<String, SourceState> states;
  private final Map<String, SourceState> touched = new LinkedHashMap<>();
  private List<Entry> entries = new ArrayList<>();

  FileReading(SourceFile file, Tally tally, Map<String, SourceState> states) {
    this.file = file;
    this.tally = tally;
    this.states = new HashMap<>(states);
    touch(file.key(), file.parentKey());
  }

  /// Understands one line.
  ///
  /// @throws BadLine if it is no record
  abstract void read(byte[] bytes, int length, long line) throws BadLine;

  /// Lets a sidechain go on that began before the place from which the file is read now.
  void knowSidechain(String uuid, String key) {}

  /// Takes a line.
  ///
  /// @return false if it is the file's unfinished last line, to be read again when it has grown
  final boolean take(LineReader line) {
    tally.line(line.length());
    if (line.isBlank()) {
      return true;
    }
    if (line.isTooLong()) {
      malformed(line.number(), "is longer than " + (LineReader.LONGEST >> 20) + " MiB");
      return true;
    }
    try {
      read(line.bytes(), line.length(), line.number());
      return true;
    } catch (BadLine e) {
      if (line.isTerminated()) {
        malformed(line.number(), e.getMessage());
      } else {
        tally.unfinished(file.path().toString(), line.number(), e.getMessage());
      }
      return line.isTerminated();
    }
  }

  final void malformed(long line, @Nullable String reason) {
    tally.malformed(file.path().toString(), line, String.valueOf(reason));
  }

  final Tally tally() {
    return tally;
  }

  /// Where reading stands for a session that the file tells of.
  final SourceState touch(String key, @Nullable String parentKey) {
    if (parentKey != null) {
      touch(parentKey, null);
    }
    SourceState state = states.computeIfAbsent(key, fresh -> SourceState.fresh(fresh, parentKey));
    touched.put(key, state);
    return state;
  }

  /// Where a record was made.
  record Whereabouts(@Nullable String project, @Nullable String person, @Nullable String branch) {
    static Whereabouts of(@Nullable String cwd, String folder, @Nullable String gitBranch) {
      String project = ProjectName.of(cwd, folder);
      String branch = gitBranch == null ? "" : Texts.storable(gitBranch);
      return new Whereabouts(
          project == null ? null : Texts.storable(project),
          cwd == null ? null : ProjectName.person(Texts.storable(cwd)),
          branch.isBlank() ? null : branch.length() > 500 ? branch.substring(0, 500) : branch);
    }
  }

  /// Keeps a record of a session.
  ///
  /// @param rank 0 in its own session's file, 1 copied into another's, 2 retold by the parent
  final void keep(
      long line, SourceState state, TranscriptRecord record, int rank, Whereabouts where) {
    record.facts().set("project", where.project());
    Instant sortAt = state.place(record.at(), file.since());
    Instant at = record.at() == null ? sortAt : record.at();
    entries.add(
        new Entry(
            line,
            state.key(),
            record.key(),
            rank,
            record.weight(),
            at,
            sortAt,
            interactions(record, at),
            usage(record, where, at, line),
            Json.write(record.facts().values())));
  }

  private static List<NewInteraction> interactions(TranscriptRecord record, Instant at) {
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
              TranscriptRecord.externalId(record.key(), i),
              at));
    }
    return interactions;
  }

  private @Nullable NewUsage usage(
      TranscriptRecord record, Whereabouts where, Instant at, long line) {
    RequestUsage used = record.usage();
    if (used == null) {
      return null;
    }
    try {
      return NewUsage.of(used.host(), used.model(), used.tokens())
          .withAt(at)
          .withRequestId(Texts.storable(used.requestId()))
          .withProject(where.project())
          .withUserId(where.person())
          .withGitBranch(where.branch())
          .withSource(record.key());
    } catch (Invalid e) {
      malformed(line, "tells a usage that cannot be: " + e.getMessage());
      return null;
    }
  }

  final int size() {
    return entries.size();
  }

  /// What was taken since the last time this was asked.
  final List<Entry> takeEntries() {
    List<Entry> taken = entries;
    entries = new ArrayList<>();
    return taken;
  }

  /// Where reading stands for each session that the file has told of since the last time this was asked.
  final List<Batch.Told> takeSources() {
    List<Batch.Told> sources = new ArrayList<>();
    touched
        .values()
        .forEach(
            state -> sources.add(new Batch.Told(state.key(), state.parentKey(), state.toJson())));
    touched.clear();
    return sources;
  }
}
