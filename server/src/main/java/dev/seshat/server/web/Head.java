package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.mode.ModeBinding;
import dev.seshat.people.Consent;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.session.SessionStatus;
import dev.seshat.sync.TaskFiles;
import dev.seshat.task.TaskOutline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands above every page of one session.
///
/// @param tab the page that is open: `timeline`, `usage`…
/// @param interviewed whose interview it is, and about what; null for a session with nobody
/// @param tasks how its tasks stand
/// @param mode the mode that it is worked on in; null for none
/// @param conflicts how much of the file of its tasks waits for a person to decide
public record Head(
    Session session,
    String tab,
    @Nullable Interviewed interviewed,
    TaskOutline.Summary tasks,
    @Nullable String mode,
    long conflicts) {
  static Head of(Seshat seshat, Session session, String tab) {
    return new Head(
        session,
        tab,
        Interviewed.of(seshat, session),
        seshat.taskOutline().summary(session.id().toString()),
        mode(seshat, session),
        seshat.taskFiles().state(session.id().toString()).openConflicts());
  }

  private static @Nullable String mode(Seshat seshat, Session session) {
    return session.get(SessionField.MODE_ID) == null
        ? null
        : seshat.modes().bound(session.id().toString()).map(ModeBinding::mode).orElse(null);
  }

  public String href(String page) {
    return "/sessions/" + session.id() + (page.isEmpty() ? "" : "/" + page);
  }

  /// The pages of the session.
  public List<Parts.Tab> tabs() {
    List<Parts.Tab> tabs = new ArrayList<>();
    tabs.add(tab("Timeline", "timeline", 0));
    if (interviewed != null || session.kind().equals(Consent.INTERVIEW)) {
      tabs.add(tab("Interview", "interview", 0));
    }
    if (iterates()) {
      tabs.add(tab("Iterations", "iterations", count(SessionField.ITERATION_COUNT)));
    }
    tabs.add(tab("Tasks", "tasks", tasks.open()));
    if (conflicts > 0 || tab.equals("conflicts")) {
      tabs.add(tab("Conflicts", "conflicts", conflicts));
    }
    if (mode != null || tab.equals("mode") || session.kind().equals(TaskFiles.KIND)) {
      tabs.add(tab("Mode", "mode", 0));
    }
    tabs.addAll(others());
    return tabs;
  }

  private List<Parts.Tab> others() {
    return List.of(
        tab("Usage", "usage", 0),
        tab("Notes", "notes", session.noteCount()),
        tab("Artifacts", "artifacts", session.artifactCount()),
        tab("Progress", "progress", 0),
        tab("Brief", "brief", 0),
        tab("Related", "related", 0));
  }

  /// Whether prompts are worked out in it.
  private boolean iterates() {
    return session.kind().equals("prompting")
        || tab.equals("iterations")
        || count(SessionField.ITERATION_COUNT) > 0;
  }

  private long count(SessionField<Long> field) {
    Long count = session.get(field);
    return count == null ? 0 : count;
  }

  private Parts.Tab tab(String title, String name, long count) {
    return new Parts.Tab(title, href(name.equals("timeline") ? "" : name), count, name.equals(tab));
  }

  /// What it is for, where its title does not say it already.
  public @Nullable String intention() {
    return new SessionRow(session).intention();
  }

  public Money cost() {
    return Money.of(session);
  }

  /// How many turns it has, with those it shares with what it was forked from.
  public long turns() {
    Long shared = session.forkedAtSequence();
    return session.interactionCount()
        + (shared == null || session.forkedFromId() == null ? 0 : shared);
  }

  /// How many images it has.
  public long images() {
    Long count = session.get(SessionField.IMAGE_COUNT);
    return count == null ? 0 : count;
  }

  /// How much was asked in a coding session; 0 in others.
  public long asked() {
    return tasks.total() > 0 ? 0 : count(SessionField.TASK_COUNT);
  }

  /// How many of its tasks are done, in whole per cent; null where it has none.
  public @Nullable Integer percent() {
    Double percent = session.get(SessionField.PROGRESS_PERCENTAGE);
    return tasks.total() == 0 || percent == null ? null : (int) Math.floor(percent);
  }

  public boolean canPause() {
    return session.status() == SessionStatus.ACTIVE;
  }

  public boolean canComplete() {
    return session.status().next().contains(SessionStatus.COMPLETED);
  }

  public boolean canCancel() {
    return session.status().next().contains(SessionStatus.CANCELLED);
  }

  /// What becoming active is called from where it stands; null where it cannot.
  public @Nullable String activation() {
    return switch (session.status()) {
      case SCHEDULED -> "Start";
      case PAUSED -> "Resume";
      case COMPLETED, FAILED, ARCHIVED -> "Reopen";
      case ACTIVE, CANCELLED -> null;
    };
  }

  public boolean isOver() {
    return !session.status().isOpen();
  }
}
