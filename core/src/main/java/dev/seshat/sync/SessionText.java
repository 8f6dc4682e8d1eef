package dev.seshat.sync;

import dev.seshat.markdown.TaskFile;
import dev.seshat.session.Session;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The file of a session as it is made first; from then on it is edited in place.
final class SessionText {
  private SessionText() {}

  /// What a note is called that stands under a heading.
  static final Map<String, Set<String>> HEADINGS =
      new TreeMap<>(
          Map.of(
              "Decisions", Set.of("decision"),
              "Key Learnings", Set.of("insight", "learning", "observation", "technical"),
              "Next Steps", Set.of("next_step", "follow_up", "todo")));

  /// @param front what the front matter says beside the session's id
  static String of(Session session, Map<String, String> front, Instant now) {
    StringBuilder text = new StringBuilder("---\nid: ").append(session.shortId()).append('\n');
    front.forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
    text.append("---\n\n# ").append(oneLine(session.title())).append("\n\n## Overview\n\n");
    text.append(quoted(session.intention())).append('\n');
    String description = session.get(dev.seshat.session.SessionField.DESCRIPTION);
    if (description != null && !description.isBlank()) {
      text.append('\n').append(quoted(description)).append('\n');
    }
    text.append("\n## ").append(TaskFile.TASKS).append("\n\n## Notes\n\n");
    HEADINGS.keySet().forEach(each -> text.append("### ").append(each).append("\n\n"));
    text.append("## Change Log\n\n- ").append(now.atOffset(ZoneOffset.UTC).toLocalDate());
    return text.append(": this file was made\n").toString();
  }

  /// A text as the one line of a list.
  static String item(String text) {
    return plain(oneLine(text));
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ").replace("[", "\\[");
  }

  /// A text that makes no headings, rules, code blocks or boxes of its own.
  private static String quoted(String text) {
    return text.strip()
        .lines()
        .map(line -> plain(line.strip()).replace("[ ]", "\\[ ]").replace("[x]", "\\[x]"))
        .collect(Collectors.joining("\n"));
  }

  /// A line that begins no heading, rule, code block or tag.
  private static String plain(String line) {
    return line.replaceFirst("^(?=[#=`~<>]|-{3}|---)", "\\\\");
  }
}
