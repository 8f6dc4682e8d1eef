package dev.seshat.doctor;

import dev.seshat.audit.Audit;
import dev.seshat.gallery.ImageCheck;
import dev.seshat.gallery.Images;
import dev.seshat.inbox.Inbox;
import dev.seshat.inbox.InboxCheck;
import dev.seshat.interview.InterviewCheck;
import dev.seshat.knowledge.Patterns;
import dev.seshat.promise.PromiseCheck;
import dev.seshat.promise.Promises;
import dev.seshat.search.Search;
import dev.seshat.search.SearchCheck;
import dev.seshat.session.SessionCounters;
import dev.seshat.store.Scope;
import dev.seshat.store.StoreCheck;
import dev.seshat.task.TaskCounts;
import dev.seshat.usage.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Looks through a whole store: the file, its keys, the counters, the chain of the audit log, the promises, the chats,
/// the interviews, the tasks, the search index, the files.
public final class Doctor {
  private final Scope scope;
  private final Usage usage;
  private final Search search;
  private final Audit audit;
  private final Promises promises;
  private final Inbox inbox;
  private final Patterns patterns;
  private final Images images;
  private final InterviewCheck interviews;

  public Doctor(
      Scope scope,
      Usage usage,
      Search search,
      Audit audit,
      Promises promises,
      Inbox inbox,
      Patterns patterns,
      Images images,
      InterviewCheck interviews) {
    this.scope = scope;
    this.usage = usage;
    this.search = search;
    this.audit = audit;
    this.promises = promises;
    this.inbox = inbox;
    this.patterns = patterns;
    this.images = images;
    this.interviews = interviews;
  }

  /// Something that is not as it should be.
  ///
  /// @param check which look found it
  /// @param subject what it is about: a session's id, a table…
  public record Problem(String check, String subject, String message) {}

  /// What was found, and how much was looked at.
  public record Examination(List<Problem> problems, Map<String, Long> checked) {}

  /// Looks at everything; reads only. A large store takes minutes.
  public Examination examine() {
    List<Problem> problems = new ArrayList<>();
    Map<String, Long> checked = new LinkedHashMap<>();
    StoreCheck.problems(scope.store())
        .forEach(each -> problems.add(new Problem("file", "store", each)));
    SessionCounters.Recount counters = SessionCounters.recount(scope);
    checked.put("sessions", counters.sessions());
    counters
        .wrong()
        .forEach((session, message) ->
            problems.add(new Problem("counters", session.toString(), message)));
    usage
        .recount()
        .forEach(drift ->
            problems.add(
                new Problem(
                    "usage",
                    drift.sessionId().toString(),
                    "keeps "
                        + drift.keptTokens()
                        + " tokens and "
                        + drift.keptCostNanos()
                        + " billionths of a dollar, its rows say "
                        + drift.countedTokens()
                        + " and "
                        + drift.countedCostNanos())));
    Audit.Verification chain = audit.verify();
    checked.put("audit_entries", chain.entries());
    if (chain.problem() != null) {
      problems.add(new Problem("audit", "entry " + chain.brokenAt(), chain.problem()));
    }
    PromiseCheck kept = promises.check();
    checked.put("promises", kept.promises());
    kept.wrong()
        .forEach(
            (id, message) -> problems.add(new Problem("promises", Long.toString(id), message)));
    InboxCheck chats = inbox.check();
    checked.put("messages", chats.messages());
    chats.wrong().forEach((chat, message) -> problems.add(new Problem("inbox", chat, message)));
    patterns
        .drifted()
        .forEach(id ->
            problems.add(
                new Problem("patterns", id, "its counters are not what its evidence says")));
    InterviewCheck.Found held = interviews.look();
    checked.put("prompts_asked", held.prompts());
    held.wrong()
        .forEach(each -> problems.add(new Problem("interviews", each.subject(), each.message())));
    TaskCounts.recount(scope)
        .forEach((session, message) ->
            problems.add(
                new Problem(
                    "tasks",
                    session.toString(),
                    message + "; 'seshat doctor --fix' counts them again")));
    searchProblems(problems, checked);
    fileProblems(problems, checked);
    return new Examination(problems, checked);
  }

  private void searchProblems(List<Problem> problems, Map<String, Long> checked) {
    SearchCheck index = search.check();
    checked.put("search_entries", index.entries());
    if (!index.isWhole()) {
      problems.add(
          new Problem(
              "search",
              "index",
              index.missing()
                  + " entries are missing and "
                  + index.orphaned()
                  + " are left over; reindex"));
    }
  }

  private void fileProblems(List<Problem> problems, Map<String, Long> checked) {
    ImageCheck files = images.check();
    checked.put("images", files.pictures());
    files.missing().forEach((id, message) -> problems.add(new Problem("files", id, message)));
    files
        .stray()
        .forEach(name ->
            problems.add(
                new Problem(
                    "files", name, "belongs to no image; 'seshat doctor --fix' removes it")));
  }

  /// Mends what can be mended without losing anything: removes files that no row names, which a crash leaves, and counts
  /// again what is kept of tasks beside their own rows.
  ///
  /// @return what was done, a sentence each
  public List<String> fix() {
    List<String> done = new ArrayList<>();
    images.removeStray().forEach(each -> done.add("removed " + each));
    TaskCounts.mend(scope)
        .forEach((session, wrong) ->
            done.add("counted the tasks of session " + session + " again: " + wrong));
    return done;
  }
}
