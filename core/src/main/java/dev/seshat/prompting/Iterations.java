package dev.seshat.prompting;

import dev.seshat.Page;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.json.Json;
import dev.seshat.knowledge.SessionPatterns;
import dev.seshat.prompting.Profile.ActionType;
import dev.seshat.prompting.Profile.Role;
import dev.seshat.search.Entry;
import dev.seshat.search.SearchIndex;
import dev.seshat.session.BriefPart;
import dev.seshat.session.MarkdownPart;
import dev.seshat.session.Session;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The iterations of sessions: what was asked, how what came of it scores beside the reference, and what to try next.
///
/// An iteration's number, the means of its scores, the delta to another and the next action are the store's own; nobody
/// says them.
public final class Iterations {
  private static final int ALL = 100_000;

  private final Scope scope;
  private final Sessions sessions;
  private final Profiles profiles;
  private final SessionPatterns patterns;
  private final References references;

  public Iterations(Scope scope, Sessions sessions, Profiles profiles, SessionPatterns patterns) {
    this.scope = scope;
    this.sessions = sessions;
    this.profiles = profiles;
    this.patterns = patterns;
    this.references = new References(scope, sessions, profiles);
  }

  /// The profiles that sessions may iterate by.
  public Profiles profiles() {
    return profiles;
  }

  /// What the briefs of sessions say of their iterations.
  public BriefPart brief() {
    return new IterationBrief(this, profiles);
  }

  /// What the Markdown of sessions shows of their iterations.
  public MarkdownPart<?> markdown() {
    return new IterationMarkdown(this);
  }

  /// Logs an iteration under the next number of its session; one with an external id that the session has already is that
  /// one. A session without a reference is given one, by the usual profile.
  ///
  /// @throws IllegalTransition if the session has ended
  public Logged log(String ref, NewIteration iteration) {
    return scope
        .store()
        .write(tx -> {
          Session session = sessions.openIn(tx, ref);
          UUID id = session.id();
          String external = iteration.externalId();
          Iteration known =
              external == null ? null : IterationTable.findExternal(tx, id, external).orElse(null);
          if (known != null) {
            return logged(tx, known, false);
          }
          Reference reference = References.kept(tx, id);
          RecordedIteration checked =
              checked(tx, reference, profiles.get(reference.profile()), iteration);
          Iteration made = recordIn(tx, id, checked);
          apply(tx, made, iteration.patterns());
          return logged(tx, existing(tx, id, made.iterationNumber()), true);
        });
  }

  private Logged logged(Tx tx, Iteration iteration, boolean isNew) throws SQLException {
    UUID session = iteration.sessionId();
    Delta delta =
        iteration.iterationNumber() == 1
            ? null
            : delta(tx, session, iteration.iterationNumber() - 1, iteration.iterationNumber());
    return new Logged(iteration, delta, suggestionIn(tx, session), isNew);
  }

  /// What is logged, with everything that the profile decides.
  private RecordedIteration checked(
      Tx tx, Reference reference, Profile profile, NewIteration iteration) throws SQLException {
    ActionType action = action(tx, reference.sessionId(), profile, iteration);
    Integer parent = iteration.parentImage();
    if (parent != null && !action.takesParent()) {
      throw new Invalid("parent_image", "is of no meaning for " + action.name());
    }
    if (parent != null && (parent < 1 || parent > profile.batch())) {
      throw new Invalid("parent_image", "must be 1 to " + profile.batch());
    }
    NewScores said = iteration.scores();
    Scores scores = said == null ? null : scored(profile, reference, said);
    Map<String, ? extends @Nullable Object> gap = iteration.gapAnalysis();
    return new RecordedIteration(
        iteration.prompt(),
        Json.write(iteration.parameters()),
        iteration.mjVersion() == null ? profile.generatorVersion() : iteration.mjVersion(),
        action.name(),
        parent,
        scores == null ? null : Json.write(scores.toJson()),
        false,
        iteration.userFeedback(),
        gap == null ? null : Json.write(gap),
        iteration.success(),
        iteration.whatWorked(),
        iteration.whatFailed(),
        iteration.externalId(),
        null);
  }

