package dev.seshat.mode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who a task is given to, by the words in it.
///
/// Words are compared whole, in small letters; what joins them (`unit-test`, `unit test`) makes no difference. The first
/// rule of the file counts of which one keyword is there.
final class ModeRouting {
  /// What of a text is looked at; what a task is about stands at its beginning.
  private static final int MOST = 10_000;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}]+[+#]*");

  /// The keywords by their first words.
  private final Map<String, List<Keyword>> keywords = new HashMap<>();

  private final List<RoutingRule> rules;

  private record Keyword(List<String> words, int rule) {}

  ModeRouting(List<RoutingRule> rules) {
    this.rules = rules;
    for (int i = 0; i < rules.size(); i++) {
      for (String each : rules.get(i).keywords()) {
        List<String> words = words(each);
        keywords
            .computeIfAbsent(words.getFirst(), first -> new ArrayList<>())
            .add(new Keyword(words, i));
      }
    }
  }

  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    String small = text.substring(0, Math.min(text.length(), MOST)).toLowerCase(Locale.ROOT);
    Matcher matcher = WORD.matcher(small);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  /// The role of the first rule that fits one of the texts.
  Optional<String> role(String... texts) {
    int best = rules.size();
    for (String text : texts) {
      best = Math.min(best, first(words(text), best));
    }
    return best == rules.size() ? Optional.empty() : Optional.of(rules.get(best).role());
  }

  private int first(List<String> words, int atMost) {
    int best = atMost;
    for (int i = 0; i < words.size(); i++) {
      for (Keyword each : keywords.getOrDefault(words.get(i), List.of())) {
        int end = i + each.words().size();
        if (each.rule() < best
            && end <= words.size()
            && words.subList(i, end).equals(each.words())) {
          best = each.rule();
        }
      }
    }
    return best;
  }
}
