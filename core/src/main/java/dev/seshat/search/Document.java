package dev.seshat.search;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the index holds of one entry: its own words (who spoke, what, a caption, the date) and its neighbours' words.
record Document(List<String> text, List<String> context) {
  /// Characters of an entry that are indexed; what is longer is a tool's output and is cut.
  static final int MAX_TEXT = 20_000;

  /// Characters of each neighbour that are indexed as context.
  static final int MAX_NEIGHBOUR = 600;

  /// Turns before a turn that are its neighbours.
  static final int BEFORE = 2;

  /// Turns after a turn that are its neighbours.
  static final int AFTER = 1;

  private static final StemCache CACHE = new StemCache();
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /// The words of what a turn says, and of its beginning, which is all that its neighbours get.
  private record Said(List<String> whole, List<String> start) {
    static Said of(String body) {
      List<String> whole = CACHE.stems(head(body, MAX_TEXT));
      return new Said(
          whole, body.length() <= MAX_NEIGHBOUR ? whole : CACHE.stems(head(body, MAX_NEIGHBOUR)));
    }
  }

  /// The documents of the turns from `from` to `to` (exclusive) in a row of turns without holes.
  static List<Document> ofTurns(List<Turn> turns, int from, int to) {
    List<Said> said = turns.stream().map(turn -> Said.of(body(turn))).toList();
    List<Document> documents = new ArrayList<>(to - from);
    for (int index = from; index < to; index++) {
      List<String> context = new ArrayList<>();
      for (int i = Math.max(0, index - BEFORE);
          i <= Math.min(turns.size() - 1, index + AFTER);
          i++) {
        if (i != index) {
          context.addAll(said.get(i).start());
        }
      }
      Turn turn = turns.get(index);
      documents.add(new Document(own(turn.author(), turn.at(), said.get(index).whole()), context));
    }
    return documents;
  }

  /// Stems a turn ahead of the transaction that indexes it, so that others need not wait for it.
  static void prepare(Turn turn) {
    Said.of(body(turn));
  }

  static Document ofEntry(Entry entry) {
    return new Document(
        own(entry.author(), entry.at(), Words.stems(head(entry.text(), MAX_TEXT))), List.of());
  }

  /// What a turn says: its text or texts, then its caption.
  static String body(Turn turn) {
    return body(turn.personText(), turn.agentText(), turn.caption());
  }

  /// The parts that are there, each on its own lines.
  static String body(@Nullable String... parts) {
    List<String> present = new ArrayList<>(parts.length);
    for (String part : parts) {
      if (part != null && !part.isBlank()) {
        present.add(part);
      }
    }
    return String.join("\n", present);
  }

  private static List<String> own(String author, Instant at, List<String> body) {
    List<String> own = new ArrayList<>(body.size() + 8);
    own.addAll(CACHE.stems(author));
    own.addAll(body);
    own.addAll(CACHE.stems(DATE.format(at)));
    return own;
  }

  private static String head(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max);
  }

  /// How many words it has, repeated ones counted.
  int length() {
    return text.size() + context.size();
  }
}