  private static ActionType action(Tx tx, UUID session, Profile profile, NewIteration iteration)
      throws SQLException {
    String word = iteration.actionType();
    if (word != null) {
      return profile.actionType(word);
    }
    long next = IterationTable.next(tx, session);
    if (next == 1) {
      return profile.actionFor(Role.START);
    }
    Iteration before = existing(tx, session, next - 1);
    boolean same =
        before.prompt().equals(iteration.prompt())
            && Objects.equals(
                Json.parse("parameters", before.parameters()),
                Json.parse("parameters", Json.write(iteration.parameters())));
    return profile.actionFor(same ? Role.AGAIN : Role.EDIT);
  }

  private static Scores scored(Profile profile, Reference reference, NewScores said) {
    try {
      return new Scoring(profile, reference.referenceImagePaths().size()).of(said);
    } catch (Invalid e) {
      throw e.within("result_assessment");
    }
  }

  /// Keeps an iteration as it is told, under the next number of its session, whatever the session's state; for importers.
  public Iteration recordIn(Tx tx, UUID session, RecordedIteration told) throws SQLException {
    sessions.lockIn(tx, session);
    References.kept(tx, session);
    Instant at = Objects.requireNonNullElseGet(told.createdAt(), tx::now);
    long number = IterationTable.next(tx, session);
    Scores scores = Scores.stored(told.resultAssessment());
    IterationTable.insert(
        tx,
        new IterationTable.Values(session, number, told, at, scope.actor(), tx.newId(), scores));
    IterationTable.count(tx, session, at);
    Iteration made = existing(tx, session, number);
    index(tx, made);
    Map<String, @Nullable Object> detail = new LinkedHashMap<>();
    detail.put("iteration_number", number);
    detail.put("action_type", made.actionType());
    detail.put("score", made.score());
    changed(tx, "iteration.log", made, detail);
    return made;
  }

  /// Writes what an importer tells otherwise now than it did before.
  Iteration retellIn(Tx tx, Iteration old, Map<String, Object> columns) throws SQLException {
    IterationTable.change(tx, old.id(), columns);
    Iteration now = existing(tx, old.sessionId(), old.iterationNumber());
    index(tx, now);
    changed(tx, "iteration.import", now, detail(now, columns));
    return now;
  }

  private void apply(Tx tx, Iteration iteration, List<String> ids) throws SQLException {
    for (int i = 0; i < ids.size(); i++) {
      String pattern = ids.get(i);
      try {
        patterns.applyIn(tx, iteration.sessionId(), pattern, iteration.id());
      } catch (NotFound e) {
        throw new Invalid("patterns[" + i + "]", "names no pattern of this workspace");
      }
    }
  }

  private static void index(Tx tx, Iteration iteration) throws SQLException {
    String feedback = Objects.requireNonNullElse(iteration.userFeedback(), "");
    String text =
        iteration.prompt() + "\n" + feedback + "\n" + String.join("\n", iteration.whatWorked());
    SearchIndex.put(
        tx,
        new Entry(
            iteration.sessionId(),
            "iteration",
            IterationTable.entry(tx, iteration.id()),
            iteration.loggedBy(),
            iteration.createdAt(),
            text));
  }

  private void changed(
      Tx tx, String action, Iteration iteration, Map<String, ? extends @Nullable Object> detail) {
    scope.changed(
        tx, action, "iteration", iteration.id(), iteration.sessionId(), Json.write(detail));
  }

