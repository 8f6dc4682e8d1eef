package dev.seshat.sync;

import dev.seshat.Page;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.audit.Audit;
import dev.seshat.markdown.MergePolicy;
import dev.seshat.session.Session;
import dev.seshat.session.SessionStatus;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import dev.seshat.task.TaskLines;
import dev.seshat.task.Tasks;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The files of sessions' tasks: `session.md`, which says the same as the store, whichever of the two was changed.
///
/// A file stands in `.seshat/sessions/{short id}` below the session's `project_root_path`, or in `sessions/{short id}` in the
/// store's folder. It is made by the first sync, and edited in place from then on.
public final class TaskFiles {
  /// The kind of the sessions whose files are followed.
  public static final String KIND = "tasks";

  /// How often a file that changes while it is looked at is looked at again.
  private static final int TRIES = 8;

  private static final int MOST_CONFLICTS = 500;

  private final Scope scope;
  private final Sessions sessions;
  private final StoreStep steps;
  private final Disk disk;

  /// @param within the sessions on another scope
  public TaskFiles(
      Scope scope,
      Sessions sessions,
      Tasks tasks,
      Function<Scope, Sessions> within,
      SessionMode modes) {
    this(scope, sessions, tasks, within, modes, new LocalDisk(java.time.Clock.systemUTC()));
  }

  TaskFiles(
      Scope scope,
      Sessions sessions,
      Tasks tasks,
      Function<Scope, Sessions> within,
      SessionMode modes,
      Disk disk) {
    this.scope = scope;
    this.sessions = sessions;
    this.steps = new StoreStep(scope, sessions, within, modes, new TaskLines(scope, tasks));
    this.disk = disk;
  }

