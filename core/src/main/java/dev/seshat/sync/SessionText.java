package dev.seshat.sync;

import dev.seshat.markdown.TaskFile;
import dev.seshat.session.Session;
import java.util.Map;
import java.util.stream.Collectors;

/// The file of a session as it is made first; from then on it is edited in place.
final class SessionText {
  private SessionText() {}

  /// @param front what the front matter says beside the session's id
  static String of(Session session, Map<String, String> front) {
    StringBuilder text = new StringBuilder("---\nid: ").append(session.shortId()).append('\n');
    front.forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
    text.append("---\n\n# ").append(oneLine(session.title())).append("\n\n## Overview\n\n");
    text.append(quoted(session.intention())).append('\n');
    String description = session.get(dev.seshat.session.SessionField.DESCRIPTION);
    if (description != null && !description.isBlank()) {
      text.append('\n').append(quoted(description)).append('\n');
    }
    text.append("\n## ").append(TaskFile.TASKS).append("\n\n## Notes\n\n");
    text.append("### Decisions\n\n### Key Learnings\n\n### Next Steps\n\n## Change Log\n");
    return text.toString();
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ").replace("[", "\\[");
  }

  /// A text that makes no headings, rules, code blocks or boxes of its own.
  private static String quoted(String text) {
    return text.strip()
        .lines()
        .map(line ->
            line.strip()
                .replaceFirst("^(?=[#=`~<>]|-{3}|---)", "\\\\")
                .replace("[ ]", "\\[ ]")
                .replace("[x]", "\\[x]"))
        .collect(Collectors.joining("\n"));
  }
}