  /// A page of a session's iterations, in their order.
  ///
  /// @param cursor null for the first page
  /// @param limit 1 to 1,000
  public Page<Iteration> list(String ref, @Nullable String cursor, int limit) {
    if (limit < 1 || limit > 1_000) {
      throw new Invalid("limit", "must be 1 to 1000");
    }
    if (cursor != null && !cursor.matches("[0-9]{1,9}")) {
      throw new Invalid("cursor", "is none that a page before this one gave");
    }
    long first = cursor == null ? 1 : Long.parseLong(cursor) + 1;
    List<Iteration> found =
        scope
            .store()
            .read(tx -> IterationTable.from(tx, sessions.existing(tx, ref), first, limit + 1));
    return Page.cut(found, limit, each -> String.valueOf(each.iterationNumber()));
  }

  /// All iterations of a session, in their order, for another feature's transaction.
  public List<Iteration> allIn(Tx tx, UUID session) throws SQLException {
    return IterationTable.from(tx, session, 1, ALL);
  }

  /// The iteration with this number.
  public Iteration get(String ref, long number) {
    return scope.store().read(tx -> existing(tx, sessions.existing(tx, ref), number));
  }

  /// The iteration that is worth most: one that succeeded, then the one with the best image, then the newest.
  public Optional<Iteration> best(String ref) {
    return scope.store().read(tx -> IterationTable.best(tx, sessions.existing(tx, ref)));
  }

  private static Iteration existing(Tx tx, UUID session, long number) throws SQLException {
    return IterationTable.find(tx, session, number)
        .orElseThrow(() -> new NotFound("session " + session + " has no iteration " + number));
  }

  /// Says more of an iteration. New scores are preliminary, whoever confirmed the old ones.
  ///
  /// @param expectedVersion the version that the caller read; null for whatever is there
  public Iteration change(
      String ref, long number, IterationChange change, @Nullable Long expectedVersion) {
    return scope
        .store()
        .write(tx -> {
          Iteration old = locked(tx, ref, number, expectedVersion);
          if (change.isEmpty()) {
            return old;
          }
          Map<String, Object> columns = columns(change);
          NewScores said = change.scores();
          if (said != null) {
            Reference reference = References.kept(tx, old.sessionId());
            Scores scores = scored(profiles.get(reference.profile()), reference, said);
            columns.putAll(columns(scores, false));
          }
          if (!columns.isEmpty()) {
            IterationTable.change(tx, old.id(), columns);
          }
          apply(tx, old, change.patterns());
          Iteration now = existing(tx, old.sessionId(), number);
          index(tx, now);
          changed(tx, "iteration.change", now, detail(now, columns));
          return now;
        });
  }

  private static Map<String, Object> detail(Iteration iteration, Map<String, Object> columns) {
    return Map.of(
        "iteration_number", iteration.iterationNumber(), "changed", List.copyOf(columns.keySet()));
  }

  private static Map<String, Object> columns(IterationChange change) {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("user_feedback", change.userFeedback());
    columns.put("gap_analysis", json(change.gapAnalysis()));
    columns.put("success", change.success());
    columns.put("what_worked", json(change.whatWorked()));
    columns.put("what_failed", json(change.whatFailed()));
    Map<String, Object> said = new LinkedHashMap<>();
    columns.forEach((name, value) -> {
      if (value != null) {
        said.put(name, value);
      }
    });
    return said;
  }

  private static dev.seshat.store.@Nullable Json json(@Nullable Object value) {
    return value == null ? null : new dev.seshat.store.Json(Json.write(value));
  }

  private static Map<String, Object> columns(Scores scores, boolean validated) {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("result_assessment", new dev.seshat.store.Json(Json.write(scores.toJson())));
    columns.put("score", scores.avg());
    columns.put("best_score", scores.best().avg());
    columns.put("scores_validated", validated);
    return columns;
  }

