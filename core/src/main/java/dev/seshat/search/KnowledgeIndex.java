package dev.seshat.search;

import dev.seshat.store.Store;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The index over patterns and keywords, which stand beside sessions and not in them: which words each of them has.
///
/// A word weighs the more the fewer of them have it, by BM25's inverse document frequency, the same on both databases.
public final class KnowledgeIndex {
  /// Words of a question that count.
  private static final int MAX_WORDS = 64;

  private static final int MAX_TEXT = 20_000;
  private static final String NONE = "-";

  private KnowledgeIndex() {}

  /// Indexes a pattern, or indexes it again.
  public static void putPattern(Tx tx, String id, String text) throws SQLException {
    KnowledgeIndexTable.putPattern(tx, id, words(text));
  }

  /// Indexes a keyword, or indexes it again.
  public static void putKeyword(Tx tx, long id, String text) throws SQLException {
    KnowledgeIndexTable.putKeyword(tx, id, words(text));
  }

  static Set<String> words(String text) {
    Set<String> words =
        new LinkedHashSet<>(Words.stems(text.substring(0, Math.min(text.length(), MAX_TEXT))));
    // what has no word at all is known to be indexed by this
    return words.isEmpty() ? Set.of(NONE) : words;
  }

  /// What a text is about: the stems of each of its phrases, stop words left out. Phrases end at signs and at stop words.
  public static List<Set<String>> phrases(String text) {
    return List.copyOf(phrasesAndWords(text).keySet());
  }

  /// The same with the words that each phrase has in the text.
  public static Map<Set<String>, String> phrasesAndWords(String text) {
    Map<Set<String>, String> phrases = new LinkedHashMap<>();
    Set<String> phrase = new LinkedHashSet<>();
    int start = 0;
    int end = 0;
    int count = 0;
    for (Words.Word word : Words.of(text)) {
      boolean isCut = text.substring(end, word.start()).chars().anyMatch(KnowledgeIndex::ends);
      boolean isStop = StopWords.contains(word.folded());
      if ((isCut || isStop) && !phrase.isEmpty()) {
        phrases.putIfAbsent(phrase, text.substring(start, end));
        phrase = new LinkedHashSet<>();
      }
      if (!isStop) {
        start = phrase.isEmpty() ? word.start() : start;
        end = word.end();
        if (count++ < MAX_WORDS) {
          phrase.add(word.stem());
        }
      } else {
        end = phrase.isEmpty() ? word.end() : end;
      }
    }
    if (!phrase.isEmpty()) {
      phrases.putIfAbsent(phrase, text.substring(start, end));
    }
    return phrases;
  }

  private static boolean ends(int c) {
    return ",.;:!?()[]{}|/\n\r\"".indexOf(c) >= 0;
  }

  /// Which of the words asked for each pattern and keyword has, and how much a word weighs.
  ///
  /// @param patterns those that are active, by id
  /// @param keywords by number
  public record Found(
      Map<String, Set<String>> patterns,
      Map<Long, Set<String>> keywords,
      Map<String, Double> weights) {
    /// The share of the weight of some words that others have of it: 0 to 1.
    public double share(Set<String> of, Set<String> has) {
      double all = of.stream().mapToDouble(this::weight).sum();
      double some = of.stream().filter(has::contains).mapToDouble(this::weight).sum();
      return all == 0 ? 0 : some / all;
    }

    private double weight(String word) {
      return weights.getOrDefault(word, 0.0);
    }
  }

  /// Looks words up.
  public static Found find(Tx tx, Set<String> words) throws SQLException {
    Map<String, Set<String>> patterns = KnowledgeIndexTable.patterns(tx, words);
    Map<Long, Set<String>> keywords = KnowledgeIndexTable.keywords(tx, words);
    long all = KnowledgeIndexTable.count(tx);
    Map<String, Double> weights = new java.util.HashMap<>();
    for (String word : words) {
      long having =
          patterns.values().stream().filter(has -> has.contains(word)).count()
              + keywords.values().stream().filter(has -> has.contains(word)).count();
      weights.put(word, Math.log(1 + (all - having + 0.5) / (having + 0.5)));
    }
    return new Found(patterns, keywords, weights);
  }

  /// Indexes what is not, such as what came in a ZIP.
  public static void addMissing(Tx tx) throws SQLException {
    for (KnowledgeIndexTable.Source each : KnowledgeIndexTable.missingPatterns(tx)) {
      putPattern(tx, each.key(), each.text());
    }
    for (KnowledgeIndexTable.Source each : KnowledgeIndexTable.missingKeywords(tx)) {
      putKeyword(tx, Long.parseLong(each.key()), each.text());
    }
  }

  /// Writes this index anew.
  static void rewrite(Store store) {
    store.write(tx -> {
      KnowledgeIndexTable.clear(tx);
      addMissing(tx);
      return 0;
    });
  }
}
