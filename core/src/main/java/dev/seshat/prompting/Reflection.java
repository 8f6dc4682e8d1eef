package dev.seshat.prompting;

import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.analysis.Models;
import dev.seshat.json.Fields;
import dev.seshat.json.Json;
import dev.seshat.knowledge.AppliedPattern;
import dev.seshat.knowledge.Pattern;
import dev.seshat.promise.Handler;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.Notify;
import dev.seshat.promise.Promise;
import dev.seshat.promise.Promises;
import dev.seshat.promise.Run;
import dev.seshat.prompting.Plan.Known;
import dev.seshat.prompting.Proposals.Asked;
import dev.seshat.session.NewSession;
import dev.seshat.session.Outcome;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.session.SessionSteps;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What sessions that iterated teach: patterns with evidence, counted keywords, and whether what they applied was effective.
///
/// It is promised in the transaction in which such a session ends, and written in one transaction of its own: killed at any
/// moment it has done nothing or all, and done again it adds nothing. The knowledge files are written anew after that, each
/// time, so that a death between the two is made good.
public final class Reflection {
  /// The kind of its promises. Payload: `session`.
  public static final String KIND = "session.reflect";

  /// The kind of sessions whose beginning looks for others that ended and were never reflected on.
  private static final String PROMPTING = "prompting";

  private static final int MOST_AT_ONCE = 100;
  private static final int MOST_KEYS = 10_000;

  private final Scope scope;
  private final Sessions sessions;
  private final Iterations iterations;
  private final Taught taught;
  private final Promises promises;
  private final Models models;

  /// @param taught where what is learned is kept
  public Reflection(
      Scope scope,
      Sessions sessions,
      Iterations iterations,
      Taught taught,
      Promises promises,
      Models models) {
    this.scope = scope;
    this.sessions = sessions;
    this.iterations = iterations;
    this.taught = taught;
    this.promises = promises;
    this.models = models;
  }

  /// What promises a reflection when a session that iterated ends, and, when one begins that is to iterate, those that
  /// nobody has promised.
  ///
  /// @param reflection asked for when it is needed: sessions are there before it is
  public static SessionSteps steps(Supplier<Reflection> reflection) {
    return new SessionSteps() {
      @Override
      public void begins(Tx tx, NewSession session) throws SQLException {
        if (PROMPTING.equals(session.get(SessionField.KIND))) {
          reflection.get().promiseIn(tx, ReflectionTable.unreflected(tx, MOST_AT_ONCE));
        }
      }

      @Override
      public void ended(Tx tx, UUID session) throws SQLException {
        if (ReflectionTable.isDue(tx, session)) {
          reflection.get().promiseIn(tx, session);
        }
      }
    };
  }

  /// Promises to reflect on a session that has iterated and ended; the promise that is open, where there is one.
  ///
  /// @throws Conflict if it is still going on
  /// @throws Invalid if it has no iterations
  public Promise promise(String ref) {
    return scope
        .store()
        .write(tx -> {
          Session session = sessions.lockIn(tx, sessions.existing(tx, ref));
          if (iterations.allIn(tx, session.id()).isEmpty()) {
            throw new Invalid("session", session.shortId() + " has no iterations to reflect on");
          }
          requireEnded(session);
          return promiseIn(tx, session.id());
        });
  }

  private static void requireEnded(Session session) {
    if (session.status().isOpen()) {
      throw new Conflict(
          "session "
              + session.shortId()
              + " is "
              + session.status().word()
              + "; it is reflected on when it has ended");
    }
  }

  /// Promises what was forgotten: sessions that were imported, or ended where nobody could promise. One whose promise
  /// failed is not among them: it is promised again when another session begins, or when somebody asks.
  ///
  /// @return how many there were
  public int promiseForgotten() {
    if (scope.store().read(tx -> ReflectionTable.forgotten(tx, 1)).isEmpty()) {
      return 0;
    }
    return scope.store().write(tx -> promiseIn(tx, ReflectionTable.forgotten(tx, MOST_AT_ONCE)));
  }

  private int promiseIn(Tx tx, List<UUID> all) throws SQLException {
    for (UUID session : all) {
      promiseIn(tx, session);
    }
    return all.size();
  }

  /// The open promise of a session, or a new one under the next key that no finished one has.
  private Promise promiseIn(Tx tx, UUID session) throws SQLException {
    for (int i = 1; i <= MOST_KEYS; i++) {
      String key = ReflectionTable.KEY + session + (i == 1 ? "" : ":" + i);
      Promise known = promises.findKeyIn(tx, key).orElse(null);
      if (known == null) {
        return promises.createIn(
            tx,
            NewPromise.of(KIND, "Reflect on session " + session.toString().substring(0, 8))
                .withPayload(Map.of("session", session.toString()))
                .withSession(session)
                .withKey(key)
                .withNotify(Notify.FAILED));
      }
      if (!known.status().isFinished()) {
        return known;
      }
    }
    throw new Conflict("session " + session + " was reflected on " + MOST_KEYS + " times");
  }

