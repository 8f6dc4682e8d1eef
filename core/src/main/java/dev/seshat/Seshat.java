package dev.seshat;

import dev.seshat.access.Access;
import dev.seshat.analysis.ModelAccess;
import dev.seshat.analysis.Models;
import dev.seshat.analysis.SessionSummaries;
import dev.seshat.audit.Audit;
import dev.seshat.audit.AuditJournal;
import dev.seshat.backup.Backup;
import dev.seshat.budget.Budgets;
import dev.seshat.doctor.Doctor;
import dev.seshat.export.Exports;
import dev.seshat.gallery.ImageTakeover;
import dev.seshat.gallery.Images;
import dev.seshat.idempotency.Idempotency;
import dev.seshat.idempotency.Kept;
import dev.seshat.inbox.Inbox;
import dev.seshat.interview.Interviews;
import dev.seshat.interview.Overlaps;
import dev.seshat.interview.Planning;
import dev.seshat.interview.SessionEvents;
import dev.seshat.knowledge.Keywords;
import dev.seshat.knowledge.Knowledge;
import dev.seshat.knowledge.KnowledgeFiles;
import dev.seshat.knowledge.KnowledgeTakeover;
import dev.seshat.knowledge.PatternBrief;
import dev.seshat.knowledge.Patterns;
import dev.seshat.knowledge.SessionPatterns;
import dev.seshat.legacy.Homes;
import dev.seshat.legacy.Legacy;
import dev.seshat.link.Links;
import dev.seshat.link.PageReader;
import dev.seshat.net.NetPolicy;
import dev.seshat.people.Consent;
import dev.seshat.people.LifeEvents;
import dev.seshat.people.Storytellers;
import dev.seshat.preference.Preferences;
import dev.seshat.process.Positions;
import dev.seshat.process.Processes;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.Promise;
import dev.seshat.promise.Promises;
import dev.seshat.promise.Schedules;
import dev.seshat.promise.Steward;
import dev.seshat.promise.WorkerBuilder;
import dev.seshat.prompting.FinalPrompt;
import dev.seshat.prompting.IterationTakeover;
import dev.seshat.prompting.Iterations;
import dev.seshat.prompting.Profiles;
import dev.seshat.prompting.Reflection;
import dev.seshat.prompting.Taught;
import dev.seshat.query.Query;
import dev.seshat.retention.Retention;
import dev.seshat.schema.About;
import dev.seshat.search.Recall;
import dev.seshat.search.Search;
import dev.seshat.session.Artifacts;
import dev.seshat.session.Briefs;
import dev.seshat.session.CodingSessions;
import dev.seshat.session.Focus;
import dev.seshat.session.FollowUps;
import dev.seshat.session.Interactions;
import dev.seshat.session.Kpis;
import dev.seshat.session.Notes;
import dev.seshat.session.ProgressReports;
import dev.seshat.session.SessionMarkdown;
import dev.seshat.session.SessionSteps;
import dev.seshat.session.Sessions;
import dev.seshat.store.Environment;
import dev.seshat.store.Folder;
import dev.seshat.store.Scope;
import dev.seshat.store.Store;
import dev.seshat.store.Stores;
import dev.seshat.telemetry.Telemetry;
import dev.seshat.transcript.Transcripts;
import dev.seshat.usage.Usage;
import dev.seshat.webhook.Webhooks;
import dev.seshat.work.BuiltIn;
import dev.seshat.work.Performance;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
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
public final class Seshat implements AutoCloseable {
  /// The actor of whoever does not say who they are.
  public static final String LOCAL = "local";

  /// The workspace of a PostgreSQL database when none is named.
  public static final String DEFAULT_WORKSPACE = "seshat";

  private final Scope scope;
  private final AuditJournal journal;
  private final ModelAccess model;
  private final PageReader pages;
  private final Usage usage;
  private final Sessions sessions;
  private final Search search;

