package dev.seshat.transcript;

import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.Texts;
import dev.seshat.session.Artifacts;
import dev.seshat.session.Interactions;
import dev.seshat.session.Notes;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.usage.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One run over JSON Lines: lines are checked one by one and written in batches.
final class JsonLinesImport {
  private static final int BATCH_LINES = 1_000;
  private static final int BATCH_BYTES = 2 << 20;

  private final Scope scope;
  private final JsonLinesWriter writer;
  private final JsonLinesOptions options;
  private final Intake intake;
  private final Tally tally = new Tally();
  private final List<Numbered> batch = new ArrayList<>();
  private long batchBytes;

  /// A line that was understood, with its number.
  record Numbered(long number, JsonLine line) {}

  JsonLinesImport(
      Scope scope,
      Sessions sessions,
      Interactions interactions,
      Notes notes,
      Artifacts artifacts,
      Usage usage,
      JsonLinesOptions options) {
    this.scope = scope;
    this.writer = new JsonLinesWriter(sessions, interactions, notes, artifacts, usage);
    this.options = options;
    this.intake = new Intake(options.maskSecrets());
  }

  ImportReport run(InputStream in, ImportProgress listener) {
    ProgressMeter progress = new ProgressMeter(listener, -1, 1);
    LineReader lines = new LineReader(in, 0, 0, (bytes, from, length) -> {});
    try {
      while (lines.next()) {
        tally.line(lines.length());
        take(lines);
        progress.read(lines.offset(), options.source());
      }
    } catch (IOException e) {
      flush();
      throw new StoreUnavailable(
          "cannot read " + options.source() + " any further: " + FileSearch.reason(e), e);
    }
    flush();
    tally.file(true);
    progress.fileDone(lines.offset());
    progress.end();
    return tally.report();
  }

  private void take(LineReader line) {
    if (line.isBlank()) {
      return;
    }
    try {
      if (line.isTooLong()) {
        throw new Invalid("", "is longer than " + (LineReader.LONGEST >> 20) + " MiB");
      }
      batch.add(new Numbered(line.number(), JsonLine.parse(text(line), intake)));
      batchBytes += line.length();
    } catch (Invalid e) {
      bad(line.number(), e.getMessage());
    }
    if (batch.size() >= BATCH_LINES || batchBytes >= BATCH_BYTES) {
      flush();
    }
  }

  private static String text(LineReader line) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(line.bytes(), 0, line.length()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new Invalid("", "is not UTF-8");
    }
  }

  /// A line that cannot be used: told and passed over, or, in a strict run, the end of it.
  private void bad(long number, String reason) {
    if (options.strict()) {
      flush();
      throw new Invalid("line " + number, reason);
    }
    tally.malformed(options.source(), number, Texts.shorten(reason, 500));
  }

  private void flush() {
    List<Numbered> lines = List.copyOf(batch);
    batch.clear();
    batchBytes = 0;
    tally.masked(intake.takeMasked());
    if (lines.isEmpty()) {
      return;
    }
    List<JsonLinesWriter.Refused> refused = new ArrayList<>();
    try {
      write(lines, refused);
    } catch (StoreUnavailable e) {
      throw e;
    } catch (SeshatException e) {
      oneByOne(lines, refused);
    }
    for (JsonLinesWriter.Refused each : refused) {
      bad(each.number(), each.reason());
    }
  }

  /// One of a batch's lines was refused on its way in: each goes alone, so that the others are not lost with it.
  private void oneByOne(List<Numbered> lines, List<JsonLinesWriter.Refused> refused) {
    refused.clear();
    for (Numbered line : lines) {
      try {
        write(List.of(line), refused);
      } catch (StoreUnavailable e) {
        throw e;
      } catch (SeshatException e) {
        refused.add(new JsonLinesWriter.Refused(line.number(), e.getMessage()));
      }
      if (options.strict() && !refused.isEmpty()) {
        return;
      }
    }
  }

  private void write(List<Numbered> lines, List<JsonLinesWriter.Refused> refused) {
    JsonLinesWriter.@Nullable Written written =
        scope.store().write(tx -> writer.write(tx, lines, options.strict()));
    tally.add(written.added());
    refused.addAll(written.refused());
  }
}
