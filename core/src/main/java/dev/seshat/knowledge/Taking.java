package dev.seshat.knowledge;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.store.Scope;
import dev.seshat.store.Times;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes what a knowledge file says into the store, in one transaction.
///
/// What a file says of an entry that is there already takes its place; what it does not say stays. Evidence is added only as
/// far as it is missing, so that a file that is read twice counts once. What is forgotten stays forgotten.
final class Taking {
  private final Scope scope;
  private final Patterns patterns;
  private final Keywords keywords;

  private final Tx tx;
  private int added;
  private int changed;
  private long evidence;
  private long detached;
  private final List<KnowledgeImport.Unproven> unproven = new ArrayList<>();
  private final List<KnowledgeImport.Rounded> rounded = new ArrayList<>();

  Taking(Tx tx, Scope scope, Patterns patterns, Keywords keywords) {
    this.tx = tx;
    this.scope = scope;
    this.patterns = patterns;
    this.keywords = keywords;
  }

  /// Takes a file.
  ///
  /// @throws Invalid if it is none that this knows
  KnowledgeImport take(String name, String text) throws SQLException {
    Sections file = Sections.of(text);
    return switch (file.title()) {
      case PatternsFile.TITLE -> takePatterns(name, PatternsFile.read(file));
      case KeywordsFile.TITLE -> takeKeywords(name, KeywordsFile.read(file));
      default ->
          throw new Invalid(
              "file",
              "must begin with the heading '# "
                  + PatternsFile.TITLE
                  + "' or '# "
                  + KeywordsFile.TITLE
                  + "'");
    };
  }

  private KnowledgeImport takePatterns(String name, PatternsFile.Read read) throws SQLException {
    for (PatternsFile.Told told : read.patterns()) {
      take(told, Objects.requireNonNullElseGet(read.updated(), tx::now));
    }
    return report(name, "patterns", read.patterns().size(), read.unread());
  }

  private KnowledgeImport takeKeywords(String name, KeywordsFile.Read read) throws SQLException {
    for (KeywordsFile.Told told : read.keywords()) {
      var was = keywords.findIn(tx, told.keyword().keyword(), told.keyword().intendedEffect());
      boolean isNew =
          keywords.importIn(tx, told.keyword(), told.uses(), told.lastUsed(), told.ratedBy());
      var now = keywords.findIn(tx, told.keyword().keyword(), told.keyword().intendedEffect());
      added += isNew ? 1 : 0;
      changed += !isNew && !was.equals(now) ? 1 : 0;
    }
    return report(name, "keywords", read.keywords().size(), read.unread());
  }

  private KnowledgeImport report(
      String name, String kind, int entries, Map<Integer, String> unread) {
    return new KnowledgeImport(
        name,
        kind,
        entries,
        added,
        changed,
        evidence,
        List.copyOf(unproven),
        List.copyOf(rounded),
        detached,
        Map.copyOf(new java.util.TreeMap<>(unread)));
  }

  private void take(PatternsFile.Told told, Instant day) throws SQLException {
    NewPattern said = told.pattern();
    String id = Objects.requireNonNull(said.id());
    if (said.discoveredIn() != null && !AppliedTable.hasSession(tx, said.discoveredIn())) {
      said = said.extractedIn(null);
    }
    var was = patterns.findIn(tx, id);
    if (was.isEmpty()) {
      patterns.addIn(tx, said);
      added++;
    } else {
      changed += patterns.retellIn(tx, was.get(), said) ? 1 : 0;
    }
    List<PatternsFile.ToldEvidence> listed = told.evidence();
    if (listed != null) {
      takeListed(id, listed);
    } else {
      takeStated(id, told, day);
    }
    Patterns.derive(tx, id);
    if (listed == null) {
      judge(id, told);
    }
  }

  /// A rate and a number of tests stand for so many rows of evidence, as far as the store has no more of either kind.
  private void takeStated(String id, PatternsFile.Told told, Instant day) throws SQLException {
    long successes = Math.round(told.statedTests() * told.statedRate() / 100.0);
    if (told.statedTests() > 0
        && Math.round(successes * 100.0 / told.statedTests()) != told.statedRate()) {
      rounded.add(
          new KnowledgeImport.Rounded(id, told.statedRate(), told.statedTests(), successes));
    }
    Tally has = EvidenceTable.sum(tx, id).tally();
    add(id, EvidenceOutcome.SUPPORTED, successes - has.successes(), day);
    add(
        id,
        EvidenceOutcome.CONTRADICTED,
        told.statedTests() - successes - (has.tests() - has.successes()),
        day);
  }

  private void add(String id, EvidenceOutcome outcome, long times, Instant day)
      throws SQLException {
    for (long i = 0; i < times; i++) {
      EvidenceTable.insert(
          tx, id, NewEvidence.of(outcome, Validator.IMPORT).at(day), scope.actor());
      evidence++;
    }
  }

  private void takeListed(String id, List<PatternsFile.ToldEvidence> listed) throws SQLException {
    Map<List<@Nullable Object>, Long> has = new HashMap<>();
    for (Evidence each : EvidenceTable.all(tx, id)) {
      has.merge(
          likeness(
              each.outcome(), each.validatedBy(), each.createdAt(), each.mjVersion(), each.notes()),
          1L,
          Long::sum);
    }
    for (PatternsFile.ToldEvidence each : listed) {
      NewEvidence told = attached(each);
      List<@Nullable Object> like =
          likeness(told.outcome(), told.validatedBy(), told.at(), told.mjVersion(), told.notes());
      for (long i = 0; i < each.times(); i++) {
        long left = has.getOrDefault(like, 0L);
        if (left > 0) {
          has.put(like, left - 1);
        } else {
          EvidenceTable.insert(tx, id, told, scope.actor());
          evidence++;
          detached += each.evidence().sessionId() != null && told.sessionId() == null ? 1 : 0;
        }
      }
    }
  }

  private static List<@Nullable Object> likeness(
      EvidenceOutcome outcome,
      Validator by,
      @Nullable Instant at,
      @Nullable String version,
      @Nullable String notes) {
    List<@Nullable Object> key = new ArrayList<>();
    key.add(outcome);
    key.add(by);
    key.add(at == null ? null : Times.millis(at));
    key.add(version);
    key.add(notes);
    return key;
  }

  /// The evidence with its session and iteration, if those are here.
  private NewEvidence attached(PatternsFile.ToldEvidence told) throws SQLException {
    UUID session = told.evidence().sessionId();
    if (session == null) {
      return told.evidence();
    }
    if (!AppliedTable.hasSession(tx, session)) {
      return told.evidence().in(null, null);
    }
    long row =
        told.iteration() == null ? 0 : EvidenceTable.iterationId(tx, session, told.iteration());
    return told.evidence().in(session, row == 0 ? null : (Long) row);
  }

  private void judge(String id, PatternsFile.Told told) throws SQLException {
    Confidence stated = told.stated();
    // by the rate as it is stated: 67 % is not more than 70 %, though of four tests three are meant
    Confidence earned = Confidence.earnedByPercent(told.statedTests(), told.statedRate());
    if (stated != null && stated != earned) {
      unproven.add(
          new KnowledgeImport.Unproven(
              id,
              stated,
              earned,
              patterns.findIn(tx, id).orElseThrow().confidence(),
              told.statedRate(),
              told.statedTests()));
    }
  }
}
