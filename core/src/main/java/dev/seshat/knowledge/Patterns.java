package dev.seshat.knowledge;

import dev.seshat.Page;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The patterns of a workspace, and the evidence for and against them.
///
/// Counters, rate, lower bound and confidence are made of the evidence, in the transaction that adds it; nobody sets them.
public final class Patterns {
  private static final int MAX_REASON = 2_000;

  private final Scope scope;
  private final Sessions sessions;

  public Patterns(Scope scope, Sessions sessions) {
    this.scope = scope;
    this.sessions = sessions;
  }

  /// Writes a pattern down.
  ///
  /// @throws Conflict if there is one of this id
  public Pattern add(NewPattern pattern) {
    return scope.store().write(tx -> addIn(tx, pattern));
  }

  /// The same within another feature's transaction.
  public Pattern addIn(Tx tx, NewPattern pattern) throws SQLException {
    String id = pattern.id() == null ? freshId(tx) : pattern.id();
    if (PatternTable.find(tx, id).isPresent()) {
      throw new Conflict("there is a pattern '" + Texts.shorten(id, 80) + "' already");
    }
    PatternTable.insert(tx, id, pattern);
    Pattern made = existing(tx, id);
    changed(tx, "pattern.add", made, Map.of("category", made.category()));
    return made;
  }

  private static String freshId(Tx tx) throws SQLException {
    String id = tx.newId().toString().substring(0, 8);
    while (PatternTable.find(tx, id).isPresent()) {
      id = tx.newId().toString().substring(0, 8);
    }
    return id;
  }

  public Pattern get(String id) {
    return scope.store().read(tx -> existing(tx, id));
  }

  /// The pattern of an id, if there is one.
  public Optional<Pattern> findIn(Tx tx, String id) throws SQLException {
    return PatternTable.find(tx, id);
  }

  private static Pattern existing(Tx tx, String id) throws SQLException {
    return PatternTable.find(tx, id).orElseThrow(() -> NotFound.of("pattern", id));
  }

  /// A page of patterns, those with the highest lower bound first.
  public Page<Pattern> list(PatternFilter filter) {
    List<Pattern> found = scope.store().read(tx -> PatternTable.list(tx, filter));
    return Page.cut(found, filter.limit(), PatternFilter.Position::of);
  }

  /// All active patterns by category, the best of each first.
  public List<Pattern> allIn(Tx tx) throws SQLException {
    return PatternTable.all(tx, true);
  }

  /// The active pattern that says the same: in the same words after normalising, or nearly so.
  public Optional<Pattern> findLikeIn(Tx tx, String problem, String solution) throws SQLException {
    List<Pattern> same = PatternTable.ofFingerprint(tx, Likeness.fingerprint(problem, solution));
    if (!same.isEmpty()) {
      return Optional.of(same.getFirst());
    }
    Set<String> wanted = Likeness.shingles(problem + "\n" + solution);
    Pattern best = null;
    double most = Likeness.NEAR;
    for (Pattern each : PatternTable.all(tx, true)) {
      double like = Likeness.of(wanted, Likeness.shingles(each.problem() + "\n" + each.solution()));
      if (like >= most && (best == null || like > most)) {
        best = each;
        most = like;
      }
    }
    return Optional.ofNullable(best);
  }

  /// Changes what a pattern says.
  ///
  /// @param version the one that was read, so that nobody else's change is lost; null to change whatever is there
  public Pattern change(String id, PatternChange change, @Nullable Long version) {
    return scope
        .store()
        .write(tx -> {
          PatternTable.lock(tx, id);
          Pattern was = existing(tx, id);
          if (version != null && version != was.version()) {
            throw new Conflict(
                "pattern '%s' has version %d, not %d".formatted(id, was.version(), version));
          }
          if (change.isEmpty()) {
            return was;
          }
          boolean active = change.isActive(was);
          PatternTable.update(
              tx, id, change.of(was), active, active ? null : was.forgottenReason());
          Pattern now = existing(tx, id);
          changed(tx, "pattern.change", now, Map.of("fields", List.copyOf(change.names())));
          return now;
        });
  }

  /// Takes over what a file says of a pattern that is there; what it does not say stays.
  ///
  /// @return whether anything is different now
  boolean retellIn(Tx tx, Pattern was, NewPattern said) throws SQLException {
    NewPattern now =
        new NewPattern(
            was.id(),
            said.category(),
            said.subcategory() == null ? was.subcategory() : said.subcategory(),
            said.problem(),
            said.solution(),
            said.exampleBad() == null ? was.exampleBad() : said.exampleBad(),
            said.exampleGood() == null ? was.exampleGood() : said.exampleGood(),
            said.specificity() == Specificity.GENERAL ? was.specificity() : said.specificity(),
            said.tags().isEmpty() ? was.tags() : said.tags(),
            said.context() == null ? was.context() : said.context(),
            said.notes() == null ? was.notes() : said.notes(),
            was.autoExtracted(),
            was.isReviewed() || said.isReviewed(),
            was.mjVersionDiscovered(),
            was.discoveredIn(),
            was.discoveredAt(),
            said.statedConfidence() == null ? was.statedConfidence() : said.statedConfidence());
    if (now.equals(NewPattern.of(was))) {
      return false;
    }
    PatternTable.update(tx, was.id(), now, was.isActive(), was.forgottenReason());
    changed(tx, "pattern.import", existing(tx, was.id()), Map.of("category", now.category()));
    return true;
  }

