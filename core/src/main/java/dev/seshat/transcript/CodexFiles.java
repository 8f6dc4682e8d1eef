package dev.seshat.transcript;

import dev.seshat.transcript.TranscriptLines.BadLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Tells the transcripts of Codex, which it calls rollouts, by their first lines.
final class CodexFiles {
  private static final Pattern NAMED =
      Pattern.compile("([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\\.jsonl$");

  private CodexFiles() {}

  /// What is known of a file; null if its first record is none of Codex, or not there yet.
  static @Nullable SourceFile look(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    CodexRecord first = first(absolute);
    if (first == null) {
      return null;
    }
    JsonNode meta = first.payload();
    boolean tells = first.type().equals(CodexRecord.META);
    String key = tells ? Identified.name(meta.path("id").asString("")) : null;
    if (key == null) {
      Matcher named = NAMED.matcher(absolute.getFileName().toString());
      key = named.find() ? named.group(1) : Identified.stem(absolute);
    }
    String parent = tells ? parent(meta) : null;
    return Identified.of(
        TranscriptClient.CODEX,
        absolute,
        key,
        key.equals(parent) ? null : parent,
        first.at(),
        false);
  }

  /// The thread that asked for this one, if it is a subagent's.
  private static @Nullable String parent(JsonNode meta) {
    JsonNode spawn = meta.path("source").path("subagent").path("thread_spawn");
    return Identified.name(spawn.path("parent_thread_id").asString(""));
  }

  private static @Nullable CodexRecord first(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      LineReader lines = new LineReader(in, 0, 0, (bytes, from, length) -> {}, LineReader.LONGEST);
      while (lines.offset() < SourceFile.PEEKED && lines.next()) {
        if (lines.isTooLong() || lines.isBlank()) {
          continue;
        }
        try {
          CodexRecord record =
              CodexRecord.of(TranscriptLines.object(lines.bytes(), lines.length()));
          return record.isKnown() ? record : null;
        } catch (BadLine e) {
          if (!lines.isTerminated()) {
            return null;
          }
          // said with its number when the file is read
        }
      }
    }
    return null;
  }
}
