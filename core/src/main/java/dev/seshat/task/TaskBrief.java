package dev.seshat.task;

import dev.seshat.Texts;
import dev.seshat.session.BriefPart;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/// The open tasks in the brief of a session: those that may be begun first, then those under way, then what holds up.
public final class TaskBrief implements BriefPart {
  private static final int MOST = 50;

  @Override
  public String heading() {
    return "## Open tasks";
  }

  @Override
  public int share() {
    return 10;
  }

  @Override
  public List<String> lines(Tx tx, Session session) throws SQLException {
    long all = Objects.requireNonNullElse(session.get(SessionField.TASK_COUNT), 0L);
    if (all == 0) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    long done = Objects.requireNonNullElse(session.get(SessionField.COMPLETED_TASK_COUNT), 0L);
    lines.add("- " + done + " of " + all + " completed");
    Set<UUID> told = new HashSet<>();
    for (Task each : TaskTable.ready(tx, session.id(), MOST)) {
      told.add(each.id());
      lines.add(line("ready", each));
    }
    for (TaskStatus status :
        List.of(
            TaskStatus.IN_PROGRESS, TaskStatus.BLOCKED, TaskStatus.FAILED, TaskStatus.PENDING)) {
      for (Task each : TaskTable.list(tx, session.id(), TaskFilter.all(MOST).in(Set.of(status)))) {
        if (told.add(each.id())) {
          lines.add(line(status == TaskStatus.PENDING ? "waiting" : status.word(), each));
        }
      }
    }
    return lines;
  }

  private static String line(String state, Task task) {
    StringBuilder line = new StringBuilder("- ");
    line.append(state.replace('_', ' ')).append(": ").append(Texts.shorten(task.title(), 300));
    line.append(" (").append(task.marker()).append(", priority ").append(task.priority());
    if (task.specialistType() != null) {
      line.append(", @").append(task.specialistType());
    }
    if (task.assignee() != null) {
      line.append(", ").append(Texts.shorten(task.assignee(), 60)).append("'s");
    }
    if (task.progress() > 0) {
      line.append(", ").append(Math.round(task.progress())).append(" %");
    }
    if (task.waitsFor() > 0) {
      line.append(", waits for ").append(task.waitsFor());
    }
    return line.append(')').toString();
  }
}
