package dev.seshat.sync;

import dev.seshat.Page;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.audit.Audit;
import dev.seshat.markdown.MergePolicy;
import dev.seshat.markdown.TaskState;
import dev.seshat.session.Session;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Stores;
import dev.seshat.store.Tx;
import dev.seshat.task.TaskLines;
import dev.seshat.task.Tasks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
  private final Function<Scope, Sessions> within;
  private final SessionMode modes;
  private final TaskLines lines;
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
    this.within = within;
    this.modes = modes;
    this.lines = new TaskLines(scope, tasks);
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
      throw new StoreUnavailable("the file " + file + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new Conflict("the file " + file + " is being changed all the time; try again");
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
    Step step = scope.store().write(tx -> step(tx, session.id(), file, old, policy, isAccepted));
    byte[] content = step.content();
    boolean isWritten = content != null && !Arrays.equals(content, old);
    if (isWritten && !write(file, old, Objects.requireNonNull(content), step.ownHash())) {
      return null;
    }
    if (content != null && step.isPending()) {
      scope.store().write(tx -> settle(tx, session.id(), content));
    }
    return report(session, file, step.changes(), isWritten, step.messages());
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
        && scope.store().read(tx -> print(tx, session.id())).equals(kept.get().dbHash());
  }

  private String print(Tx tx, UUID id) throws SQLException {
    Session session = sessions.getIn(tx, id);
    return new StoreSide(lines.tree(tx, id), lines.groups(tx, id))
        .print(StoreSide.front(session, modes.of(tx, id)));
  }

  /// What a transaction has made of a file.
  ///
  /// @param content what the file is to have; null when it is set aside
  /// @param ownHash of what we have written last
  /// @param isPending whether it is to be noted that the file was written
  private record Step(
      byte @Nullable [] content,
      @Nullable String ownHash,
      boolean isPending,
      int changes,
      List<String> messages) {}

  private Step step(
      Tx tx,
      UUID id,
      Path file,
      byte @Nullable [] old,
      @Nullable MergePolicy wanted,
      boolean isAccepted)
      throws SQLException {
    Session session = sessions.lockIn(tx, id);
    SyncTable.Kept kept = SyncTable.find(tx, id).orElse(null);
    if (kept == null) {
      SyncTable.insert(tx, id, file.toString(), wanted == null ? MergePolicy.MERGE : wanted);
      kept = SyncTable.find(tx, id).orElseThrow();
    }
    MergePolicy policy = wanted == null ? kept.policy() : wanted;
    SyncTable.Kept known = kept;
    try {
      return Stores.within(
          scope.store(),
          tx,
          joined ->
              joined.write(inner -> merged(inner, session, file, old, known, policy, isAccepted)));
    } catch (SyncRun.SetAside e) {
      return setAside(tx, id, kept, old, policy, String.valueOf(e.getMessage()));
    }
  }

  private Step merged(
      Tx tx,
      Session session,
      Path file,
      byte @Nullable [] old,
      SyncTable.Kept kept,
      MergePolicy policy,
      boolean isAccepted)
      throws SQLException {
    UUID id = session.id();
    boolean isNext = old != null && FileCheck.hash(old).equals(kept.nextHash());
    Base base = old == null ? Base.NONE : Base.parse(isNext ? kept.next() : kept.base());
    Decisions decisions = Conflicts.decisions(tx, id);
    String text = text(tx, session, old, kept, base, isAccepted);
    Front front = new Front(tx, scope, within, modes, policy, decisions, text);
    front.merge(session, base.front());
    boolean isOpen = sessions.getIn(tx, id).status().isOpen();
    SyncRun run = new SyncRun(tx, scope, lines, id, isOpen, policy, base, decisions, front.text());
    SyncRun.Done done = run.run(isNext ? List.of() : orphans(kept));
    return take(tx, session, kept, file, old, policy, front, done);
  }

  /// The text to be merged: that of the file, or, where there was none yet, of a new one.
  private String text(
      Tx tx,
      Session session,
      byte @Nullable [] old,
      SyncTable.Kept kept,
      Base base,
      boolean isAccepted)
      throws SQLException {
    if (old == null) {
      if (kept.base() != null && !isAccepted) {
        throw new SyncRun.SetAside(
            "the file is gone: put it back, or accept that, to have it written again");
      }
      return SessionText.of(session, StoreSide.front(session, modes.of(tx, session.id())));
    }
    String text;
    try {
      text = FileCheck.text(old);
    } catch (Invalid e) {
      throw new SyncRun.SetAside(String.valueOf(e.getMessage()));
    }
    if (kept.base() == null && text.replace("\uFEFF", "").isBlank()) {
      return SessionText.of(session, StoreSide.front(session, modes.of(tx, session.id())));
    }
    Optional<String> problem =
        isAccepted ? Optional.empty() : FileCheck.problem(text, base, session.shortId());
    if (problem.isPresent()) {
      throw new SyncRun.SetAside(problem.get());
    }
    return text;
  }

  /// The tasks that were made of lines whose file was not written any more.
  private static List<TaskState> orphans(SyncTable.Kept kept) {
    Base next = Base.parse(kept.next());
    return next.tasks().stream().filter(each -> next.made().contains(each.marker())).toList();
  }

  private Step take(
      Tx tx,
      Session session,
      SyncTable.Kept kept,
      Path file,
      byte @Nullable [] old,
      MergePolicy policy,
      Front front,
      SyncRun.Done done)
      throws SQLException {
    UUID id = session.id();
    byte[] content = done.text().getBytes(StandardCharsets.UTF_8);
    boolean isWritten = !Arrays.equals(content, old);
    List<SyncTable.Found> found = new ArrayList<>(front.conflicts());
    found.addAll(done.conflicts());
    boolean isConflict = Conflicts.note(tx, id, found, scope.actor());
    List<String> messages = new ArrayList<>(front.messages());
    messages.addAll(done.messages());
    int changes = front.changes() + done.changes();
    Base next =
        new Base(
            done.next().tasks(),
            done.next().groups(),
            done.next().off(),
            front.agreed(),
            isWritten ? done.next().made() : Set.of());
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("markdown_file_path", file.toString());
    columns.put(
        "sync_status",
        (isConflict
                ? SyncState.Status.CONFLICT
                : isWritten ? SyncState.Status.DB_NEWER : SyncState.Status.SYNCHRONIZED)
            .word());
    columns.put("policy", policy.word());
    columns.put("message", messages.isEmpty() ? null : shortened(messages));
    columns.put("set_aside_hash", null);
    columns.put("db_content_hash", print(tx, id));
    columns.put("next_base", isWritten ? next.toJson() : null);
    columns.put("next_hash", isWritten ? FileCheck.hash(content) : null);
    if (!isWritten) {
      columns.put("base", next.toJson());
      columns.put("md_content_hash", FileCheck.hash(content));
      columns.put("md_length", (long) content.length);
    } else if (kept.nextHash() != null
        && old != null
        && FileCheck.hash(old).equals(kept.nextHash())) {
      columns.put("base", kept.next());
      columns.put("md_content_hash", kept.nextHash());
    }
    if (changes > 0) {
      columns.put("last_md_to_db_sync", tx.now());
    }
    SyncTable.set(tx, id, columns);
    return new Step(content, kept.fileHash(), isWritten, changes, messages);
  }

  private static String shortened(List<String> messages) {
    return dev.seshat.Texts.shorten(String.join("; ", messages), 2_000);
  }

  private static Step setAside(
      Tx tx,
      UUID id,
      SyncTable.Kept kept,
      byte @Nullable [] old,
      MergePolicy policy,
      String message)
      throws SQLException {
    String hash = old == null ? "" : FileCheck.hash(old);
    if (!hash.equals(kept.setAsideHash()) || !message.equals(kept.message())) {
      Map<String, @Nullable Object> columns = new LinkedHashMap<>();
      columns.put("sync_status", SyncState.Status.MD_NEWER.word());
      columns.put("policy", policy.word());
      columns.put("message", message);
      columns.put("set_aside_hash", hash);
      SyncTable.set(tx, id, columns);
    }
    return new Step(null, null, false, 0, List.of(message));
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

  /// Notes that the file has been written: what is in it is the base now.
  private static boolean settle(Tx tx, UUID id, byte[] content) throws SQLException {
    String hash = FileCheck.hash(content);
    SyncTable.Kept kept = SyncTable.find(tx, id).orElseThrow();
    if (!hash.equals(kept.nextHash())) {
      return false;
    }
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("base", kept.next());
    columns.put("next_base", null);
    columns.put("next_hash", null);
    columns.put("md_content_hash", hash);
    columns.put("md_length", (long) content.length);
    columns.put("last_db_to_md_sync", tx.now());
    if (kept.status() == SyncState.Status.DB_NEWER) {
      columns.put("sync_status", SyncState.Status.SYNCHRONIZED.word());
    }
    SyncTable.set(tx, id, columns);
    return true;
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

  /// The sessions whose files are followed, a page of them: those of tasks that are not archived.
  ///
  /// @param after the last of the page before; null for the first page
  public List<Session> followed(@Nullable UUID after, int limit) {
    List<UUID> ids = scope.store().read(tx -> SyncTable.followed(tx, after, limit));
    return sessions.getAll(ids);
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
