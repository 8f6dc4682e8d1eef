package dev.seshat.knowledge;

import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Patterns and what belongs to them as another system kept them, for those who take its rows over and for those who need
/// to know what is there already.
public final class KnowledgeTakeover {
  private static final String FORGOTTEN = "it was not active where it came from";

  private final Scope scope;
  private final Patterns patterns;

  public KnowledgeTakeover(Scope scope, Patterns patterns) {
    this.scope = scope;
    this.patterns = patterns;
  }

  /// A pattern as another system has it.
  ///
  /// @param pattern with its id
  public record ToldPattern(NewPattern pattern, boolean isActive) {}

  /// Takes a pattern over. One that is here gets what is told otherwise now than before; what was said of it here stays.
  ///
  /// @param earlier what was told of it last; null if nothing was
  /// @return whether anything is new because of it
  public boolean patternIn(Tx tx, ToldPattern told, @Nullable ToldPattern earlier)
      throws SQLException {
    String id = Objects.requireNonNull(told.pattern().id());
    Pattern here = patterns.findIn(tx, id).orElse(null);
    if (here == null) {
      patterns.addIn(tx, told.pattern());
      if (!told.isActive()) {
        PatternTable.update(tx, id, told.pattern(), false, FORGOTTEN);
      }
      return true;
    }
    if (earlier == null) {
      return false;
    }
    NewPattern was = NewPattern.of(here);
    NewPattern now = merged(was, earlier.pattern(), told.pattern());
    boolean active = here.isActive() == earlier.isActive() ? told.isActive() : here.isActive();
    if (now.equals(was) && active == here.isActive()) {
      return false;
    }
    PatternTable.lock(tx, id);
    PatternTable.update(
        tx,
        id,
        now,
        active,
        active ? null : Objects.requireNonNullElse(here.forgottenReason(), FORGOTTEN));
    scope.changed(tx, "pattern.import", "pattern", id, null, "{}");
    return true;
  }

  private static NewPattern merged(NewPattern here, NewPattern earlier, NewPattern told) {
    return new NewPattern(
        here.id(),
        Objects.requireNonNull(one(here.category(), earlier.category(), told.category())),
        one(here.subcategory(), earlier.subcategory(), told.subcategory()),
        Objects.requireNonNull(one(here.problem(), earlier.problem(), told.problem())),
        Objects.requireNonNull(one(here.solution(), earlier.solution(), told.solution())),
        one(here.exampleBad(), earlier.exampleBad(), told.exampleBad()),
        one(here.exampleGood(), earlier.exampleGood(), told.exampleGood()),
        Objects.requireNonNull(one(here.specificity(), earlier.specificity(), told.specificity())),
        Objects.requireNonNull(one(here.tags(), earlier.tags(), told.tags())),
        here.context(),
        one(here.notes(), earlier.notes(), told.notes()),
        here.autoExtracted(),
        Objects.requireNonNull(one(here.isReviewed(), earlier.isReviewed(), told.isReviewed())),
        here.mjVersionDiscovered(),
        here.discoveredIn(),
        here.discoveredAt(),
        one(here.statedConfidence(), earlier.statedConfidence(), told.statedConfidence()));
  }

  /// What is told now where what is here is what was told then, else what is here.
  private static <T> @Nullable T one(@Nullable T here, @Nullable T earlier, @Nullable T told) {
    return Objects.equals(here, earlier) ? told : here;
  }

  /// Takes over that a session applied a pattern that is here.
  ///
  /// @return whether anything is new because of it
  public boolean appliedIn(
      Tx tx, UUID session, String pattern, Instant at, @Nullable Boolean wasEffective)
      throws SQLException {
    boolean isNew = AppliedTable.insert(tx, session, pattern, at);
    boolean isChange = isNew;
    if (wasEffective != null && !isNew) {
      isChange =
          AppliedTable.ofSession(tx, session).stream()
              .anyMatch(each ->
                  each.patternId().equals(pattern) && !wasEffective.equals(each.wasEffective()));
    }
    if (wasEffective != null && (isNew || isChange)) {
      AppliedTable.setEffective(tx, session, pattern, wasEffective);
    }
    if (isChange) {
      scope.changed(tx, "pattern.apply", "pattern", pattern, session, "{}");
    }
    return isChange;
  }

  /// All patterns, those that somebody has taken out of use too.
  public List<Pattern> everyIn(Tx tx) throws SQLException {
    return PatternTable.all(tx, false);
  }

  /// All evidence that a session gave, whoever found it.
  public List<Evidence> evidenceIn(Tx tx, UUID session) throws SQLException {
    return EvidenceTable.ofSession(tx, session);
  }
}
