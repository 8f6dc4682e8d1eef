package dev.seshat;

import dev.seshat.access.Access;
import dev.seshat.agent.AgentRuns;
import dev.seshat.analysis.ModelAccess;
import dev.seshat.analysis.Models;
import dev.seshat.analysis.SessionSummaries;
import dev.seshat.audit.Audit;
import dev.seshat.audit.AuditJournal;
import dev.seshat.budget.Budgets;
import dev.seshat.calendar.Calendar;
import dev.seshat.calendar.Recurrences;
import dev.seshat.calendar.Reminders;
import dev.seshat.gallery.Images;
import dev.seshat.inbox.Inbox;
import dev.seshat.interview.AnswerReading;
import dev.seshat.interview.AnsweredPrompts;
import dev.seshat.interview.ForkedEvents;
import dev.seshat.interview.InterviewInsight;
import dev.seshat.interview.Interviews;
import dev.seshat.interview.Overlaps;
import dev.seshat.interview.Planning;
import dev.seshat.interview.SessionEvents;
import dev.seshat.interview.Suggestions;
import dev.seshat.interview.Templates;
import dev.seshat.knowledge.Keywords;
import dev.seshat.knowledge.Knowledge;
import dev.seshat.knowledge.KnowledgeFiles;
import dev.seshat.knowledge.KnowledgeTakeover;
import dev.seshat.knowledge.PatternBrief;
import dev.seshat.knowledge.Patterns;
import dev.seshat.knowledge.SessionPatterns;
import dev.seshat.link.Links;
import dev.seshat.link.PageReader;
import dev.seshat.mode.ModeOfForks;
import dev.seshat.mode.Modes;
import dev.seshat.people.Consent;
import dev.seshat.people.LifeEvents;
import dev.seshat.people.Storytellers;
import dev.seshat.preference.Preferences;
import dev.seshat.process.Positions;
import dev.seshat.process.Processes;
import dev.seshat.promise.Promises;
import dev.seshat.promise.Schedules;
import dev.seshat.prompting.FinalPrompt;
import dev.seshat.prompting.Iterations;
import dev.seshat.prompting.Profiles;
import dev.seshat.prompting.Reflection;
import dev.seshat.prompting.Taught;
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
import dev.seshat.store.Scope;
import dev.seshat.sync.TaskFiles;
import dev.seshat.task.TaskBoard;
import dev.seshat.task.TaskBrief;
import dev.seshat.task.TaskClaims;
import dev.seshat.task.TaskGroups;
import dev.seshat.task.TaskOutline;
import dev.seshat.task.TaskTrees;
import dev.seshat.task.Tasks;
import dev.seshat.tasklist.TaskLists;
import dev.seshat.transcript.Transcripts;
import dev.seshat.usage.Usage;
import dev.seshat.webhook.Webhooks;
import java.util.List;

/// What the front door leads to: each part of the record, made for whoever asks, on one workspace and as one actor.
abstract class Rooms {
  final Scope scope;
  final AuditJournal journal;
  final ModelAccess model;
  final PageReader pages;
  final TaskTrees trees;
  private final Usage usage;
  private final Sessions sessions;
  private final Search search;

  Rooms(Scope scope, AuditJournal journal, ModelAccess model, PageReader pages, TaskTrees trees) {
    this.scope = scope;
    this.journal = journal;
    this.model = model;
    this.pages = pages;
    this.trees = trees;
    this.usage = new Usage(scope);
    this.sessions =
        new Sessions(
            scope,
            usage.projects(),
            SessionSteps.all(
                new Consent(),
                new ForkedEvents(),
                AgentRuns.steps(scope),
                new AnsweredPrompts(),
                new FinalPrompt(scope),
                new ModeOfForks(scope),
                Reflection.steps(this::reflection),
                Reminders.steps(this::reminders),
                Recurrences.steps(this::recurrences)),
            new InterviewInsight(this::sessions));
    this.search = new Search(scope);
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
    return new Interactions(scope, sessions, answerReading());
  }

  final AnswerReading answerReading() {
    return new AnswerReading(scope, sessions, models(), promises());
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
    return new Briefs(
        scope,
        sessions,
        List.of(
            new TaskBrief(),
            modes().brief(),
            iterations().brief(),
            new PatternBrief(),
            AgentRuns.brief()));
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

  Reminders reminders() {
    return new Reminders(scope, sessions, promises(), inbox());
  }

  Recurrences recurrences() {
    return new Recurrences(scope, sessions, promises());
  }

  /// The sessions that have a time.
  public Calendar calendar() {
    return new Calendar(scope);
  }

  public Overlaps overlaps() {
    return new Overlaps(scope, sessions);
  }

  /// Forms that sessions are made of.
  public Templates templates() {
    return new Templates(scope);
  }

  /// What could come next with storytellers.
  public Suggestions suggestions() {
    return new Suggestions(scope, sessions, planning());
  }

  public Positions positions() {
    return new Positions(scope);
  }

  public Processes processes() {
    return new Processes(scope);
  }

  public Tasks tasks() {
    return new Tasks(scope, sessions, modes().rules(), trees);
  }

  /// The roles that sessions of tasks are worked on in.
  public Modes modes() {
    return new Modes(scope, sessions);
  }

  public TaskClaims taskClaims() {
    return new TaskClaims(scope, sessions);
  }

  /// Tasks by their state, of one session or of all.
  public TaskBoard taskBoard() {
    return new TaskBoard(scope, sessions);
  }

  /// The tree of a session's tasks, whole or by its branches.
  public TaskOutline taskOutline() {
    return new TaskOutline(scope, sessions);
  }

  public TaskGroups taskGroups() {
    return new TaskGroups(scope, sessions);
  }

  /// The files of sessions' tasks.
  public TaskFiles taskFiles() {
    return new TaskFiles(
        scope, sessions, tasks(), within -> on(within).sessions(), modes().inFiles());
  }

  /// Tasks as the files of other tools have them.
  public TaskLists taskLists() {
    return new TaskLists(scope, sessions, tasks(), taskGroups());
  }

  public Webhooks webhooks() {
    return new Webhooks(scope, audit(), promises(), inbox());
  }

  public Schedules schedules() {
    return new Schedules(scope, promises());
  }

  /// Who worked on sessions, and through what.
  public AgentRuns agentRuns() {
    return new AgentRuns(scope, sessions);
  }

  /// The same rooms on another scope: within a transaction, or as another actor.
  abstract Rooms on(Scope other);
}