  /// What keeps such promises.
  public Handler handler() {
    return this::handle;
  }

  private Map<String, ? extends @Nullable Object> handle(Run run) {
    Fields fields = new Fields(run.payload());
    String session = fields.required("session", 100);
    fields.done();
    Session now = sessions.get(session);
    if (now.status().isOpen()) {
      return Map.of(
          "summary",
          "session " + now.shortId() + " is open again; it is reflected on when it has ended");
    }
    return reflect(session, run.promise().id()).toJson();
  }

  /// Reflects on a session at once. It takes as long as a model does, if one is configured, and so is no part of another
  /// transaction.
  ///
  /// @throws Conflict if the session is still going on
  public ReflectionResult reflect(String ref) {
    return reflect(ref, null);
  }

  private ReflectionResult reflect(String ref, @Nullable Long promise) {
    Asked asked = asked(ref, promise);
    ReflectionResult result =
        scope
            .store()
            .write(tx -> {
              Session session = sessions.lockIn(tx, sessions.existing(tx, ref));
              requireEnded(session);
              return write(tx, session, asked);
            });
    return withFiles(result);
  }

  /// Asks the model, unless there is nothing new to ask it about.
  private Asked asked(String ref, @Nullable Long promise) {
    if (models.configured().isEmpty() && models.status().problem() == null) {
      return Asked.NOBODY;
    }
    Session session = sessions.get(ref);
    requireEnded(session);
    record Read(boolean isDue, List<Iteration> iterations, List<Known> known) {}
    Read read =
        scope
            .store()
            .read(tx ->
                new Read(
                    ReflectionTable.isDue(tx, session.id()),
                    iterations.allIn(tx, session.id()),
                    known(tx)));
    return read.isDue()
        ? new Proposals(models).ask(session, read.iterations(), read.known(), promise)
        : Asked.NOBODY;
  }

  private ReflectionResult write(Tx tx, Session session, Asked asked) throws SQLException {
    List<Iteration> tried = iterations.allIn(tx, session.id());
    if (!ReflectionTable.isDue(tx, session.id())) {
      return ReflectionResult.nothing(session.id(), tried.size());
    }
    PromptForm form = form(tx, session.id());
    List<Look> looks = tried.stream().map(each -> Look.of(each, form)).toList();
    List<String> applied =
        taught.applied().listIn(tx, session.id()).stream().map(AppliedPattern::patternId).toList();
    List<Known> known = known(tx);
    Plan plan =
        new Planner(
                session.shortId(), session.intention(), succeeded(session), looks, known, applied)
            .plan();
    Writing writing = new Writing(tx, session, tried, taught);
    writing.write(plan);
    writing.propose(asked.proposals());
    ReflectionTable.reflected(tx, session.id());
    ReflectionResult result = writing.result(looks, plan, asked);
    scope.changed(
        tx,
        "session.reflect",
        "session",
        session.id(),
        session.id(),
        Json.write(
            Map.of("patterns_added", result.patternsAdded(), "evidence", result.evidence())));
    return result;
  }

  private PromptForm form(Tx tx, UUID session) throws SQLException {
    return ReferenceTable.find(tx, session)
        .flatMap(reference -> iterations.profiles().find(reference.profile()))
        .map(Profile::promptForm)
        .orElse(PromptForm.PHRASES);
  }

  private static @Nullable Boolean succeeded(Session session) {
    Outcome outcome = session.outcome();
    if (outcome == null || outcome == Outcome.PARTIAL) {
      return null;
    }
    return outcome == Outcome.SUCCESS;
  }

  /// All patterns, the best first.
  private List<Known> known(Tx tx) throws SQLException {
    List<Pattern> all = new ArrayList<>(taught.knowledge().everyIn(tx));
    all.sort(Comparator.comparingDouble(Pattern::lowerBound).reversed().thenComparing(Pattern::id));
    return all.stream()
        .map(each ->
            new Known(
                each.id(),
                each.category(),
                each.subcategory(),
                each.problem(),
                each.solution(),
                each.isActive()))
        .toList();
  }

  private ReflectionResult withFiles(ReflectionResult result) {
    try {
      taught.files().run();
      return result;
    } catch (SeshatException e) {
      return result.withProblem("the knowledge files are not written: " + e.getMessage());
    }
  }
}