  private Seshat(Scope scope, AuditJournal journal, ModelAccess model, PageReader pages) {
    this.scope = scope;
    this.journal = journal;
    this.model = model;
    this.pages = pages;
    this.usage = new Usage(scope);
    this.sessions =
        new Sessions(
            scope,
            usage.projects(),
            SessionSteps.all(
                new Consent(), new FinalPrompt(scope), Reflection.steps(this::reflection)));
    this.search = new Search(scope);
  }

  /// Opens the workspace in a SQLite file, which is made if it is not there.
  public static Seshat open(Path file) {
    AuditJournal journal = new AuditJournal();
    return new Seshat(
        new Scope(Stores.sqlite(file, Environment.ofSystem(), journal), LOCAL),
        journal,
        ModelAccess.none(),
        new PageReader(NetPolicy.PUBLIC));
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
        new Scope(store, LOCAL), journal, ModelAccess.none(), new PageReader(NetPolicy.PUBLIC));
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
  public Seshat as(String actor) {
    return new Seshat(
        new Scope(scope.store(), Texts.required("actor", actor, 200)), journal, model, pages);
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
    return new Seshat(scope, journal, access, pages);
  }

  /// The same with a way of the caller's own to the pages of links.
  public Seshat with(PageReader reader) {
    return new Seshat(scope, journal, model, reader);
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
    return new Idempotency(scope)
        .once(key, fingerprint, within -> work.apply(new Seshat(within, journal, model, pages)));
  }

  /// Does `work` in one transaction: all that it changes, or, when it throws, nothing.
  ///
  /// @param work is given this workspace as it is inside the transaction, and changes it through that alone; it may be
  ///     run more than once until it counts
  public <T> T together(Function<Seshat, T> work) {
    return scope
        .store()
        .write(tx ->
            Stores.within(
                scope.store(),
                tx,
                joined ->
                    work.apply(
                        new Seshat(new Scope(joined, scope.actor()), journal, model, pages))));
  }

  public Access access() {
    return new Access(scope);
  }

  public Sessions sessions() {
    return sessions;
  }

  public CodingSessions coding() {
    return new CodingSessions(scope, sessions, interactions());
  }

  public Focus focus() {
    return new Focus(scope, sessions);
  }

  public Interactions interactions() {
    return new Interactions(scope, sessions);
  }

  public Notes notes() {
    return new Notes(scope, sessions);
  }

  public Inbox inbox() {
    return new Inbox(scope);
  }

  public FollowUps followUps() {
    return new FollowUps(scope);
  }

  public Iterations iterations() {
    return new Iterations(scope, sessions, new Profiles(scope.store().folder()), sessionPatterns());
  }

  /// What sessions that iterated have taught, taken from them once they have ended.
  public Reflection reflection() {
    return new Reflection(scope, sessions, iterations(), taught(), promises(), models());
  }

  private Taught taught() {
    return new Taught(
        patterns(),
        keywords(),
        sessionPatterns(),
        new KnowledgeTakeover(scope, patterns()),
        () -> knowledgeFiles().write());
  }

  public Artifacts artifacts() {
    return new Artifacts(scope, sessions);
  }

  public Images images() {
    return new Images(scope, sessions);
  }

  public ProgressReports progress() {
    return new ProgressReports(scope, sessions);
  }

  public Briefs briefs() {
    return new Briefs(scope, sessions, List.of(iterations().brief(), new PatternBrief()));
  }

  public SessionMarkdown markdown() {
    return new SessionMarkdown(
        sessions,
        interactions(),
        notes(),
        artifacts(),
        progress(),
        List.of(iterations().markdown()));
  }

  public Kpis kpis() {
    return new Kpis(scope);
  }

  public Transcripts transcripts() {
    return new Transcripts(scope, sessions, interactions(), notes(), artifacts(), usage);
  }

  public Usage usage() {
    return usage;
  }

  public Models models() {
    return new Models(scope, usage, budgets(), model);
  }

  public SessionSummaries summaries() {
    return new SessionSummaries(sessions, briefs(), models());
  }

  public Budgets budgets() {
    return new Budgets(scope, usage.projects(), inbox());
  }

  public Links links() {
    return new Links(scope, sessions, usage.projects(), pages, models(), promises());
  }

