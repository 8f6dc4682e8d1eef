package dev.seshat.sync;

import dev.seshat.markdown.FileSections;
import dev.seshat.markdown.TaskFile;
import dev.seshat.markdown.TaskState;
import dev.seshat.session.Note;
import dev.seshat.session.Notes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What comes into a file beside its tasks: what was noted of the session, and a line a day of what the store has changed.
/// It comes behind what stands in its section; nothing that a person has written there is touched.
final class FileLog {
  static final String HEADING = "Change Log";

  /// So many days are told of; older lines of ours go.
  private static final int MOST_DAYS = 60;

  private static final Pattern LINE =
      Pattern.compile(
          "(?m)^- (\\d{4}-\\d\\d-\\d\\d): from the store: tasks added (\\d{1,9}), changed (\\d{1,9})(?=\\r?$)");

  private FileLog() {}

  /// What a sync has written of tasks.
  ///
  /// @param added lines that were not there
  /// @param changed lines that said something else, or stood elsewhere
  record Written(int added, int changed) {
    static Written of(List<TaskState> before, List<TaskState> after) {
      Map<String, TaskState> was = TaskState.byMarker(before);
      int added = 0;
      int changed = 0;
      for (TaskState each : after) {
        TaskState old = was.get(each.marker());
        added += old == null ? 1 : 0;
        changed += old == null || old.equals(each) ? 0 : 1;
      }
      return new Written(added, changed);
    }

    static final Written NOTHING = new Written(0, 0);

    boolean isNothing() {
      return added == 0 && changed == 0;
    }
  }

  /// The text of a file with what is new.
  ///
  /// @param notes those that are new, the oldest first
  static String added(TaskFile file, List<Note> notes, Written written, Instant now) {
    Map<String, List<String>> items = new LinkedHashMap<>();
    for (Map.Entry<String, Set<String>> each : SessionText.HEADINGS.entrySet()) {
      items.put(
          each.getKey(),
          notes.stream()
              .filter(note -> each.getValue().contains(note.noteType()))
              .map(note -> SessionText.item(note.noteContent()))
              .toList());
    }
    if (written.isNothing()) {
      return FileSections.append(file, items);
    }
    String today = now.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    List<MatchResult> lines = new ArrayList<>(FileSections.lines(file, HEADING, LINE));
    Map<MatchResult, String> others = new LinkedHashMap<>();
    if (!lines.isEmpty() && lines.getLast().group(1).equals(today)) {
      others.put(lines.getLast(), line(today, written, lines.getLast()));
    } else {
      items.put(HEADING, List.of(line(today, written, null).substring(2)));
      if (lines.size() >= MOST_DAYS) {
        others.put(lines.getFirst(), "");
      }
    }
    return FileSections.append(file, items, others);
  }

  private static String line(String day, Written written, @Nullable MatchResult before) {
    long added = before == null ? 0 : Long.parseLong(before.group(2));
    long changed = before == null ? 0 : Long.parseLong(before.group(3));
    return "- %s: from the store: tasks added %d, changed %d"
        .formatted(
            day,
            Math.min(added + written.added(), 999_999_999),
            Math.min(changed + written.changed(), 999_999_999));
  }

  /// The place behind the last of notes.
  static @Nullable String behind(List<Note> notes, @Nullable String before) {
    return notes.isEmpty() ? before : Notes.behind(Objects.requireNonNull(notes.getLast()));
  }
}
