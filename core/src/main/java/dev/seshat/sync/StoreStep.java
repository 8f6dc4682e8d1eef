package dev.seshat.sync;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.markdown.MergePolicy;
import dev.seshat.markdown.TaskFile;
import dev.seshat.markdown.TaskState;
import dev.seshat.session.Note;
import dev.seshat.session.Notes;
import dev.seshat.session.Session;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Stores;
import dev.seshat.store.Tx;
import dev.seshat.task.TaskLines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a sync does in the store: it merges what was read of a file, and keeps what both sides are to have. What is in the
/// file becomes the base only once the file has been written, so that one who dies between the two loses nothing.
final class StoreStep {
  private static final int MOST_NOTES = 200;

  private final Scope scope;
  private final Sessions sessions;
  private final Function<Scope, Sessions> within;
  private final SessionMode modes;
  private final TaskLines lines;

  StoreStep(
      Scope scope,
      Sessions sessions,
      Function<Scope, Sessions> within,
      SessionMode modes,
      TaskLines lines) {
    this.scope = scope;
    this.sessions = sessions;
    this.within = within;
    this.modes = modes;
    this.lines = lines;
  }

  /// All that the store has of a session's tasks, by which a change is noticed.
  String print(Tx tx, UUID id) throws SQLException {
    Session session = sessions.getIn(tx, id);
    return new StoreSide(lines.tree(tx, id), lines.groups(tx, id))
        .print(StoreSide.front(session, modes.of(tx, id)), session.noteCount());
  }

  /// What a transaction has made of a file.
  ///
  /// @param content what the file is to have; null when it is set aside
  /// @param ownHash of what we have written last
  /// @param isPending whether it is to be noted that the file was written
  record Step(
      byte @Nullable [] content,
      @Nullable String ownHash,
      boolean isPending,
      int changes,
      List<String> messages) {}

  Step run(
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
      Path path,
      byte @Nullable [] old,
      SyncTable.Kept kept,
      MergePolicy policy,
      boolean isAccepted)
      throws SQLException {
    UUID id = session.id();
    boolean isNext = old != null && FileCheck.hash(old).equals(kept.nextHash());
    Base base = old == null ? Base.NONE : Base.parse(isNext ? kept.next() : kept.base());
    Decisions decisions = Conflicts.decisions(tx, id);
    Read read = read(tx, session, old, kept, base, isAccepted);
    Front front = new Front(tx, scope, within, modes, policy, decisions, read.file().text());
    front.merge(session, base.front());
    TaskFile file =
        front.text().equals(read.file().text()) ? read.file() : TaskFile.parse(front.text());
    boolean isOpen = sessions.getIn(tx, id).status().isOpen();
    SyncRun run = new SyncRun(tx, scope, lines, id, isOpen, policy, base, decisions, file);
    SyncRun.Done done = run.run(isNext ? List.of() : orphans(kept));
    List<Note> notes = notes(tx, session, base.notes());
    FileLog.Written written = read.isMade() ? FileLog.Written.NOTHING : done.written();
    String text = FileLog.added(done.file(), notes, written, tx.now());
    String behind = FileLog.behind(notes, base.notes());
    return take(
        new Taking(
            tx,
            session,
            kept,
            path,
            old,
            policy,
            front,
            done,
            text,
            behind,
            !decisions.byKey().isEmpty()));
  }

  /// A file to be merged.
  ///
  /// @param isMade whether there was none, and this is what a new one begins with
  private record Read(TaskFile file, boolean isMade) {}

  private Read read(
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
      return made(tx, session);
    }
    String text;
    try {
      text = FileCheck.text(old);
    } catch (Invalid e) {
      throw new SyncRun.SetAside(String.valueOf(e.getMessage()));
    }
    if (kept.base() == null && text.replace("\uFEFF", "").isBlank()) {
      return made(tx, session);
    }
    TaskFile file = TaskFile.parse(text);
    Optional<String> problem =
        isAccepted ? Optional.empty() : FileCheck.problem(file, base, session.shortId());
    if (problem.isPresent()) {
      throw new SyncRun.SetAside(problem.get());
    }
    return new Read(file, false);
  }

  private Read made(Tx tx, Session session) throws SQLException {
    Map<String, String> front = StoreSide.front(session, modes.of(tx, session.id()));
    return new Read(TaskFile.parse(SessionText.of(session, front, tx.now())), true);
  }

  /// The notes behind a place, the oldest first; of many, those that come now.
  private List<Note> notes(Tx tx, Session session, @Nullable String behind) throws SQLException {
    if (session.noteCount() == 0) {
      return List.of();
    }
    return Stores.within(
        scope.store(),
        tx,
        joined ->
            new Notes(scope.on(joined), sessions)
                .list(session.id().toString(), behind, MOST_NOTES)
                .items());
  }

  /// The tasks that were made of lines whose file was not written any more.
  private static List<TaskState> orphans(SyncTable.Kept kept) {
    Base next = Base.parse(kept.next());
    return next.tasks().stream().filter(each -> next.made().contains(each.marker())).toList();
  }

  /// All that a step has come to.
  ///
  /// @param notes the place behind the last note that is in the text
  /// @param isDecided whether decisions of people were carried out
  private record Taking(
      Tx tx,
      Session session,
      SyncTable.Kept kept,
      Path path,
      byte @Nullable [] old,
      MergePolicy policy,
      Front front,
      SyncRun.Done done,
      String text,
      @Nullable String notes,
      boolean isDecided) {}

  private Step take(Taking all) throws SQLException {
    Tx tx = all.tx();
    UUID id = all.session().id();
    byte[] old = all.old();
    SyncTable.Kept kept = all.kept();
    List<SyncTable.Found> found = new ArrayList<>(all.front().conflicts());
    found.addAll(all.done().conflicts());
    long open = found.stream().filter(SyncTable.Found::isOpen).count();
    byte[] content = Front.marked(all.text(), open).getBytes(StandardCharsets.UTF_8);
    boolean isWritten = !Arrays.equals(content, old);
    boolean isConflict = Conflicts.note(tx, id, found, scope.actor());
    List<String> messages = new ArrayList<>(all.front().messages());
    messages.addAll(all.done().messages());
    int changes = all.front().changes() + all.done().changes();
    Base agreed = all.done().next();
    Base next =
        new Base(
            agreed.tasks(),
            agreed.groups(),
            agreed.off(),
            all.front().agreed(),
            isWritten ? agreed.made() : Set.of(),
            all.notes());
    Session now = sessions.getIn(tx, id);
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("markdown_file_path", all.path().toString());
    columns.put(
        "sync_status",
        (isConflict
                ? SyncState.Status.CONFLICT
                : isWritten ? SyncState.Status.DB_NEWER : SyncState.Status.SYNCHRONIZED)
            .word());
    columns.put("policy", all.policy().word());
    columns.put("message", messages.isEmpty() ? null : shortened(messages));
    columns.put("set_aside_hash", null);
    columns.put("file_monitor_active", TaskFiles.isFollowed(now));
    columns.put(
        "db_content_hash",
        all.done().store().print(StoreSide.front(now, modes.of(tx, id)), now.noteCount()));
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
    if (all.isDecided()) {
      columns.put("last_conflict_resolution", tx.now());
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

  /// Notes that the file has been written: what is in it is the base now.
  static boolean settle(Tx tx, UUID id, byte[] content) throws SQLException {
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
}
