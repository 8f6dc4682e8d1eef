package dev.seshat.server.rest;

import dev.seshat.json.Fields;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import dev.seshat.task.TaskGroup;
import dev.seshat.task.TaskGroups;
import java.util.List;
import java.util.Map;

/// The groups of tasks of sessions: list, add, change, remove.
public final class TaskGroupRoutes implements Operations {
  private static final String ALL = "/api/v1/sessions/{ref}/task-groups";
  private static final String ONE = ALL + "/{group}";
  private static final Schema GROUP = TaskShapes.group();

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get(ALL, "listTaskGroups", "The groups of a session's tasks, in their order")
            .answers("All of them", Shapes.list("groups", GROUP))
            .by(request ->
                Reply.json(
                    Map.of(
                        "groups",
                        groups(request).list(request.ref()).stream()
                            .map(TaskGroup::toJson)
                            .toList()))),
        Operation.post(ALL, "addTaskGroup", "Make a group")
            .about("One of the name that is there already is that one.")
            .takes(TaskShapes.newGroup())
            .answers(201, "The group", GROUP)
            .by(TaskGroupRoutes::add),
        Operation.patch(ONE, "changeTaskGroup", "Rename, order or describe a group")
            .path("group", TaskShapes.GROUP)
            .takes(TaskShapes.groupChange())
            .answers("The group as it is now", GROUP)
            .by(request ->
                Reply.json(
                    groups(request)
                        .change(request.ref(), request.place("group"), request.body())
                        .toJson())),
        Operation.delete(ONE, "removeTaskGroup", "Take an empty group away")
            .path("group", TaskShapes.GROUP)
            .answersNothing("It is gone")
            .by(request -> {
              groups(request).remove(request.ref(), request.place("group"));
              return Reply.nothing();
            }));
  }

  private static TaskGroups groups(Request request) {
    return request.seshat().taskGroups();
  }

  private static Reply add(Request request) {
    Fields fields = request.fields();
    TaskGroup made =
        groups(request)
            .add(
                request.ref(),
                fields.required("group_name", 200),
                fields.text("parent_group", 200));
    return Reply.json(made.toJson()).withStatus(201);
  }
}