  /// Confirms the scores of an iteration, as a person does who has looked at it: they are no longer preliminary, and
  /// nothing in them is uncertain.
  ///
  /// @param corrected the scores as that person sees them; null confirms those that are there
  /// @param expectedVersion the version that the caller read; null for whatever is there
  /// @throws Conflict if there are no scores to confirm
  public Iteration validate(
      String ref, long number, @Nullable NewScores corrected, @Nullable Long expectedVersion) {
    return scope
        .store()
        .write(tx -> {
          Iteration old = locked(tx, ref, number, expectedVersion);
          Scores scores = old.scores();
          if (corrected != null) {
            Reference reference = References.kept(tx, old.sessionId());
            scores = scored(profiles.get(reference.profile()), reference, corrected);
          } else if (scores == null) {
            throw new Conflict("iteration " + number + " has no scores to confirm");
          } else if (old.scoresValidated()) {
            return old;
          }
          Map<String, Object> columns = columns(scores.confirmed(), true);
          IterationTable.change(tx, old.id(), columns);
          Iteration now = existing(tx, old.sessionId(), number);
          changed(
              tx,
              "iteration.validate",
              now,
              Map.of("iteration_number", number, "corrected", corrected != null));
          return now;
        });
  }

  /// The iteration, whose session nobody else can change until the transaction ends.
  private Iteration locked(Tx tx, String ref, long number, @Nullable Long expectedVersion)
      throws SQLException {
    UUID session = sessions.existing(tx, ref);
    sessions.lockIn(tx, session);
    Iteration iteration = existing(tx, session, number);
    if (expectedVersion != null && expectedVersion != iteration.version()) {
      throw new Conflict(
          "iteration "
              + number
              + " is at version "
              + iteration.version()
              + ", not "
              + expectedVersion
              + "; read it again");
    }
    return iteration;
  }

  /// What a session works towards.
  ///
  /// @throws NotFound if it neither was told nor has iterated
  public Reference reference(String ref) {
    return references.get(ref);
  }

  /// What a session works towards, if it was told or has iterated.
  public Optional<Reference> findReference(String ref) {
    return scope.store().read(tx -> ReferenceTable.find(tx, sessions.existing(tx, ref)));
  }

  /// Says what a session works towards, or more of it.
  ///
  /// @param expectedVersion the version that the caller read; null for whatever is there
  /// @throws IllegalTransition if the session has ended
  public Reference setReference(
      String ref, ReferenceChange change, @Nullable Long expectedVersion) {
    return scope
        .store()
        .write(tx -> references.setIn(tx, sessions.openIn(tx, ref).id(), change, expectedVersion));
  }

  /// The same within another feature's transaction, of a session in any state.
  public Reference setReferenceIn(Tx tx, UUID session, ReferenceChange change) throws SQLException {
    sessions.lockIn(tx, session);
    return references.setIn(tx, session, change, null);
  }

  /// What changed with an iteration since the one before.
  ///
  /// @throws Invalid for the first, which has none before
  public Delta delta(String ref, long number) {
    return delta(ref, number, number - 1);
  }

  /// What changed from one iteration to another.
  ///
  /// @param since the number of the one that it is compared with
  public Delta delta(String ref, long number, long since) {
    if (since == 0) {
      throw new Invalid(
          "iteration_number", "is the first; there is none before to compare it with");
    }
    return scope.store().read(tx -> delta(tx, sessions.existing(tx, ref), since, number));
  }

  private Delta delta(Tx tx, UUID session, long from, long to) throws SQLException {
    Profile profile =
        ReferenceTable.find(tx, session)
            .flatMap(reference -> profiles.find(reference.profile()))
            .orElse(null);
    return Delta.between(profile, existing(tx, session, from), existing(tx, session, to));
  }

  /// What to do next in a session, and why.
  public Suggestion suggest(String ref) {
    return scope.store().read(tx -> suggestionIn(tx, sessions.existing(tx, ref)));
  }

  /// The same within another feature's transaction.
  public Suggestion suggestionIn(Tx tx, UUID session) throws SQLException {
    String name =
        ReferenceTable.find(tx, session).map(Reference::profile).orElseGet(Profiles::usual);
    return new NextAction(profiles.get(name), IterationTable.tried(tx, session)).suggestion();
  }
}
