package dev.seshat.sync;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Yaml;
import dev.seshat.markdown.FrontLines;
import dev.seshat.markdown.TaskFile;
import dev.seshat.markdown.TaskItem;
import dev.seshat.markdown.TaskState;
import dev.seshat.markdown.TaskWords;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Whether a file can be taken for what a person means: one that is empty, torn or half of what it was is set aside.
final class FileCheck {
  static final int MOST_BYTES = 8 << 20;

  /// So many tasks may always go at once.
  private static final int FEW = 4;

  private static final Pattern MERGE_MARKS = Pattern.compile("(?m)^(<{7} |>{7} |={7}\\r?$)");

  private FileCheck() {}

  static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The text of a file.
  ///
  /// @throws Invalid if it is none
  static String text(byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      if (text.indexOf('\0') >= 0) {
        throw new Invalid("file", "has a NUL in it: it is no text");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new Invalid("file", "is no text in UTF-8");
    }
  }

  /// Why a file is set aside; nothing if it can be taken.
  ///
  /// @param base what it had when it was last read; empty for a file that is new
  /// @param shortId of the session
  static Optional<String> problem(TaskFile file, Base base, String shortId) {
    String text = file.text();
    if (text.replace("\uFEFF", "").isBlank()) {
      return base.tasks().isEmpty() ? Optional.empty() : Optional.of("the file is empty");
    }
    if (hasMergeMarks(text)) {
      return Optional.of("the file has the marks of a merge that nobody has finished (<<<<<<<)");
    }
    return front(text, shortId).or(() -> tasks(file, base));
  }

  private static boolean hasMergeMarks(String text) {
    return MERGE_MARKS
            .matcher(text)
            .results()
            .map(each -> each.group().charAt(0))
            .distinct()
            .count()
        >= 2;
  }

  private static Optional<String> front(String text, String shortId) {
    if (FrontLines.isBroken(text)) {
      return Optional.of("the front matter does not end: a line '---' is missing");
    }
    String matter = FrontLines.of(text).orElse("");
    if (!matter.isBlank()) {
      try {
        Yaml.requireReadable("front matter", matter);
      } catch (Invalid e) {
        return Optional.of("the front matter cannot be read: " + e.getMessage());
      }
    }
    return FrontLines.value(text, "id")
        .filter(id ->
            !shortId.startsWith(id.toLowerCase(java.util.Locale.ROOT)) && !id.startsWith(shortId))
        .map(id -> "the front matter is that of session " + dev.seshat.Texts.shorten(id, 40));
  }

  private static Optional<String> tasks(TaskFile file, Base base) {
    if (!file.twice().isEmpty()) {
      String marker = file.twice().stream().sorted().findFirst().orElseThrow();
      List<String> lines =
          file.items().stream()
              .filter(each -> marker.equals(each.marker()))
              .map(each -> String.valueOf(each.line()))
              .toList();
      return Optional.of(
          "^"
              + marker
              + " stands in lines "
              + String.join(" and ", lines)
              + ": delete it from those that are to be tasks of their own");
    }
    Set<String> there = file.items().stream().map(TaskItem::marker).collect(Collectors.toSet());
    List<TaskState> gone =
        base.tasks().stream().filter(each -> !there.contains(each.marker())).toList();
    String torn = torn(file, gone);
    if (!torn.isEmpty()) {
      return Optional.of("the file ends in the middle of the line of ^" + torn);
    }
    Set<String> unmarked =
        file.items().stream()
            .filter(each -> each.marker() == null)
            .map(each -> each.words().title())
            .collect(Collectors.toSet());
    // a line without a marker may be the task's of its title, which has lost it
    long lost = gone.stream().filter(each -> !unmarked.contains(each.words().title())).count();
    return lost >= FEW && lost * 2 > base.tasks().size()
        ? Optional.of(lost + " of its " + base.tasks().size() + " tasks are gone at once")
        : Optional.empty();
  }

  /// The marker of the task whose line the file breaks off in; empty for none.
  private static String torn(TaskFile file, List<TaskState> gone) {
    String text = file.text();
    if (text.endsWith("\n") || text.isEmpty()) {
      return "";
    }
    String last = text.substring(text.lastIndexOf('\n') + 1).strip();
    String said = last.replaceFirst("^(?:[-*+]|\\d{1,9}[.)])?\\s*(?:\\[[ xX]?\\]?)?\\s*", "");
    for (TaskState each : gone) {
      String line = line(each.words(), each.marker());
      boolean isWhole = said.equals(line) || said.equals(each.words().title());
      if (!said.isEmpty() && !isWhole && line.startsWith(said)) {
        return each.marker();
      }
    }
    return "";
  }

  private static String line(TaskWords words, String marker) {
    StringBuilder line = new StringBuilder(words.title());
    if (words.reference() != null) {
      line.append(" #").append(words.reference());
    }
    if (words.specialist() != null) {
      line.append(" @").append(words.specialist());
    }
    if (words.hours() != null) {
      line.append(" ~").append(words.hours()).append('h');
    }
    if (!words.status().equals(TaskWords.PENDING) && !words.status().equals(TaskWords.COMPLETED)) {
      line.append(" (").append(words.status()).append(')');
    }
    return line.append(" ^").append(marker).toString();
  }
}
