package dev.seshat.tasklist;

import dev.seshat.json.Json;
import dev.seshat.task.Complexity;
import dev.seshat.task.Task;
import dev.seshat.task.TaskStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tasks as a folder with a file for each, as Backlog.md has them.
final class BoardWriter {
  private static final Pattern LABELS =
      Pattern.compile("(?s)(.*?)(?:\\A|\\n\\n)" + BoardReader.LABELS + "([^\\n]+)\\z");
  private static final String BACKLOG = "backlog:";
  private static final int LONGEST_NAME = 80;

  private final String title;
  private final List<Task> tasks;
  private final Map<UUID, String> ids = new HashMap<>();

  BoardWriter(String title, List<Task> tasks) {
    this.title = title;
    this.tasks = tasks;
    name();
  }

  /// The id that a task had there stays; the others get the next numbers.
  private void name() {
    Set<String> taken = new HashSet<>();
    for (Task each : tasks) {
      String external = each.externalId();
      String id =
          external == null || !external.startsWith(BACKLOG)
              ? ""
              : external.substring(BACKLOG.length());
      if (id.matches("[a-z0-9][a-z0-9._-]{0,63}") && taken.add(id)) {
        ids.put(each.id(), id);
      }
    }
    int next = 1;
    for (Task each : tasks) {
      while (!ids.containsKey(each.id())) {
        String id = "task-" + next++;
        if (taken.add(id)) {
          ids.put(each.id(), id);
        }
      }
    }
  }

  /// The texts of the files by their names.
  Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "backlog/config.yml",
        "project_name: "
            + quoted(title)
            + "\ndefault_status: \"To Do\"\nstatuses: [\"To Do\", \"In Progress\", \"Blocked\", \"Done\", \"Failed\", \"Cancelled\"]\n"
            + "date_format: yyyy-mm-dd hh:mm\n");
    int ordinal = 0;
    for (Task each : tasks) {
      ordinal += 1_000;
      files.put(
          "backlog/tasks/" + id(each.id()) + " - " + slug(each.title()) + ".md",
          file(each, ordinal));
    }
    return files;
  }

  private String id(UUID task) {
    return Objects.requireNonNull(ids.get(task));
  }

  private static String slug(String title) {
    String slug = title.replaceAll("[^\\p{L}\\p{N}._]+", "-").replaceAll("^[-.]+|[-.]+$", "");
    return slug.isEmpty() ? "task" : ListReader.cut(slug, LONGEST_NAME);
  }

  private String file(Task task, int ordinal) {
    String text = Objects.requireNonNullElse(task.description(), "");
    Matcher labelled = LABELS.matcher(text);
    boolean hasLabels = labelled.matches();
    List<String> labels = hasLabels ? List.of(labelled.group(2).split(", ", -1)) : List.of();
    String body = (hasLabels ? labelled.group(1) : text).strip();
    StringBuilder file = new StringBuilder("---\n");
    put(file, "id", id(task.id()));
    put(file, "title", task.title());
    put(file, "status", status(task.status()));
    put(
        file,
        "assignee",
        task.specialistType() == null ? List.of() : List.of("@" + task.specialistType()));
    put(file, "created_date", task.createdAt().toString().substring(0, 16).replace('T', ' '));
    put(file, "updated_date", task.updatedAt().toString().substring(0, 16).replace('T', ' '));
    put(file, "labels", labels);
    put(file, "dependencies", task.dependsOn().stream().map(this::id).toList());
    put(file, "parent_task_id", task.parentId() == null ? null : id(task.parentId()));
    put(file, "milestone", task.parentId() == null ? task.group() : null);
    put(
        file,
        "priority",
        List.of("urgent", "high", "medium", "low", "someday").get(task.priority() - 1));
    put(
        file,
        "complexity",
        task.complexity() == Complexity.MODERATE ? null : task.complexity().word());
    put(file, "estimated_hours", task.estimatedEffort());
    put(file, "reference", task.reference());
    put(file, "ordinal", ordinal);
    return file.append("---\n").append(body.isEmpty() ? "" : "\n" + body + "\n").toString();
  }

  private static void put(StringBuilder file, String name, @Nullable Object value) {
    if (value != null) {
      file.append(name).append(": ").append(quoted(value)).append('\n');
    }
  }

  /// As YAML reads it: JSON, without characters that YAML refuses.
  private static String quoted(Object value) {
    StringBuilder text = new StringBuilder();
    for (char each : Json.write(value).toCharArray()) {
      boolean isOdd =
          (each >= 0x7F && each <= 0xA0)
              || each == 0x2028
              || each == 0x2029
              || each >= 0xFFFE
              || each == 0xFEFF;
      text.append(isOdd ? "\\u%04x".formatted((int) each) : String.valueOf(each));
    }
    return text.toString();
  }

  private static String status(TaskStatus status) {
    return switch (status) {
      case PENDING -> "To Do";
      case IN_PROGRESS -> "In Progress";
      case BLOCKED -> "Blocked";
      case COMPLETED -> "Done";
      case FAILED -> "Failed";
      case CANCELLED -> "Cancelled";
    };
  }
}
