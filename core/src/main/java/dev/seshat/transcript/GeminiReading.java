package dev.seshat.transcript;

import dev.seshat.Texts;
import dev.seshat.transcript.TranscriptLines.BadLine;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Understands the records of a chat of Gemini CLI, whether they are lines or the parts of one document.
///
/// A message is written again, whole, whenever there is more of it; the fullest of what the client wrote is kept.
final class GeminiReading extends FileReading {
  private static final String MESSAGE = "gemini:";
  private static final Pattern UUID_NAME =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final SourceFile file;
  private final Intake intake;
  private final GeminiMessages messages;
  private final SourceState state;
  private final String root;

  GeminiReading(SourceFile file, Intake intake, Tally tally, Map<String, SourceState> states) {
    super(file, tally, states);
    this.file = file;
    this.intake = intake;
    this.messages = new GeminiMessages(intake);
    this.state = touch(file.key(), file.parentKey());
    this.root = intake.text(GeminiFiles.projectRoot(file.path()), 4_000);
  }

  /// The name of a message wherever it stands.
  static String key(String session, String id) {
    // what is no UUID may be another message in another session
    return UUID_NAME.matcher(id).matches() ? MESSAGE + id : MESSAGE + Hashes.of(session, id);
  }

  static boolean isMessage(String record) {
    return record.startsWith(MESSAGE);
  }

  @Override
  void read(byte[] bytes, int length, long line) throws BadLine {
    JsonNode record = TranscriptLines.object(bytes, length);
    touch(file.key(), file.parentKey());
    if (record.path("$set").isObject()) {
      update(record.path("$set"), line);
    } else if (record.path("$rewindTo").isString()) {
      add(line, "gemini/rewind:" + Hashes.of(bytes, length), null, record, "rewind");
    } else if (record.path("id").isString()) {
      message(record, line);
    } else if (record.has("sessionId")) {
      about(record, "gemini/start:" + file.key(), line);
    } else {
      String type = record.path("type").asString("(none)");
      tally().unknown(Texts.shorten(type, 60));
      add(line, "gemini/line:" + Hashes.of(bytes, length), time(record), record, type);
    }
  }

  private void add(
      long line, String key, java.time.@Nullable Instant at, JsonNode record, String type) {
    Part part = messages.event(record, type);
    put(line, TranscriptRecord.once(key, at, List.of(part), null, new Facts()));
  }

  /// What a document says of itself.
  void header(JsonNode header) {
    about(header, "gemini/start:" + file.key(), 0);
  }

  /// A change of what the session says of itself; after a compression it has the messages too.
  private void update(JsonNode change, long line) {
    for (JsonNode message : change.path("messages")) {
      message(message, line);
    }
    if (change.size() == 1 && change.has("lastUpdated")) {
      state.countNoise("$set/lastUpdated");
    } else {
      about(change, "gemini/set:" + Hashes.of(file.key(), change.toString()), line);
    }
  }

  private void about(JsonNode said, String key, long line) {
    Facts facts = new Facts();
    for (JsonNode directory : said.path("directories")) {
      if (state.note("cwd").isEmpty() && !directory.asString("").isBlank()) {
        state.notes().put("cwd", intake.text(directory.asString(""), 4_000));
      }
    }
    facts.set("cwd", cwd());
    facts.set("title", intake.text(said.path("summary").asString(""), 200));
    put(
        line,
        TranscriptRecord.once(key, Envelope.time(said.path("startTime")), List.of(), null, facts));
  }

  /// Keeps a message.
  ///
  /// @param place its line, or its number in a document
  void message(JsonNode message, long place) {
    String id = message.path("id").asString("");
    if (!message.isObject() || id.isBlank()) {
      malformed(place, "is a message without an id");
      return;
    }
    String key = key(file.key(), id);
    Facts facts = new Facts();
    facts.set("cwd", cwd());
    String type = message.path("type").asString("(none)");
    if (!GeminiMessages.isKnown(type)) {
      tally().unknown(Texts.shorten(type, 60));
    }
    List<Part> parts = messages.parts(message, type, cwd(), facts);
    put(
        place,
        new TranscriptRecord(
            key,
            time(message),
            parts,
            GeminiMessages.usage(message, key),
            facts,
            GeminiMessages.weight(message)));
  }

  private static java.time.@Nullable Instant time(JsonNode record) {
    return Envelope.time(record.path("timestamp"));
  }

  private String cwd() {
    return root.isEmpty() ? state.note("cwd") : root;
  }

  private void put(long line, TranscriptRecord record) {
    String cwd = cwd();
    String place = cwd.isEmpty() ? GeminiFiles.projectName(file.path()) : cwd;
    keep(line, state, record, 0, Whereabouts.of(place, "", null));
  }
}