  /// Has a session's file and the store say the same.
  ///
  /// @param policy who wins where both have changed the same, from now on; null for what it was, at first `merge`
  /// @param isAccepted whether the file is taken however it looks, where it was set aside
  /// @throws StoreUnavailable if the file cannot be read or written
  public SyncReport sync(String ref, @Nullable MergePolicy policy, boolean isAccepted) {
    Session session = sessions.get(ref);
    Path file = place(session);
    try {
      for (int i = 0; i < TRIES; i++) {
        SyncReport report = once(session, file, policy, isAccepted, i == TRIES - 1);
        if (report != null) {
          return report;
        }
      }
    } catch (IOException e) {
      String message = "the file " + file + ": " + reason(e);
      scope.store().write(tx -> failed(tx, session.id(), message));
      throw new StoreUnavailable(message, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new Conflict("the file " + file + " is being changed all the time; try again");
  }

  private static String reason(IOException e) {
    return e instanceof FileSystemException system && system.getReason() == null
        ? e.getClass().getSimpleName()
        : String.valueOf(e.getMessage());
  }

  /// Notes that a file could not be read or written.
  private static boolean failed(Tx tx, UUID id, String message) throws SQLException {
    Optional<SyncTable.Kept> kept = SyncTable.find(tx, id);
    if (kept.isEmpty() || message.equals(kept.get().message())) {
      return false;
    }
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("message", message);
    if (kept.get().nextHash() == null) {
      columns.put("set_aside_hash", "");
    }
    SyncTable.set(tx, id, columns);
    return true;
  }

  /// @return null if the file has become another meanwhile
  private @Nullable SyncReport once(
      Session session, Path file, @Nullable MergePolicy policy, boolean isAccepted, boolean isLast)
      throws IOException, InterruptedException {
    byte[] old = disk.read(file);
    Optional<SyncTable.Kept> kept = scope.store().read(tx -> SyncTable.find(tx, session.id()));
    if (old != null && isBeingSaved(old, kept, file) && !isLast) {
      disk.pause();
      return null;
    }
    if (isSame(session, old, kept, policy)) {
      return report(session, file, 0, false, List.of());
    }
    StoreStep.Step step =
        scope.store().write(tx -> steps.run(tx, session.id(), file, old, policy, isAccepted));
    byte[] content = step.content();
    boolean isWritten = content != null && !Arrays.equals(content, old);
    if (isWritten && !write(file, old, Objects.requireNonNull(content), step.ownHash())) {
      return null;
    }
    Instant modified = disk.modified(file);
    boolean isNews = !Objects.equals(modified, kept.map(SyncTable.Kept::modified).orElse(null));
    if ((content != null && step.isPending()) || isNews) {
      scope
          .store()
          .write(tx -> settle(tx, session.id(), step.isPending() ? content : null, modified));
    }
    return report(session, file, step.changes(), isWritten, step.messages());
  }

  private static boolean settle(
      Tx tx, UUID id, byte @Nullable [] content, @Nullable Instant modified) throws SQLException {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("last_file_modification", modified);
    SyncTable.set(tx, id, columns);
    return content != null && StoreStep.settle(tx, id, content);
  }

  /// A file that has just been saved with less in it than there was is likely to be half of itself.
  private boolean isBeingSaved(byte[] old, Optional<SyncTable.Kept> kept, Path file)
      throws IOException {
    return kept.isPresent()
        && old.length < kept.get().length()
        && disk.age(file).compareTo(LocalDisk.SAVING) < 0
        && !FileCheck.hash(old).equals(kept.get().fileHash());
  }

  /// Whether neither side has changed since they were the same.
  private boolean isSame(
      Session session,
      byte @Nullable [] old,
      Optional<SyncTable.Kept> kept,
      @Nullable MergePolicy policy) {
    return old != null
        && kept.isPresent()
        && kept.get().nextHash() == null
        && kept.get().setAsideHash() == null
        && (policy == null || policy == kept.get().policy())
        && FileCheck.hash(old).equals(kept.get().fileHash())
        && scope.store().read(tx -> !SyncTable.hasDecisions(tx, session.id()))
        && scope.store().read(tx -> steps.print(tx, session.id())).equals(kept.get().dbHash());
  }

  /// @return whether the file was still what was read
  private boolean write(Path file, byte @Nullable [] old, byte[] content, @Nullable String ownHash)
      throws IOException {
    if (old != null && !FileCheck.hash(old).equals(ownHash)) {
      disk.keep(file, old);
    }
    Path written = disk.write(file, content);
    boolean isMoved = false;
    try {
      if (Arrays.equals(disk.read(file), old)) {
        disk.rename(written, file);
        isMoved = true;
      }
    } finally {
      if (!isMoved) {
        disk.discard(written);
      }
    }
    return isMoved;
  }

  private SyncReport report(
      Session session, Path file, int changes, boolean isWritten, List<String> messages) {
    return new SyncReport(state(session, file), changes, isWritten, messages);
  }

  /// How a session's file and the store stand to one another, as the last sync left them.
  public SyncState state(String ref) {
    Session session = sessions.get(ref);
    return state(session, place(session));
  }

  private SyncState state(Session session, Path file) {
    return scope
        .store()
        .read(tx -> {
          Optional<SyncTable.Kept> kept = SyncTable.find(tx, session.id());
          return new SyncState(
              session.id(),
              session.shortId(),
              session.title(),
              file.toString(),
              kept.map(SyncTable.Kept::status).orElse(null),
              kept.map(SyncTable.Kept::policy).orElse(MergePolicy.MERGE),
              kept.map(SyncTable.Kept::message).orElse(null),
              kept.map(each -> each.setAsideHash() != null).orElse(false),
              SyncTable.open(tx, session.id()),
              kept.map(SyncTable.Kept::toFile).orElse(null),
              kept.map(SyncTable.Kept::toStore).orElse(null),
              kept.map(SyncTable.Kept::resolved).orElse(null));
        });
  }

  static boolean isFollowed(Session session) {
    return session.kind().equals(KIND) && session.status() != SessionStatus.ARCHIVED;
  }

  /// The sessions whose files are followed, a page of them: those of tasks that are not archived.
  ///
  /// @param after the last of the page before; null for the first page
  public List<Session> followed(@Nullable UUID after, int limit) {
    List<UUID> ids = scope.store().read(tx -> SyncTable.followed(tx, after, limit));
    return sessions.getAll(ids);
  }

  /// Whether a session's file was made already.
  boolean hasFile(UUID session) {
    return scope.store().read(tx -> SyncTable.find(tx, session).isPresent());
  }

  /// Follows files and store, whichever is changed, until the thread is interrupted.
  ///
  /// @param audit in which the changes of the store are seen, those of other processes too
  public void follow(Audit audit) throws InterruptedException {
    try (FileWatch watch = new FileWatch(this, sessions, audit)) {
      watch.run();
    }
  }

  /// Where a session's file is, or would be.
  Path place(Session session) {
    return FilePlace.of(session, scope.store().folder());
  }

  /// The conflicts of a session, the oldest first.
  ///
  /// @param state null for those that wait for a person
  /// @param cursor where the page before ended
  /// @param limit 1 to 500
  public Page<SyncConflict> conflicts(
      String ref, SyncConflict.@Nullable State state, @Nullable String cursor, int limit) {
    UUID id = sessions.get(ref).id();
    int most = Math.clamp(limit, 1, MOST_CONFLICTS);
    SyncConflict.State wanted = state == null ? SyncConflict.State.OPEN : state;
    return scope
        .store()
        .read(tx -> {
          SyncConflict after = cursor == null ? null : Conflicts.at(tx, id, cursor);
          List<SyncConflict> found = SyncTable.conflicts(tx, id, wanted, after, most + 1);
          return Page.cut(found, most, each -> each.id().toString());
        });
  }

  /// Decides a conflict that waits, and syncs.
  ///
  /// @param marker of the task; null for the session itself
  /// @param choice `db`, `file`, or the value that it is to be
  public SyncReport resolve(String ref, @Nullable String marker, String field, String choice) {
    UUID id = sessions.get(ref).id();
    scope
        .store()
        .write(tx -> {
          sessions.lockIn(tx, id);
          Conflicts.decide(tx, id, marker, field, choice, scope.actor());
          return true;
        });
    return sync(id.toString(), null, false);
  }

  /// Decides all that waits for one side, and syncs.
  ///
  /// @param choice `db` or `file`
  public SyncReport resolveAll(String ref, String choice) {
    if (!choice.equals("db") && !choice.equals("file")) {
      throw new Invalid("choice", "must be db or file");
    }
    UUID id = sessions.get(ref).id();
    scope
        .store()
        .write(tx -> {
          sessions.lockIn(tx, id);
          for (SyncConflict each : Conflicts.open(tx, id)) {
            Conflicts.decide(tx, id, each.marker(), each.field(), choice, scope.actor());
          }
          return true;
        });
    return sync(id.toString(), null, false);
  }
}
