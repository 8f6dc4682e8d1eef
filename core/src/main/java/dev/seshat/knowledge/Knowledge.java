package dev.seshat.knowledge;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.search.KnowledgeIndex;
import dev.seshat.search.Search;
import dev.seshat.search.SearchQuery;
import dev.seshat.search.SessionHit;
import dev.seshat.search.Stems;
import dev.seshat.session.Outcome;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a workspace knows: patterns, keywords and the person's own files together.
public final class Knowledge {
  /// Characters of a description at most.
  public static final int MAX_DESCRIPTION = 1_000;

  private static final int SESSIONS_LOOKED_AT = 50;
  private static final int MAX_LIMIT = 100;
  private static final double SIMILAR = 0.5;
  private static final int SNIPPET = 500;

  private final Scope scope;
  private final Sessions sessions;
  private final Search search;
  private final SessionPatterns applied;
  private final KnowledgeFiles files;

  public Knowledge(
      Scope scope,
      Sessions sessions,
      Search search,
      SessionPatterns applied,
      KnowledgeFiles files) {
    this.scope = scope;
    this.sessions = sessions;
    this.search = search;
    this.applied = applied;
    this.files = files;
  }

  /// What fits a description, and how well it is covered by what is known. Where a session is named, the patterns that fit
  /// strongly or are likely to are noted as applied there.
  ///
  /// @param description 1 to 1,000 characters with at least one word
  /// @param session the session's reference; null to note nothing
  /// @param limit patterns and keywords at most of each, 1 to 100; the coverage is of all
  public Applied apply(String description, @Nullable String session, int limit) {
    String text = Texts.required("description", description, MAX_DESCRIPTION).strip();
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new Invalid("limit", "must be 1 to " + MAX_LIMIT);
    }
    List<Set<String>> phrases = KnowledgeIndex.phrases(text);
    if (phrases.isEmpty()) {
      throw new Invalid("description", "has no word to look for");
    }
    UUID inSession = session == null ? null : sessions.get(session).id();
    Set<String> words = words(phrases);
    Applied found = scope.store().read(tx -> new Fitter(tx, phrases, words).applied(text));
    List<Applied.Similar> similar = similar(text, words, inSession);
    Coverage of = found.coverage();
    Coverage coverage =
        new Coverage(
            of.strong(), of.likely(), of.worth(), of.phrases(), of.known(), similar.size());
    List<String> recorded = inSession == null ? List.of() : record(inSession, found.patterns());
    return new Applied(
        text,
        coverage,
        found.patterns().stream().limit(limit).toList(),
        found.keywords().stream().limit(limit).toList(),
        found.unknown(),
        similar,
        recorded);
  }

  private static Set<String> words(List<Set<String>> phrases) {
    return phrases.stream()
        .flatMap(Set::stream)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private List<String> record(UUID session, List<Applied.Fitting> patterns) {
    List<String> ids =
        patterns.stream()
            .filter(each -> each.fit() != Fit.WORTH)
            .map(each -> each.pattern().id())
            .toList();
    return scope
        .store()
        .write(tx -> {
          for (String id : ids) {
            applied.applyIn(tx, session, id, null);
          }
          return ids;
        });
  }

  /// The sessions that succeeded and were after something alike, the best first; not the one that asks.
  private List<Applied.Similar> similar(String text, Set<String> words, @Nullable UUID asking) {
    List<UUID> near =
        search.findSessions(SearchQuery.of(text).withLimit(SESSIONS_LOOKED_AT)).stream()
            .map(SessionHit::sessionId)
            .filter(id -> !id.equals(asking))
            .toList();
    return sessions.getAll(near).stream()
        .filter(each -> each.outcome() == Outcome.SUCCESS)
        .filter(each -> has(each, words) >= SIMILAR)
        .map(each -> new Applied.Similar(each.id(), each.shortId(), each.title()))
        .toList();
  }

  private static double has(Session session, Set<String> words) {
    String said =
        Stream.of(
                session.name(),
                session.intention(),
                session.description(),
                session.get(SessionField.FINAL_SUCCESSFUL_PROMPT))
            .filter(Objects::nonNull)
            .collect(Collectors.joining("\n"));
    Set<String> has = new HashSet<>(Stems.of(said));
    return (double) words.stream().filter(has::contains).count() / words.size();
  }

  /// What there is of each category, and of keywords.
  public KnowledgeOverview overview() {
    return scope
        .store()
        .read(tx -> {
          Map<String, List<Pattern>> byCategory =
              PatternTable.all(tx, false).stream()
                  .filter(Pattern::isActive)
                  .collect(
                      Collectors.groupingBy(
                          Pattern::category, java.util.TreeMap::new, Collectors.toList()));
          List<KnowledgeOverview.Category> categories = new ArrayList<>();
          byCategory.forEach((name, some) ->
              categories.add(
                  new KnowledgeOverview.Category(
                      name,
                      some.size(),
                      some.stream().mapToLong(Pattern::timesTested).sum(),
                      health(some))));
          long active = categories.stream().mapToLong(KnowledgeOverview.Category::patterns).sum();
          Map<String, Long> keywords = new LinkedHashMap<>();
          for (Keyword each : KeywordTable.all(tx)) {
            String tier = each.effectiveness() == null ? "unrated" : each.effectiveness().word();
            keywords.merge(tier, 1L, Long::sum);
          }
          return new KnowledgeOverview(
              active, PatternTable.all(tx, false).size() - active, categories, keywords);
        });
  }

  /// Which sessions taught what, the last active first.
  ///
  /// @param limit 1 to 500
  public List<TaughtSession> taught(int limit) {
    if (limit < 1 || limit > 500) {
      throw new Invalid("limit", "must be 1 to 500");
    }
    return scope.store().read(tx -> AppliedTable.taught(tx, limit));
  }

  private static Map<String, Long> health(List<Pattern> some) {
    Map<String, Long> health = new LinkedHashMap<>();
    for (Health each : Health.values()) {
      long n = some.stream().filter(pattern -> pattern.health() == each).count();
      if (n > 0) {
        health.put(each.word(), n);
      }
    }
    return health;
  }

  /// What has most of a question's words: patterns, keywords, and sections of the person's own files.
  ///
  /// @param question 1 to 1,000 characters with at least one word
  /// @param limit 1 to 100
  public List<KnowledgeHit> search(String question, int limit) {
    Set<String> words =
        words(KnowledgeIndex.phrases(Texts.required("q", question, MAX_DESCRIPTION)));
    if (words.isEmpty()) {
      throw new Invalid("q", "has no word to look for");
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new Invalid("limit", "must be 1 to " + MAX_LIMIT);
    }
    List<KnowledgeHit> hits = new ArrayList<>();
    KnowledgeIndex.Found found =
        scope
            .store()
            .read(tx -> {
              KnowledgeIndex.Found in = KnowledgeIndex.find(tx, words);
              addHits(tx, in, words, hits);
              return in;
            });
    FileSearch.find(files, words, found).forEach(hits::add);
    return hits.stream()
        .filter(each -> each.score() > 0)
        .sorted(
            Comparator.comparingDouble(KnowledgeHit::score)
                .reversed()
                .thenComparing(KnowledgeHit::kind)
                .thenComparing(KnowledgeHit::id))
        .limit(limit)
        .toList();
  }

  private static void addHits(
      Tx tx, KnowledgeIndex.Found found, Set<String> words, List<KnowledgeHit> hits)
      throws SQLException {
    for (Map.Entry<String, Set<String>> each : found.patterns().entrySet()) {
      Pattern pattern = PatternTable.find(tx, each.getKey()).orElseThrow();
      hits.add(
          new KnowledgeHit(
              "pattern",
              pattern.id(),
              Texts.shorten(pattern.problem(), 200),
              Texts.shorten(pattern.solution(), SNIPPET),
              found.share(words, each.getValue())));
    }
    for (Map.Entry<Long, Set<String>> each : found.keywords().entrySet()) {
      Keyword keyword = KeywordTable.find(tx, each.getKey()).orElseThrow();
      String text =
          keyword.actualEffect() == null ? keyword.intendedEffect() : keyword.actualEffect();
      hits.add(
          new KnowledgeHit(
              "keyword",
              String.valueOf(keyword.id()),
              Texts.shorten(keyword.keyword(), 200),
              Texts.shorten(text, SNIPPET),
              found.share(words, each.getValue())));
    }
  }
}
