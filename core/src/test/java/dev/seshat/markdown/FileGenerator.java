package dev.seshat.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Files of tasks as people write them, made at random from a seed.
final class FileGenerator {
  private static final List<String> WORDS =
      List.of(
          "Write",
          "the",
          "page",
          "`code`",
          "*soon*",
          "(blocked)",
          "@bob",
          "#12",
          "~2h",
          "^tabcd",
          "\\^tabcd",
          "\\",
          "naïve",
          "日本",
          "[x]",
          "<b>",
          "|",
          "a_b",
          "http://x.y/z#a",
          "–",
          "100%",
          "-",
          "1.",
          "&amp;",
          "\\\\#9");
  private static final List<String> BULLETS = List.of("- ", "* ", "+ ", "1. ", "1) ", "-   ");

  private final Random random;
  private int markers;

  FileGenerator(long seed) {
    this.random = new Random(seed);
  }

  Random random() {
    return random;
  }

  String marker() {
    return "t%04x".formatted(markers++);
  }

  String title() {
    StringBuilder title = new StringBuilder();
    int words = 1 + random.nextInt(4);
    for (int i = 0; i < words; i++) {
      title.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
    }
    return title.toString();
  }

  TaskWords words() {
    return new TaskWords(
        title(),
        TaskWords.STATUSES.get(random.nextInt(TaskWords.STATUSES.size())),
        random.nextInt(3) == 0 ? "writer" : null,
        random.nextInt(3) == 0 ? random.nextInt(100) : null,
        random.nextInt(5) == 0 ? "JIRA-7" : null);
  }

  /// A file of up to some twenty tasks.
  String file() {
    List<String> lines = new ArrayList<>();
    if (random.nextBoolean()) {
      lines.addAll(List.of("---", "id: 1a2b", "mine: {a: 1} # kept", "---"));
    }
    if (random.nextBoolean()) {
      lines.addAll(List.of("# A session", "", "- [ ] not ours", ""));
    }
    lines.add("## Task Groups");
    gap(lines);
    list(lines, "", 0);
    for (int i = random.nextInt(3); i > 0; i--) {
      lines.add("");
      lines.add("### " + "Group " + (char) ('A' + i));
      gap(lines);
      if (random.nextInt(4) == 0) {
        lines.addAll(List.of("Some words about it.", ""));
      }
      list(lines, "", 0);
    }
    if (random.nextBoolean()) {
      lines.addAll(
          List.of("", "## Notes", "", "- [ ] mine", "", "```", "- [ ] code ^tcode", "```"));
    }
    String eol = random.nextInt(4) == 0 ? "\r\n" : "\n";
    return String.join("\n", lines).replace("\n", eol) + (random.nextInt(4) == 0 ? "" : eol);
  }

  private void gap(List<String> lines) {
    if (random.nextInt(3) > 0) {
      lines.add("");
    }
  }

  private void list(List<String> lines, String prefix, int depth) {
    String bullet = BULLETS.get(random.nextInt(BULLETS.size()));
    for (int i = random.nextInt(depth == 0 ? 5 : 3); i > 0; i--) {
      String box = random.nextInt(3) == 0 ? "[x] " : "[ ] ";
      String inside = prefix + " ".repeat(bullet.length());
      String wrapped = random.nextInt(10) == 0 ? "wrapped by an editor\n" + inside : "";
      String marker = wrapped.isEmpty() && random.nextInt(5) == 0 ? null : marker();
      lines.add(prefix + bullet + box + wrapped + LineText.of(words(), marker));
      @Nullable String note = note(inside);
      if (note != null) {
        lines.add(note);
      }
      if (depth < 3 && random.nextInt(3) == 0) {
        list(lines, inside, depth + 1);
      }
      if (random.nextInt(8) == 0) {
        lines.add("");
      }
    }
  }

  private @Nullable String note(String inside) {
    return switch (random.nextInt(8)) {
      case 0 -> inside + "a note beneath";
      case 1 -> "\n" + inside + "a paragraph of its own";
      case 2 -> inside + "- a plain item";
      default -> null;
    };
  }
}
