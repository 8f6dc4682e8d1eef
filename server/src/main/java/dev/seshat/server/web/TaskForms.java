package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.server.http.Answers;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.session.Session;
import dev.seshat.task.NewTask;
import dev.seshat.task.Task;
import dev.seshat.task.TaskChange;
import dev.seshat.task.TaskGroup;
import dev.seshat.task.TaskPlace;
import dev.seshat.task.TaskStatus;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the forms of tasks send, and the board's and the tree's own scripts, which want to know how the task stands now.
final class TaskForms {
  private TaskForms() {}

  static void addTo(Site site) {
    site.form("/sessions/{ref}/tasks", TaskForms::add)
        .form("/sessions/{ref}/tasks/{task}", TaskForms::edit)
        .form("/sessions/{ref}/tasks/{task}/status", TaskForms::status)
        .form("/sessions/{ref}/tasks/{task}/progress", TaskForms::progress)
        .form("/sessions/{ref}/tasks/{task}/place", TaskForms::place)
        .form("/sessions/{ref}/tasks/{task}/dependencies", TaskForms::dependencies)
        .form("/sessions/{ref}/task-groups", TaskForms::addGroup)
        .form("/sessions/{ref}/task-groups/change", TaskForms::changeGroup)
        .form("/sessions/{ref}/task-groups/remove", TaskForms::removeGroup);
  }

  /// The session of the address.
  static Session session(Context ctx) {
    return Visitor.of(ctx).seshat().sessions().get(ctx.pathParam("ref"));
  }

  private static String id(Context ctx) {
    return session(ctx).id().toString();
  }

  private static Seshat as(Context ctx) {
    return Visitor.of(ctx).seshat();
  }

  private static String quoted(String title) {
    return "‘" + Format.line(title, 80) + "’";
  }

  private static Site.@Nullable Done add(Context ctx, Form form) {
    form.only("title", "task_group", "parent", "from");
    NewTask told = NewTask.of(form.required("title", 500));
    String parent = form.text("parent");
    String group = form.text("task_group");
    told = parent == null ? told : told.under(parent);
    told = group == null || parent != null ? told : told.in(group);
    Task made = as(ctx).tasks().add(id(ctx), List.of(told)).getFirst();
    String says = quoted(made.title()) + " is written down.";
    if (parent != null && "task".equals(form.text("from"))) {
      return new Site.Done(TaskRow.href(made.sessionId(), parent), says);
    }
    return done(ctx, form, made, says);
  }

  private static Site.@Nullable Done edit(Context ctx, Form form) {
    form.only(
        "version",
        "title",
        "description",
        "specialist_type",
        "complexity_level",
        "priority_level",
        "estimated_effort",
        "actual_effort",
        "verification_status",
        "reference",
        "related_tasks");
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    for (String name :
        List.of(
            "title",
            "description",
            "specialist_type",
            "complexity_level",
            "verification_status",
            "reference")) {
      json.put(name, form.text(name));
    }
    for (String name : List.of("priority_level", "estimated_effort", "actual_effort")) {
      json.put(name, number(name, form.text(name)));
    }
    json.put("related_tasks", words(form.text("related_tasks")));
    Task task =
        changed(
            ctx,
            TaskChange.fromJson(json),
            Params.positive("version", form.required("version", 19)));
    return done(ctx, form, task, quoted(task.title()) + " is kept.");
  }

