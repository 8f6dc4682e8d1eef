package dev.seshat.tasklist;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Yaml;
import dev.seshat.task.Complexity;
import dev.seshat.task.TaskStatus;
import dev.seshat.tasklist.SourceFiles.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A task that is a file of its own, as Backlog.md has them: front matter with at least `id` and `title`, and a body.
final class BoardReader {
  /// What the body ends with where the task has labels.
  static final String LABELS = "Labels: ";

  private static final int LONGEST_TITLE = 500;
  private static final int LONGEST_BODY = 99_000;
  private static final int LONGEST_ID = 200;
  private static final int MOST_HOURS = 99_999;
  private static final Pattern FRONT =
      Pattern.compile(
          "\\A\\uFEFF?---[ \\t]*\\R(.*?)^---[ \\t]*(?:\\R|\\z)",
          Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern DAY =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:[ T](\\d{2}:\\d{2})(:\\d{2})?.*)?");
  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "title",
          "status",
          "priority",
          "complexity",
          "estimated_hours",
          "reference",
          "labels",
          "dependencies",
          "parent_task_id",
          "parent",
          "created_date",
          "updated_date",
          "milestone",
          "task_group",
          "ordinal");

  private final SourceFile file;
  private final Map<String, @Nullable Object> front;
  private final String body;
  private final Remarks remarks;

  private BoardReader(
      SourceFile file, Map<String, @Nullable Object> front, String body, Remarks remarks) {
    this.file = file;
    this.front = front;
    this.body = body;
    this.remarks = remarks;
  }

  /// The task that a file is; empty for a file that is none.
  ///
  /// @throws Invalid if it has front matter that cannot be read
  static Optional<FoundTask> read(SourceFile file, Remarks remarks) {
    Matcher matcher = FRONT.matcher(file.text());
    if (!matcher.find() || matcher.group(1).isBlank()) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> front =
        Yaml.parse("front matter", matcher.group(1)).object("front matter");
    BoardReader reader =
        new BoardReader(file, front, file.text().substring(matcher.end()), remarks);
    return reader.text("id") == null || reader.text("title") == null
        ? Optional.empty()
        : Optional.of(reader.task());
  }

  /// The key of the task that another file calls so.
  static String key(String id) {
    return "backlog:"
        + ListReader.cut(Texts.storable(id.strip().toLowerCase(Locale.ROOT)), LONGEST_ID);
  }

  /// The id of the task that one with an id such as `task-4.1` stands under; null for none.
  static @Nullable String above(String key) {
    int dot = key.lastIndexOf('.');
    return dot < 0 || !key.substring(dot + 1).matches("\\d+") ? null : key.substring(0, dot);
  }

  private FoundTask task() {
    String id = key(String.valueOf(text("id")));
    String title = Texts.storable(String.valueOf(text("title"))).strip().replaceAll("\\s+", " ");
    @Nullable String parent =
        text("parent_task_id") == null ? text("parent") : text("parent_task_id");
    @Nullable String group = text("milestone") == null ? text("task_group") : text("milestone");
    Set<String> dependsOn = new LinkedHashSet<>();
    texts("dependencies").forEach(each -> dependsOn.add(key(each)));
    List<String> people = texts("assignee");
    return new FoundTask(
        id,
        file.name(),
        ListReader.cut(title, LONGEST_TITLE),
        description(),
        status(),
        complexity(),
        priority(),
        hours(),
        people.isEmpty() ? null : ListWords.specialist(people.getFirst()),
        reference(),
        parent == null ? above(id) : key(parent),
        group == null ? List.of() : List.of(ListReader.cut(Texts.shorten(group.strip(), 200), 200)),
        dependsOn,
        created(),
        others());
  }

  private @Nullable String description() {
    String text = Texts.storable(body).strip();
    if (text.length() > LONGEST_BODY) {
      remarks.note(
          file.name(), "its text is longer than " + LONGEST_BODY + " characters; it is cut");
      text = ListReader.cut(text, LONGEST_BODY);
    }
    List<String> labels =
        texts("labels").stream()
            .map(each -> Texts.shorten(each, 60).replace(",", " "))
            .limit(50)
            .toList();
    if (!labels.isEmpty()) {
      text += (text.isEmpty() ? "" : "\n\n") + LABELS + String.join(", ", labels);
    }
    return text.isEmpty() ? null : text;
  }

  private TaskStatus status() {
    String word = text("status");
    if (word == null) {
      return TaskStatus.PENDING;
    }
    return ListWords.status(word)
        .orElseGet(() -> {
          remarks.note(
              file.name(), "its status '" + word + "' is none that is known; it is pending here");
          return TaskStatus.PENDING;
        });
  }

  private int priority() {
    String word = text("priority");
    if (word == null) {
      return 3;
    }
    return ListWords.priority(word)
        .orElseGet(() -> {
          remarks.note(
              file.name(), "its priority '" + word + "' is none that is known; it is 3 here");
          return 3;
        });
  }

  private Complexity complexity() {
    String word = text("complexity");
    for (Complexity each : Complexity.values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    return Complexity.MODERATE;
  }

  private @Nullable Integer hours() {
    String hours = text("estimated_hours");
    return hours != null && hours.matches("\\d{1,5}")
        ? (Integer) Math.min(Integer.parseInt(hours), MOST_HOURS)
        : null;
  }

  private @Nullable String reference() {
    String text = text("reference");
    return text != null && text.matches("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}") ? text : null;
  }

  private @Nullable String created() {
    String text = text("created_date");
    Matcher day = DAY.matcher(text == null ? "" : text.strip());
    return day.matches()
        ? day.group(1)
            + "T"
            + (day.group(2) == null ? "00:00" : day.group(2))
            + (day.group(3) == null ? ":00" : day.group(3))
            + "Z"
        : null;
  }

  private Map<String, @Nullable Object> others() {
    Map<String, @Nullable Object> others = new LinkedHashMap<>();
    front.forEach((name, value) -> {
      boolean isKept = KNOWN.contains(name) || (name.equals("assignee") && texts(name).size() < 2);
      if (!isKept && value != null) {
        others.put(
            Texts.storable(name), value instanceof String text ? Texts.storable(text) : value);
      }
    });
    return others;
  }

  private @Nullable String text(String name) {
    return switch (front.get(name)) {
      case String text when !text.isBlank() -> text;
      case Number number -> number.toString();
      case null, default -> null;
    };
  }

  /// A list of texts, or a single one.
  private List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    if (front.get(name) instanceof List<?> list) {
      list.stream()
          .filter(each -> each instanceof String || each instanceof Number)
          .forEach(each -> texts.add(each.toString()));
    } else if (text(name) != null) {
      texts.add(String.valueOf(text(name)));
    }
    texts.removeIf(String::isBlank);
    return texts;
  }
}
