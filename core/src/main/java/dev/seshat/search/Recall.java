package dev.seshat.search;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Tokens;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Gives what is known about a question in a number of tokens: the turns that fit it best, not whole sessions, and the patterns
/// that have most of its words where the question is not about some sessions alone.
public final class Recall {
  private static final int MIN_TOKENS = 50;
  private static final int MAX_TOKENS = 200_000;

  /// No single turn takes more than this share of the budget, unless that is less than a turn needs to say anything.
  private static final int SHARE = 3;

  private static final int LEAST = 150;

  /// Turns that do not fit in a row before the rest is left: what is left of the budget is too little by then.
  private static final int MISSES = 8;

  /// Patterns together take no more than this share of the budget.
  private static final int PATTERNS_SHARE = 4;

  private static final int MOST_PATTERNS = 5;

  /// A pattern has to have at least so much of the question.
  private static final double LEAST_SHARE = 0.5;

  private static final Comparator<RecalledTurn> IN_TIME =
      Comparator.comparing(RecalledTurn::createdAt)
          .thenComparing(RecalledTurn::sessionId)
          .thenComparing(
              turn -> turn.interactionSequence() == null ? 0L : turn.interactionSequence());

  private final Scope scope;
  private final Search search;

  public Recall(Scope scope, Search search) {
    this.scope = scope;
    this.search = search;
  }

  /// The best turns that fit, in time order, and after them the patterns; nothing (an empty text) when no turn has a word of the question.
  ///
  /// @param query plain words, 1 to 1,000 characters
  /// @param tokens the budget, 50 to 200,000
  /// @throws Invalid if the query has no word or is too long, or the budget is out of range
  public Recollection recall(String query, int tokens, SearchFilter filter) {
    if (tokens < MIN_TOKENS || tokens > MAX_TOKENS) {
      throw new Invalid("tokens", "must be " + MIN_TOKENS + " to " + MAX_TOKENS);
    }
    Question question = QuestionParser.parse(query, false, false);
    return scope.store().read(tx -> recall(tx, question, tokens, filter));
  }

  private Recollection recall(Tx tx, Question question, int tokens, SearchFilter filter)
      throws SQLException {
    List<RecalledPattern> patterns =
        filter.equals(SearchFilter.none())
            ? patterns(tx, question, tokens / PATTERNS_SHARE)
            : List.of();
    int taken = patterns.stream().mapToInt(each -> Tokens.count(each.line()) + 1).sum();
    List<RecalledTurn> turns =
        pack(tx, question, tokens - taken, filter).stream().sorted(IN_TIME).toList();
    String text =
        Stream.concat(
                turns.stream().map(RecalledTurn::line),
                patterns.stream().map(RecalledPattern::line))
            .collect(Collectors.joining("\n"));
    return new Recollection(text, Tokens.count(text), turns, patterns);
  }

  /// The active patterns that have most of the question, within a number of tokens; those whose tests say more first.
  private static List<RecalledPattern> patterns(Tx tx, Question question, int tokens)
      throws SQLException {
    Set<String> words =
        question.terms().stream()
            .filter(Term.Word.class::isInstance)
            .map(term -> ((Term.Word) term).stem())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    KnowledgeIndex.Found found = KnowledgeIndex.find(tx, words);
    Map<String, Double> scores = new HashMap<>();
    found.patterns().forEach((id, has) -> scores.put(id, found.share(words, has)));
    List<String> best =
        scores.entrySet().stream()
            .filter(each -> each.getValue() >= LEAST_SHARE)
            .sorted(
                Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry::getKey))
            .limit(MOST_PATTERNS)
            .map(Map.Entry::getKey)
            .toList();
    List<RecalledPattern> taken = new ArrayList<>();
    int left = tokens;
    for (KnowledgeIndexTable.Recalled each : KnowledgeIndexTable.recalled(tx, best)) {
      String text = each.problem().strip() + " → " + each.solution().strip();
      RecalledPattern pattern =
          new RecalledPattern(
              each.id(), text, each.tests(), each.successes(), scores.getOrDefault(each.id(), 0.0));
      int cost = Tokens.count(pattern.line()) + 1;
      if (cost <= left) {
        taken.add(pattern);
        left -= cost;
      }
    }
    return taken;
  }

  private List<RecalledTurn> pack(Tx tx, Question question, int tokens, SearchFilter filter)
      throws SQLException {
    Hits hits = new Hits(tx, question.terms());
    List<RecalledTurn> packed = new ArrayList<>();
    int left = tokens;
    int most = Math.min(tokens - 1, Math.max(tokens / SHARE, LEAST));
    int misses = 0;
    for (Ranked entry : search.ranked(tx, question, filter)) {
      Optional<RecalledTurn> turn = turn(tx, hits, entry, question, most);
      if (turn.isEmpty()) {
        continue;
      }
      // the line break counts as a token of its own, so the whole never costs more than its lines
      int cost = Tokens.count(turn.get().line()) + 1;
      if (cost <= left) {
        packed.add(turn.get());
        left -= cost;
        misses = 0;
      } else if (++misses == MISSES) {
        break;
      }
    }
    return packed;
  }

  private static Optional<RecalledTurn> turn(
      Tx tx, Hits hits, Ranked entry, Question question, int most) throws SQLException {
    Optional<SourceTable.Content> content = SourceTable.content(tx, entry);
    if (content.isEmpty() || content.get().text().isBlank()) {
      return Optional.empty();
    }
    String whole = content.get().text().strip();
    String shortId = hits.session(entry.sessionId()).shortId();
    RecalledTurn turn =
        new RecalledTurn(
            entry.sessionId(),
            shortId,
            entry.entityKind(),
            entry.interactionSequence(),
            entry.entityId(),
            entry.author(),
            entry.createdAt(),
            whole,
            false,
            entry.score());
    if (whole.length() <= most || Tokens.count(turn.line()) <= most) {
      return Optional.of(turn);
    }
    // characters cost a third of a token or so; what is still too long is cut at its end
    int room = Math.max(0, most - Tokens.count(withText(turn, "").line()));
    String part = Tokens.head(Snippets.of(whole, question.terms(), room * 3).text(), room);
    return part.isBlank() ? Optional.empty() : Optional.of(withText(turn, part));
  }

  private static RecalledTurn withText(RecalledTurn t, String text) {
    return new RecalledTurn(
        t.sessionId(),
        t.shortId(),
        t.entityKind(),
        t.interactionSequence(),
        t.entityId(),
        t.author(),
        t.createdAt(),
        text,
        true,
        t.score());
  }
}
