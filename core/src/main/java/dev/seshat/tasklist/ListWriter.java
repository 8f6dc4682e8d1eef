package dev.seshat.tasklist;

import dev.seshat.Csv;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.markdown.TaskWords;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.task.Task;
import dev.seshat.task.TaskGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// Writes tasks as other tools read them.
///
/// @param tasks in the order of their tree
record ListWriter(Session session, List<TaskGroup> groups, List<Task> tasks) {

  /// Writes them; the stream is not closed.
  void write(ListFormat format, OutputStream out) throws IOException {
    switch (format) {
      case MARKDOWN -> out.write(markdown().getBytes(StandardCharsets.UTF_8));
      case JSON -> out.write(json().getBytes(StandardCharsets.UTF_8));
      case CSV -> out.write(csv().getBytes(StandardCharsets.UTF_8));
      case BACKLOG -> zip(out);
    }
    out.flush();
  }

  private void zip(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    for (Map.Entry<String, String> each : new BoardWriter(title(), tasks).files().entrySet()) {
      ZipEntry entry = new ZipEntry(each.getKey());
      entry.setTime(session.updatedAt().toEpochMilli());
      zip.putNextEntry(entry);
      zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    zip.finish();
  }

  private String title() {
    String name = session.get(SessionField.NAME);
    String intention = Objects.requireNonNullElse(session.get(SessionField.INTENTION), "Tasks");
    String title = Texts.shorten((name == null ? intention : name).strip(), 120).strip();
    return title.isEmpty() ? "Tasks" : title;
  }

  private String markdown() {
    Map<@Nullable UUID, List<Task>> byGroup = new HashMap<>();
    tasks.forEach(
        each -> byGroup.computeIfAbsent(each.groupId(), id -> new ArrayList<>()).add(each));
    Map<@Nullable UUID, List<TaskGroup>> inside = new HashMap<>();
    groups.forEach(
        each -> inside.computeIfAbsent(each.parentId(), id -> new ArrayList<>()).add(each));
    StringBuilder text = new StringBuilder(heading(1, title()));
    lines(text, byGroup.getOrDefault(null, List.of()));
    groups(text, null, inside, byGroup);
    return text.toString();
  }

  private static void groups(
      StringBuilder text,
      @Nullable UUID around,
      Map<@Nullable UUID, List<TaskGroup>> inside,
      Map<@Nullable UUID, List<Task>> byGroup) {
    for (TaskGroup each : inside.getOrDefault(around, List.of())) {
      text.append('\n')
          .append(heading(Math.min(6, each.level() + 2), Texts.shorten(each.name(), 200).strip()));
      lines(text, byGroup.getOrDefault(each.id(), List.of()));
      groups(text, each.id(), inside, byGroup);
    }
  }

  private static String heading(int level, String name) {
    String written = name.endsWith("#") ? name.substring(0, name.length() - 1) + "\\#" : name;
    return "#".repeat(level) + " " + written + "\n";
  }

  private static void lines(StringBuilder text, List<Task> tasks) {
    if (!tasks.isEmpty()) {
      text.append('\n');
    }
    for (Task each : tasks) {
      String title = Texts.shorten(each.title(), each.title().length()).strip();
      TaskWords words =
          new TaskWords(
              title,
              each.status().word(),
              each.specialistType(),
              each.estimatedEffort(),
              each.reference());
      text.append("  ".repeat(each.level())).append(words.line()).append('\n');
    }
  }

  private String json() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("session_id", session.id().toString());
    all.put("name", title());
    all.put("groups", groups.stream().map(TaskGroup::toJson).toList());
    all.put("tasks", tasks.stream().map(Task::toJson).toList());
    return Json.pretty(all) + "\n";
  }

  private String csv() {
    StringBuilder text = new StringBuilder();
    for (Task each : tasks) {
      Map<String, @Nullable Object> shown = new LinkedHashMap<>(each.toJson());
      if (text.isEmpty()) {
        text.append(Csv.line(shown.keySet()));
      }
      shown.replaceAll((name, value) ->
          value instanceof List<?> list ? String.join(" ", Taking.texts(list)) : value);
      text.append(Csv.line(shown.values()));
    }
    return text.toString();
  }
}