  public Patterns patterns() {
    return new Patterns(scope, sessions);
  }

  public Keywords keywords() {
    return new Keywords(scope);
  }

  public Knowledge knowledge() {
    return new Knowledge(scope, sessions, search, sessionPatterns(), knowledgeFiles());
  }

  public KnowledgeFiles knowledgeFiles() {
    return new KnowledgeFiles(scope, patterns(), keywords());
  }

  public SessionPatterns sessionPatterns() {
    return new SessionPatterns(scope, sessions);
  }

  public Search search() {
    return search;
  }

  public Recall recall() {
    return new Recall(scope, search);
  }

  /// What the actor has chosen.
  public Preferences preferences() {
    return new Preferences(scope);
  }

  public Audit audit() {
    return new Audit(scope, journal);
  }

  public Promises promises() {
    return new Promises(scope, inbox(), journal);
  }

  public Storytellers storytellers() {
    return new Storytellers(scope, sessions);
  }

  public LifeEvents lifeEvents() {
    return new LifeEvents(scope);
  }

  public Interviews interviews() {
    return new Interviews(scope, sessions, interactions());
  }

  public SessionEvents sessionEvents() {
    return new SessionEvents(scope, sessions);
  }

  /// Interviews that are to take place.
  public Planning planning() {
    return new Planning(scope, sessions, processes());
  }

  public Overlaps overlaps() {
    return new Overlaps(scope, sessions);
  }

  public Positions positions() {
    return new Positions(scope);
  }

  public Processes processes() {
    return new Processes(scope);
  }

  public Webhooks webhooks() {
    return new Webhooks(scope, audit(), promises(), inbox());
  }

  public Schedules schedules() {
    return new Schedules(scope, promises());
  }

  /// What looks after the workspace once a minute, not started yet: a server has one, and every worker.
  public Steward steward() {
    return new Steward()
        .add("promises", () -> promises().recover())
        .add("schedules", () -> schedules().run())
        .add("messages", () -> inbox().deliverDue())
        .add("budgets", () -> budgets().check())
        .add("model calls", () -> models().endLost())
        .add("webhooks", () -> webhooks().promiseNext())
        .add("reflections", () -> reflection().promiseForgotten())
        .keep("webhooks", () -> webhooks().follow());
  }

  /// A worker for promises, with the handlers of all built-in work.
  public WorkerBuilder worker() {
    return new BuiltIn(retention(), backup(), transcripts(), usage, summaries(), reflection())
        .addTo(new WorkerBuilder(promises(), steward(), journal))
        .handle(Links.KIND, links().handler())
        .handle(Webhooks.KIND, webhooks().handler());
  }

  /// Does work that somebody waits for as a promise of this process, and answers with the completed promise.
  ///
  /// @throws SeshatException what the work was refused with
  public Promise perform(NewPromise wanted) throws InterruptedException {
    return new Performance(promises(), worker()).of(wanted);
  }

  public Query query() {
    return new Query(scope);
  }

  /// What the store is, where, and how large.
  public About about() {
    return About.of(scope);
  }

  public Backup backup() {
    return new Backup(scope);
  }

  public Retention retention() {
    return new Retention(scope, transcripts(), promises(), audit(), search);
  }

  public Legacy legacy() {
    KnowledgeTakeover knowledge = new KnowledgeTakeover(scope, patterns());
    IterationTakeover told = new IterationTakeover(scope, iterations());
    return new Legacy(
        scope,
        usage,
        promises(),
        links(),
        new Homes(
            sessions,
            interactions(),
            told,
            patterns(),
            knowledge,
            keywords(),
            new ImageTakeover(scope, sessions)));
  }

  public Telemetry telemetry() {
    return new Telemetry(scope, sessions, interactions(), usage);
  }

  public Exports exports() {
    return new Exports(
        scope, sessions, within -> new Seshat(within, journal, model, pages).markdown());
  }

  public Doctor doctor() {
    return new Doctor(scope, usage, search(), audit(), promises(), inbox(), patterns(), images());
  }

  @Override
  public void close() {
    scope.store().close();
  }
}
