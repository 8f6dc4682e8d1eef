package dev.seshat.knowledge;

import dev.seshat.Page;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The keywords of a workspace, and how well they do what they are meant to.
///
/// A rating that somebody gives stays. Where nobody has given one, three uses or more do: 90 % effective are excellent, 70 %
/// good, 40 % moderate, fewer poor. That a keyword does harm is never concluded from counts alone.
public final class Keywords {
  /// Uses from which their counts tell something.
  public static final int TELLING = 3;

  private static final double EXCELLENT = 0.9;
  private static final double GOOD = 0.7;
  private static final double MODERATE = 0.4;

  private final Scope scope;

  public Keywords(Scope scope) {
    this.scope = scope;
  }

  /// Says how well a keyword does what it is meant to; one that is not there yet is made.
  public Keyword rate(NewKeyword said) {
    return scope.store().write(tx -> rateIn(tx, said));
  }

  /// The same within another feature's transaction.
  public Keyword rateIn(Tx tx, NewKeyword said) throws SQLException {
    KeywordTable.make(tx, said.keyword(), said.intendedEffect());
    Keyword was = KeywordTable.lock(tx, said.keyword(), said.intendedEffect());
    Keyword now = merged(was, said, said.effectiveness() == null ? was.ratedBy() : scope.actor());
    KeywordTable.update(tx, now);
    changed(tx, "keyword.rate", now);
    return KeywordTable.find(tx, now.id()).orElseThrow();
  }

  private static Keyword merged(Keyword was, NewKeyword said, @Nullable String by) {
    return new Keyword(
        was.id(),
        was.keyword(),
        was.intendedEffect(),
        said.actualEffect() == null ? was.actualEffect() : said.actualEffect(),
        said.effectiveness() == null ? was.effectiveness() : said.effectiveness(),
        said.betterAlternative() == null ? was.betterAlternative() : said.betterAlternative(),
        said.context() == null ? was.context() : said.context(),
        said.notes() == null ? was.notes() : said.notes(),
        said.mjVersion() == null ? was.mjVersion() : said.mjVersion(),
        by,
        was.uses(),
        was.lastUsedAt(),
        was.createdAt(),
        was.updatedAt());
  }

  /// Takes over what another place says of a keyword, with its counts. Of two counts the greater stays, so that the same told
  /// twice counts once.
  ///
  /// @param ratedBy who rated it there; null if its counts did
  /// @return whether it is new
  public boolean importIn(
      Tx tx, NewKeyword told, Tally uses, @Nullable Instant lastUsed, @Nullable String ratedBy)
      throws SQLException {
    boolean isNew = KeywordTable.make(tx, told.keyword(), told.intendedEffect());
    Keyword was = KeywordTable.lock(tx, told.keyword(), told.intendedEffect());
    Keyword said = merged(was, told, told.effectiveness() == null ? was.ratedBy() : ratedBy);
    Tally counts = uses.tests() > was.timesUsed() ? uses : was.uses();
    Keyword now = counted(said, counts, later(was.lastUsedAt(), lastUsed));
    if (!now.equals(was)) {
      KeywordTable.update(tx, now);
      changed(tx, isNew ? "keyword.add" : "keyword.import", now);
    }
    return isNew;
  }

  /// Counts that an iteration used a keyword; the same iteration counts once.
  ///
  /// @param effective whether it did what it was meant to; null where that cannot be told, which counts as a use alone
  /// @return whether it was counted
  public boolean countIn(
      Tx tx,
      String keyword,
      String intendedEffect,
      long iteration,
      @Nullable Boolean effective,
      Instant at)
      throws SQLException {
    NewKeyword meant = NewKeyword.of(keyword, intendedEffect, null);
    KeywordTable.make(tx, meant.keyword(), meant.intendedEffect());
    Keyword was = KeywordTable.lock(tx, meant.keyword(), meant.intendedEffect());
    if (!KeywordTable.use(tx, was.id(), iteration, effective)) {
      return false;
    }
    Tally uses =
        new Tally(
            was.timesUsed() + 1, was.timesEffective() + (Boolean.TRUE.equals(effective) ? 1 : 0));
    Keyword now = counted(was, uses, later(was.lastUsedAt(), at));
    KeywordTable.update(tx, now);
    changed(tx, "keyword.use", now);
    return true;
  }

  private static Keyword counted(Keyword was, Tally uses, @Nullable Instant lastUsed) {
    return new Keyword(
        was.id(),
        was.keyword(),
        was.intendedEffect(),
        was.actualEffect(),
        was.ratedBy() == null ? told(uses) : was.effectiveness(),
        was.betterAlternative(),
        was.context(),
        was.notes(),
        was.mjVersion(),
        was.ratedBy(),
        uses,
        lastUsed,
        was.createdAt(),
        was.updatedAt());
  }

  private static @Nullable Effectiveness told(Tally uses) {
    Double rate = uses.rate();
    if (rate == null || uses.tests() < TELLING) {
      return null;
    }
    if (rate >= EXCELLENT) {
      return Effectiveness.EXCELLENT;
    }
    if (rate >= GOOD) {
      return Effectiveness.GOOD;
    }
    return rate >= MODERATE ? Effectiveness.MODERATE : Effectiveness.POOR;
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }

  /// A keyword by the number of its row.
  public Keyword get(long id) {
    return scope
        .store()
        .read(tx ->
            KeywordTable.find(tx, id)
                .orElseThrow(() -> NotFound.of("keyword", String.valueOf(id))));
  }

  /// All effects of a keyword, in whatever case it is written, the best first.
  ///
  /// @throws NotFound if there is none
  public List<Keyword> find(String keyword) {
    String wanted = Texts.required("keyword", keyword, 500).strip();
    List<Keyword> found = scope.store().read(tx -> KeywordTable.named(tx, wanted));
    if (found.isEmpty()) {
      throw NotFound.of("keyword", wanted);
    }
    return found;
  }

  /// A keyword with what it is meant for, if there is one.
  public Optional<Keyword> findIn(Tx tx, String keyword, String intendedEffect)
      throws SQLException {
    return KeywordTable.find(tx, keyword, intendedEffect);
  }

  /// A page of keywords, the most effective first.
  public Page<Keyword> list(KeywordFilter filter) {
    List<Keyword> found = scope.store().read(tx -> KeywordTable.list(tx, filter));
    return Page.cut(found, filter.limit(), KeywordFilter.Position::of);
  }

  /// All keywords, the most effective first.
  public List<Keyword> allIn(Tx tx) throws SQLException {
    return KeywordTable.all(tx);
  }

  private void changed(Tx tx, String action, Keyword keyword) {
    Map<String, @Nullable Object> detail = new LinkedHashMap<>();
    detail.put("keyword", Texts.shorten(keyword.keyword(), 200));
    detail.put(
        "effectiveness",
        Objects.requireNonNullElse(
            keyword.effectiveness() == null ? null : keyword.effectiveness().word(), "none"));
    detail.put("times_used", keyword.timesUsed());
    detail.put("times_effective", keyword.timesEffective());
    scope.changed(tx, action, "keyword", keyword.id(), null, Json.write(detail));
  }
}
