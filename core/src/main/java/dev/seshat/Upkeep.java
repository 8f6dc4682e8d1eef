package dev.seshat;

import dev.seshat.analysis.ModelAccess;
import dev.seshat.audit.AuditJournal;
import dev.seshat.backup.Backup;
import dev.seshat.calendar.Recurrences;
import dev.seshat.calendar.Reminders;
import dev.seshat.doctor.Doctor;
import dev.seshat.export.Exports;
import dev.seshat.gallery.ImageTakeover;
import dev.seshat.interview.AnswerReading;
import dev.seshat.interview.InterviewCheck;
import dev.seshat.interview.LifeExport;
import dev.seshat.knowledge.KnowledgeTakeover;
import dev.seshat.legacy.Homes;
import dev.seshat.legacy.Legacy;
import dev.seshat.link.Links;
import dev.seshat.link.PageReader;
import dev.seshat.mode.ModeTakeover;
import dev.seshat.people.Erasure;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.Promise;
import dev.seshat.promise.Steward;
import dev.seshat.promise.WorkerBuilder;
import dev.seshat.prompting.IterationTakeover;
import dev.seshat.query.Query;
import dev.seshat.retention.Retention;
import dev.seshat.retention.SessionErasure;
import dev.seshat.schema.About;
import dev.seshat.store.Scope;
import dev.seshat.task.TaskTrees;
import dev.seshat.telemetry.Telemetry;
import dev.seshat.webhook.Webhooks;
import dev.seshat.work.BuiltIn;
import dev.seshat.work.Performance;

/// What keeps a workspace going and moves it: workers, checks, copies, erasure, and what comes from elsewhere.
abstract class Upkeep extends Rooms {
  Upkeep(Scope scope, AuditJournal journal, ModelAccess model, PageReader pages, TaskTrees trees) {
    super(scope, journal, model, pages, trees);
  }

  /// What looks after the workspace once a minute, not started yet: a server has one, and every worker.
  public Steward steward() {
    return new Steward()
        .add("promises", () -> promises().recover())
        .add("tasks", () -> taskClaims().recover())
        .add("schedules", () -> schedules().run())
        .add("messages", () -> inbox().deliverDue())
        .add("budgets", () -> budgets().check())
        .add("model calls", () -> models().endLost())
        .add("webhooks", () -> webhooks().promiseNext())
        .add("agent runs", () -> agentRuns().endSilent())
        .add("reflections", () -> reflection().promiseForgotten())
        .add("modes", () -> modes().scan())
        .keep("modes", () -> modes().watch())
        .keep("webhooks", () -> webhooks().follow())
        .keep("task files", () -> taskFiles().follow(audit()));
  }

  /// The same workspace, as another actor.
  public abstract Seshat as(String actor);

  /// A worker for promises, with the handlers of all built-in work.
  public WorkerBuilder worker() {
    return new BuiltIn(retention(), backup(), transcripts(), usage(), summaries(), reflection())
        .addTo(new WorkerBuilder(promises(), steward(), journal))
        .handle(Links.KIND, links().handler())
        .handle(Reminders.KIND, reminders().handler())
        .handle(Recurrences.KIND, Recurrences.handler(actor -> as(actor).recurrences()))
        .handle(Webhooks.KIND, webhooks().handler())
        .handle(AnswerReading.KIND, answerReading().handler());
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
    return new Retention(scope, sessionErasure(), search());
  }

  private SessionErasure sessionErasure() {
    return new SessionErasure(scope, transcripts(), promises(), audit());
  }

  /// All that is kept of somebody who is interviewed, to be taken along or shared.
  public LifeExport lifeExport() {
    return new LifeExport(
        storytellers(),
        lifeEvents(),
        sessionEvents(),
        sessions(),
        interactions(),
        notes(),
        artifacts(),
        images());
  }

  /// How somebody who was interviewed goes for good.
  public Erasure erasure() {
    return new Erasure(scope, storytellers(), sessions(), sessionErasure(), search());
  }

  public Legacy legacy() {
    KnowledgeTakeover knowledge = new KnowledgeTakeover(scope, patterns());
    IterationTakeover told = new IterationTakeover(scope, iterations());
    return new Legacy(
        scope,
        usage(),
        promises(),
        links(),
        new Homes(
            sessions(),
            interactions(),
            told,
            patterns(),
            knowledge,
            keywords(),
            new ImageTakeover(scope, sessions()),
            new ModeTakeover(scope, sessions())));
  }

  public Telemetry telemetry() {
    return new Telemetry(scope, sessions(), interactions(), usage());
  }

  public Exports exports() {
    return new Exports(scope, sessions(), within -> on(within).markdown());
  }

  public Doctor doctor() {
    return new Doctor(
        scope,
        usage(),
        search(),
        audit(),
        promises(),
        inbox(),
        patterns(),
        images(),
        new InterviewCheck(scope));
  }
}
