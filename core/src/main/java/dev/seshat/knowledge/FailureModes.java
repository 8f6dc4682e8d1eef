package dev.seshat.knowledge;

import dev.seshat.Texts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Rewrites one section of `failure-modes.md`, which is a person's file otherwise: every other byte stays as it is.
final class FailureModes {
  static final String HEADING = "## Session-Learned Failure Modes";

  private static final String HEAD = "# Failure Modes\n\n";
  private static final int MAX_TITLE = 100;

  private FailureModes() {}

  /// The file with its section written anew.
  ///
  /// @param file as it is; empty if there is none
  /// @param traps the active patterns that describe what to keep clear of, the best tested first
  static byte[] rewritten(byte[] file, List<Pattern> traps) {
    if (file.length == 0) {
      return (HEAD + section(traps)).getBytes(StandardCharsets.UTF_8);
    }
    // one character for each byte, whatever the bytes mean
    String text = new String(file, StandardCharsets.ISO_8859_1);
    String ends = text.contains("\r\n") ? "\r\n" : "\n";
    String section =
        new String(
            section(traps).replace("\n", ends).getBytes(StandardCharsets.UTF_8),
            StandardCharsets.ISO_8859_1);
    int[] place = place(text);
    if (place.length == 0) {
      String gap = text.endsWith("\n") ? ends : ends + ends;
      return (text + gap + section).getBytes(StandardCharsets.ISO_8859_1);
    }
    boolean isLast = place[1] == text.length();
    String whole =
        text.substring(0, place[0])
            + (isLast ? section : section + ends)
            + text.substring(place[1]);
    return whole.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// The section as it stands in a file; empty if it has none.
  static String sectionOf(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int[] place = place(text);
    return place.length == 0
        ? ""
        : new String(
            text.substring(place[0], place[1]).getBytes(StandardCharsets.ISO_8859_1),
            StandardCharsets.UTF_8);
  }

  /// Where the section begins and ends: before the next heading of its level or above, and before the rule that sets that
  /// apart; nothing if there is no section. What stands in a fenced block is no heading.
  private static int[] place(String text) {
    int from = -1;
    int end = text.length();
    int rule = -1;
    boolean isFenced = false;
    int at = 0;
    while (at < text.length()) {
      int next = text.indexOf('\n', at);
      int stop = next < 0 ? text.length() : next + 1;
      String line = text.substring(at, stop).stripTrailing();
      if (line.startsWith("```") || line.startsWith("~~~")) {
        isFenced = !isFenced;
      }
      if (from >= 0 && !isFenced && (line.startsWith("## ") || line.startsWith("# "))) {
        end = rule >= 0 ? rule : at;
        break;
      }
      if (from < 0 && !isFenced && line.equals(HEADING)) {
        from = at;
      } else if (line.equals("---")) {
        rule = at;
      } else if (!line.isEmpty()) {
        rule = -1;
      }
      at = stop;
    }
    return from < 0 ? new int[0] : new int[] {from, end};
  }

  private static String section(List<Pattern> traps) {
    StringBuilder out = new StringBuilder(HEADING).append("\n\n");
    out.append(
        "Written by Seshat from the patterns of the category `failure-mode` and those tagged `anti-pattern`; to change one, change"
            + " the pattern.\n\n");
    if (traps.isEmpty()) {
      out.append("None yet.\n");
    }
    for (Confidence level : List.of(Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)) {
      List<Pattern> some = traps.stream().filter(each -> each.confidence() == level).toList();
      if (!some.isEmpty()) {
        out.append("### ").append(level.name()).append(" CONFIDENCE\n\n");
        some.forEach(each -> entry(out, each));
      }
    }
    return out.toString();
  }

  private static void entry(StringBuilder out, Pattern pattern) {
    Double rate = pattern.successRate();
    String level = pattern.confidence().word();
    out.append("#### ")
        .append(Texts.shorten(pattern.problem().lines().findFirst().orElse(""), MAX_TITLE))
        .append("\n**Pattern ID:** `")
        .append(pattern.id())
        .append("`  \n**Confidence:** ")
        .append(level.substring(0, 1).toUpperCase(Locale.ROOT))
        .append(level.substring(1))
        .append(" (")
        .append(rate == null ? "" : Math.round(rate * 100) + "% success, ")
        .append(pattern.timesTested())
        .append(pattern.timesTested() == 1 ? " test)" : " tests)")
        .append("\n\n");
    MarkdownFields.paragraph(out, "Symptom", pattern.problem());
    MarkdownFields.paragraph(out, "Fix", pattern.solution());
    MarkdownFields.paragraph(out, "Context", pattern.context());
    MarkdownFields.paragraph(out, "Evidence", pattern.notes());
  }

  /// The patterns that describe what to keep clear of, those with the most tests first.
  static List<Pattern> traps(List<Pattern> all) {
    List<Pattern> traps = new ArrayList<>(all.stream().filter(Pattern::isTrap).toList());
    traps.sort(
        java.util.Comparator.comparingLong(Pattern::timesTested)
            .reversed()
            .thenComparing(Pattern::id));
    return traps;
  }
}
