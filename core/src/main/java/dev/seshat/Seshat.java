package dev.seshat;

import dev.seshat.analysis.ModelAccess;
import dev.seshat.audit.AuditJournal;
import dev.seshat.idempotency.Idempotency;
import dev.seshat.idempotency.Kept;
import dev.seshat.link.PageReader;
import dev.seshat.net.NetPolicy;
import dev.seshat.store.Environment;
import dev.seshat.store.Folder;
import dev.seshat.store.Scope;
import dev.seshat.store.Store;
import dev.seshat.store.Stores;
import dev.seshat.task.TaskTrees;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The front door: one workspace's record of sessions, as one actor sees and changes it.
///
/// ```java
/// try (var seshat = Seshat.open(Path.of("work.db"))) {
///   var session = seshat.sessions().start(NewSession.of("Capture childhood scenes"));
///   seshat.interactions().append(session.id().toString(), NewInteraction.message("user", "We lived by the river."));
/// }
/// ```
///
/// It may be used by any number of threads at once.
public final class Seshat extends Upkeep implements AutoCloseable {
  /// The actor of whoever does not say who they are.
  public static final String LOCAL = "local";

  /// The workspace of a PostgreSQL database when none is named.
  public static final String DEFAULT_WORKSPACE = "seshat";

  private Seshat(
      Scope scope, AuditJournal journal, ModelAccess model, PageReader pages, TaskTrees trees) {
    super(scope, journal, model, pages, trees);
  }

  /// Opens the workspace in a SQLite file, which is made if it is not there.
  public static Seshat open(Path file) {
    AuditJournal journal = new AuditJournal();
    return new Seshat(
        new Scope(Stores.sqlite(file, Environment.ofSystem(), journal), LOCAL),
        journal,
        ModelAccess.none(),
        new PageReader(NetPolicy.PUBLIC),
        new TaskTrees(TaskTrees.MOST));
  }

  /// Opens a store by its name: the path of a SQLite file, or the URL of a PostgreSQL database.
  public static Seshat open(String where) {
    return open(where, DEFAULT_WORKSPACE, Environment.ofSystem());
  }

  /// Opens one workspace of a store.
  ///
  /// @param where the path of a SQLite file, which is one workspace, or a `jdbc:postgresql:` URL
  /// @param workspace the schema of a PostgreSQL database
  public static Seshat open(String where, String workspace) {
    return open(where, workspace, Environment.ofSystem());
  }

  /// The same with the folder that a PostgreSQL store keeps its files in.
  ///
  /// @param files the folder; null for `~/.seshat/{workspace}.files`. A SQLite store has its own beside it, `work.files` of
  ///     `work.db`, whatever is said here
  public static Seshat open(String where, String workspace, @Nullable Path files) {
    return open(where, workspace, files, Environment.ofSystem());
  }

  /// The same with the time and chance of `environment`.
  public static Seshat open(String where, String workspace, Environment environment) {
    return open(where, workspace, null, environment);
  }

  /// The same with a folder of files, and the time and chance of `environment`.
  public static Seshat open(
      String where, String workspace, @Nullable Path files, Environment environment) {
    AuditJournal journal = new AuditJournal();
    Store store;
    if (where.startsWith("jdbc:postgresql:")) {
      Folder folder = files == null ? Folder.ofWorkspace(workspace) : Folder.at(files);
      store = Stores.postgres(where, workspace, environment, journal, folder);
    } else if (where.startsWith("jdbc:")) {
      throw new SeshatException.Invalid("store", "must be a file or a jdbc:postgresql: URL");
    } else {
      store = Stores.sqlite(path(where), environment, journal);
    }
    return new Seshat(
        new Scope(store, LOCAL),
        journal,
        ModelAccess.none(),
        new PageReader(NetPolicy.PUBLIC),
        new TaskTrees(TaskTrees.MOST));
  }

  private static Path path(String where) {
    try {
      return Path.of(where);
    } catch (InvalidPathException e) {
      throw new SeshatException.Invalid("store", "is no path of a file: " + e.getReason());
    }
  }

  /// The same workspace, as another actor; closing either closes both.
  ///
  /// @param actor a name of at most 200 characters
  @Override
  public Seshat as(String actor) {
    return new Seshat(
        new Scope(scope.store(), Texts.required("actor", actor, 200), scope.client()),
        journal,
        model,
        pages,
        trees);
  }

  /// The same workspace, as the same actor by a program: sessions that they start or resume tell of it in their runs.
  ///
  /// @param client the program's name, with its version; cut at 200 characters
  public Seshat through(String client) {
    String name = Texts.shorten(Texts.storable(client), 200).strip();
    return new Seshat(
        new Scope(scope.store(), scope.actor(), name.isEmpty() ? null : name),
        journal,
        model,
        pages,
        trees);
  }

  /// The same workspace, with the language model that variables of an environment name (`SESHAT_MODEL`…), and the hosts
  /// inside that links may lead to (`SESHAT_LINK_ALLOW`, as [NetPolicy] reads it); closing either closes both. A workspace
  /// that was opened otherwise calls no model, and reads links from public machines alone.
  public Seshat configured(Map<String, String> variables) {
    NetPolicy policy = NetPolicy.allowing(variables.getOrDefault("SESHAT_LINK_ALLOW", ""));
    return with(ModelAccess.of(variables)).with(new PageReader(policy));
  }

  /// The same with a way of the caller's own to a model.
  public Seshat with(ModelAccess access) {
    return new Seshat(scope, journal, access, pages, trees);
  }

  /// The same with a way of the caller's own to the pages of links.
  public Seshat with(PageReader reader) {
    return new Seshat(scope, journal, model, reader, trees);
  }

  /// Who makes the changes.
  public String actor() {
    return scope.actor();
  }

  /// The folder of the workspace's files: pictures, knowledge, profiles. It is there once something was put into it.
  public Path folder() {
    return scope.store().folder().root();
  }

  /// Does `work` once, however often it is asked for under this key by this actor: all that it changes, its answer and
  /// the key are written in one transaction. Whoever comes later, after a crash too, gets the answer that was kept. A key
  /// is kept for 24 hours at least.
  ///
  /// @param key 1 to 200 characters
  /// @param fingerprint all that makes up the request, such as its method, address and body
  /// @param work is given this workspace as it is inside the transaction, and changes it through that alone; it may be
  ///     run more than once until it counts, and when it throws, nothing is kept
  /// @throws SeshatException.Invalid if the key stands for another request already
  public Kept once(String key, String fingerprint, Function<Seshat, String> work) {
    return new Idempotency(scope).once(key, fingerprint, within -> work.apply(on(within)));
  }

  /// Does `work` in one transaction: all that it changes, or, when it throws, nothing.
  ///
  /// @param work is given this workspace as it is inside the transaction, and changes it through that alone; it may be
  ///     run more than once until it counts
  public <T> T together(Function<Seshat, T> work) {
    return scope
        .store()
        .write(tx -> Stores.within(scope.store(), tx, joined -> work.apply(on(scope.on(joined)))));
  }

  @Override
  Seshat on(Scope other) {
    // inside a transaction that may be undone
    return new Seshat(other, journal, model, pages, TaskTrees.none());
  }

  @Override
  public void close() {
    scope.store().close();
  }
}