  private static @Nullable Long number(String name, @Nullable String text) {
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new Invalid(name, "must be a whole number");
    }
  }

  private static List<String> words(@Nullable String text) {
    return text == null
        ? List.of()
        : Arrays.stream(text.split("[,\\s]+", -1)).filter(word -> !word.isEmpty()).toList();
  }

  private static Site.@Nullable Done status(Context ctx, Form form) {
    form.only("status", "from", "with_subtasks", "force");
    TaskChange change = TaskChange.to(TaskStatus.of(form.required("status", 20)));
    change = form.ticked("with_subtasks") ? change.withAllUnder() : change;
    change = form.ticked("force") ? change.forced() : change;
    Task task = changed(ctx, change, null);
    return done(ctx, form, task, quoted(task.title()) + " is " + new TaskRow(task).state() + ".");
  }

  private static Site.@Nullable Done progress(Context ctx, Form form) {
    form.only("progress_percentage", "force");
    Long percent = number("progress_percentage", form.required("progress_percentage", 3));
    long checked = Objects.requireNonNull(percent);
    if (checked < 0 || checked > 100) {
      throw new Invalid("progress_percentage", "must be 0 to 100");
    }
    TaskChange change = TaskChange.to((double) checked);
    Task task = changed(ctx, form.ticked("force") ? change.forced() : change, null);
    return done(ctx, form, task, quoted(task.title()) + " is at " + checked + " %.");
  }

  private static Site.@Nullable Done place(Context ctx, Form form) {
    form.only("parent", "task_group", "before", "from");
    Task task = changed(ctx, TaskChange.to(place(form)), null);
    return done(ctx, form, task, quoted(task.title()) + " is moved.");
  }

  /// The form offers three ways of saying it, the first filled in already: the last one that is filled in counts.
  private static TaskPlace place(Form form) {
    String before = form.text("before");
    String parent = form.text("parent");
    if (before != null) {
      return TaskPlace.before(before);
    }
    return parent != null ? TaskPlace.under(parent) : TaskPlace.in(form.text("task_group"));
  }

  private static Site.@Nullable Done dependencies(Context ctx, Form form) {
    form.only("add_depends_on", "remove_depends_on");
    List<String> more = words(form.text("add_depends_on"));
    List<String> fewer = words(form.text("remove_depends_on"));
    if (more.isEmpty() && fewer.isEmpty()) {
      throw new Invalid("add_depends_on", "names no task");
    }
    TaskChange change = new TaskChange(Map.of(), null, more, fewer, null, null, null, false, false);
    Task task = changed(ctx, change, null);
    return done(
        ctx,
        form,
        task,
        fewer.isEmpty() ? "It waits for that as well." : "It no longer waits for that.");
  }

  private static Task changed(Context ctx, TaskChange change, @Nullable Long version) {
    return as(ctx).tasks().change(id(ctx), ctx.pathParam("task"), change, version);
  }

  /// Back to where the form was; a script is told what came of it.
  private static Site.@Nullable Done done(Context ctx, Form form, Task task, String says) {
    String accept = ctx.header("Accept");
    if (accept != null && accept.startsWith("application/json")) {
      Answers.json(ctx, Map.of("status", task.status().word(), "state", new TaskRow(task).state()));
      return null;
    }
    return new Site.Done(back(form, task), says);
  }

  private static String back(Form form, Task task) {
    String from = form.text("from");
    String session = "/sessions/" + task.sessionId();
    return switch (from == null ? "task" : from) {
      case "task" -> new TaskRow(task).href();
      case "board" -> "/board#t-" + task.id();
      case "session" -> session + "/board#t-" + task.id();
      case "tree" -> session + "/tasks#t-" + task.id();
      case "today" -> "/";
      default -> throw new Invalid("from", "must be board, session, tree, task or today");
    };
  }

  private static Site.Done group(Context ctx, TaskGroup group, String says) {
    return new Site.Done("/sessions/" + id(ctx) + "/tasks#g-" + group.id(), says);
  }

  private static Site.Done addGroup(Context ctx, Form form) {
    form.only("group_name", "parent");
    TaskGroup made =
        as(ctx).taskGroups().add(id(ctx), form.required("group_name", 200), form.text("parent"));
    return group(ctx, made, "The group " + quoted(made.name()) + " is there.");
  }

  private static Site.Done changeGroup(Context ctx, Form form) {
    form.only("group", "group_name", "description", "before");
    Map<String, @Nullable Object> changes = new LinkedHashMap<>();
    changes.put("group_name", form.required("group_name", 200));
    changes.put("description", form.text("description"));
    if (form.text("before") != null) {
      changes.put("before", form.text("before"));
    }
    TaskGroup made = as(ctx).taskGroups().change(id(ctx), form.required("group", 200), changes);
    return group(ctx, made, "The group " + quoted(made.name()) + " is kept.");
  }

  private static Site.Done removeGroup(Context ctx, Form form) {
    form.only("group");
    TaskGroup gone = as(ctx).taskGroups().remove(id(ctx), form.required("group", 200));
    return new Site.Done(
        "/sessions/" + id(ctx) + "/tasks", "The group " + quoted(gone.name()) + " is taken away.");
  }
}