  /// Takes a pattern out of use, with the reason; it stays to be read, with its evidence.
  ///
  /// @throws IllegalTransition if it is forgotten already
  public Pattern forget(String id, String reason) {
    String why = Texts.required("reason", NewPattern.text("reason", reason), MAX_REASON);
    return scope
        .store()
        .write(tx -> {
          PatternTable.lock(tx, id);
          Pattern was = existing(tx, id);
          if (!was.isActive()) {
            throw new IllegalTransition("pattern", "forgotten", "forgotten", "it cannot be twice");
          }
          PatternTable.update(tx, id, PatternChange.fromJson(Map.of()).of(was), false, why);
          Pattern now = existing(tx, id);
          changed(tx, "pattern.forget", now, Map.of("reason", why));
          return now;
        });
  }

  /// Adds what somebody found out about a pattern.
  ///
  /// @param by a person or an agent
  /// @return the pattern as it stands then
  public Pattern validate(
      String id, EvidenceOutcome outcome, Validator by, @Nullable String notes) {
    return validate(id, NewEvidence.of(outcome, by).withNotes(notes), null, null);
  }

  /// The same as it was seen in a session.
  ///
  /// @param session the session's reference; null if it belongs to none
  /// @param iteration the number of an iteration of that session; null if it belongs to none
  public Pattern validate(
      String id, NewEvidence evidence, @Nullable String session, @Nullable Long iteration) {
    if (evidence.validatedBy() == Validator.IMPORT) {
      throw new Invalid("validated_by", "must be person or agent");
    }
    if (iteration != null && session == null) {
      throw new Invalid("iteration", "is of no session; name that too");
    }
    UUID seenIn = session == null ? null : sessions.get(session).id();
    return scope
        .store()
        .write(tx -> {
          Long row =
              iteration == null || seenIn == null ? null : iterationId(tx, seenIn, iteration);
          addEvidenceIn(tx, id, evidence.in(seenIn, row));
          return existing(tx, id);
        });
  }

  static Long iterationId(Tx tx, UUID session, long number) throws SQLException {
    long row = EvidenceTable.iterationId(tx, session, number);
    if (row == 0) {
      throw NotFound.of("iteration", String.valueOf(number));
    }
    return row;
  }

  /// Adds evidence and derives the pattern's counters, rate, bound and confidence from all there is, in one transaction.
  ///
  /// @return whether it was added; not if evidence of its key is there already
  public boolean addEvidenceIn(Tx tx, String id, NewEvidence evidence) throws SQLException {
    PatternTable.lock(tx, id);
    if (!EvidenceTable.insert(tx, id, evidence, scope.actor())) {
      return false;
    }
    derive(tx, id);
    scope.changed(
        tx,
        "pattern.evidence",
        "pattern",
        id,
        evidence.sessionId(),
        Json.write(
            Map.of(
                "outcome",
                evidence.outcome().word(),
                "validated_by",
                evidence.validatedBy().word())));
    return true;
  }

  static void derive(Tx tx, String id) throws SQLException {
    EvidenceTable.Sum sum = EvidenceTable.sum(tx, id);
    Pattern was = existing(tx, id);
    boolean isSame =
        was.all().equals(sum.tally())
            && java.util.Objects.equals(was.lastValidatedAt(), sum.validated())
            && java.util.Objects.equals(was.lastFailedAt(), sum.failed());
    if (isSame) {
      return;
    }
    PatternTable.setStanding(tx, id, sum.tally(), sum.validated(), sum.failed());
  }

  /// A page of a pattern's evidence, what was added last first.
  ///
  /// @param limit 1 to 500
  public Page<Evidence> evidence(String id, @Nullable String cursor, int limit) {
    if (limit < 1 || limit > 500) {
      throw new Invalid("limit", "must be 1 to 500");
    }
    if (cursor != null && !cursor.matches("[0-9]{1,18}")) {
      throw new Invalid("cursor", "is none that a page before this one gave");
    }
    Long before = cursor == null ? null : (Long) Long.parseLong(cursor);
    List<Evidence> found =
        scope.store().read(tx -> EvidenceTable.list(tx, existing(tx, id).id(), before, limit + 1));
    return Page.cut(found, limit, each -> String.valueOf(each.id()));
  }

  /// Patterns whose counters are not what their evidence says; none, unless somebody else has written to the tables.
  public List<String> drifted() {
    return scope.store().read(EvidenceTable::drifted);
  }

  private void changed(Tx tx, String action, Pattern pattern, Map<String, Object> detail) {
    scope.changed(tx, action, "pattern", pattern.id(), pattern.discoveredIn(), Json.write(detail));
  }
}
