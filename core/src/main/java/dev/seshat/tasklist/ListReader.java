package dev.seshat.tasklist;

import dev.seshat.Texts;
import dev.seshat.markdown.TaskFile;
import dev.seshat.markdown.TaskItem;
import dev.seshat.markdown.TaskWords;
import dev.seshat.task.Complexity;
import dev.seshat.task.TaskStatus;
import dev.seshat.tasklist.SourceFiles.SourceFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tasks of lists with boxes, `- [ ]`, as GitHub has them in files and in issues. Headings are groups. A task is known by its
/// marker if it has one, else by its file, its title, and what it stands under.
final class ListReader {
  private static final int LONGEST_TITLE = 500;
  private static final int LONGEST_GROUP = 200;
  private static final int MOST_HOURS = 99_999;

  private final SourceFile file;
  private final Remarks remarks;
  private final Map<String, Integer> alike = new HashMap<>();

  private ListReader(SourceFile file, Remarks remarks) {
    this.file = file;
    this.remarks = remarks;
  }

  static List<FoundTask> read(SourceFile file, Remarks remarks) {
    return new ListReader(file, remarks).all();
  }

  private List<FoundTask> all() {
    List<TaskItem> items = TaskFile.everyBox(file.text()).items();
    int common = isUnderOneHeading(items) ? 1 : 0;
    List<FoundTask> found = new ArrayList<>();
    for (TaskItem item : items) {
      @Nullable String parent = item.parent() < 0 ? null : found.get(item.parent()).key();
      List<String> groups =
          item.group().subList(common, item.group().size()).stream()
              .map(each -> cut(each, LONGEST_GROUP))
              .toList();
      found.add(task(item, parent, groups));
    }
    return found;
  }

  /// The heading of the whole file is no group.
  private static boolean isUnderOneHeading(List<TaskItem> items) {
    return !items.isEmpty()
        && items.stream().noneMatch(each -> each.group().isEmpty())
        && items.stream().map(each -> each.group().getFirst()).distinct().count() == 1;
  }

  private FoundTask task(TaskItem item, @Nullable String parent, List<String> groups) {
    TaskWords words = item.words();
    String where = file.name() + ":" + item.line();
    String title = cut(Texts.storable(words.title()), LONGEST_TITLE);
    if (title.length() < words.title().length()) {
      remarks.note(where, "its title is longer than " + LONGEST_TITLE + " characters; it is cut");
    }
    Integer hours = words.hours() != null && words.hours() <= MOST_HOURS ? words.hours() : null;
    return new FoundTask(
        key(item, parent, groups),
        where,
        title,
        null,
        TaskStatus.of(words.status()),
        Complexity.MODERATE,
        3,
        hours,
        words.specialist() == null ? null : ListWords.specialist(words.specialist()),
        words.reference(),
        parent,
        groups,
        Set.of(),
        null,
        Map.of());
  }

  private String key(TaskItem item, @Nullable String parent, List<String> groups) {
    if (item.marker() != null && alike.merge("^" + item.marker(), 1, Integer::sum) == 1) {
      return "list:^" + item.marker();
    }
    String place = file.name() + "\n" + (parent == null ? String.join("\n", groups) : parent);
    String alikes = place + "\n\n" + item.words().title();
    int nth = alike.merge(alikes, 1, Integer::sum);
    return "list:" + hash(alikes + "\n\n" + nth);
  }

  static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return text.substring(0, end).stripTrailing();
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
