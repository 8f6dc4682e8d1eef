package dev.seshat.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All prices of one snapshot, looked up by provider, model, time and size of the prompt.
///
/// Of the prices that fit, the first by this order is taken: a person's before an imported before a built-in one; the
/// more specific pattern; the later start; the higher threshold of long context.
final class PriceBook {
  private static final int MODELS_REMEMBERED = 10_000;

  private final Map<String, List<Entry>> byProvider = new HashMap<>();
  private final Map<String, List<Entry>> byModel = new ConcurrentHashMap<>();

  private record Entry(Price price, List<ModelPattern> patterns, int specificity) {
    Entry fitting(String model) {
      int best = -1;
      for (ModelPattern pattern : patterns) {
        if (pattern.matches(model)) {
          best = Math.max(best, pattern.specificity());
        }
      }
      return new Entry(price, patterns, best);
    }
  }

  private static final Comparator<Entry> PRECEDENCE =
      Comparator.<Entry, Price.Origin>comparing(e -> e.price().origin())
          .thenComparing(Entry::specificity, Comparator.reverseOrder())
          .thenComparing(e -> start(e.price()), Comparator.reverseOrder())
          .thenComparing(e -> e.price().aboveInputTokens(), Comparator.reverseOrder());

  PriceBook(List<Price> prices) {
    for (Price price : prices) {
      List<ModelPattern> patterns = price.patterns().stream().map(ModelPattern::new).toList();
      byProvider
          .computeIfAbsent(price.provider(), p -> new ArrayList<>())
          .add(new Entry(price, patterns, -1));
    }
  }

  /// The price of such a request, or null if the book has none.
  @Nullable Price find(
      String provider, String model, Instant at, boolean batch, long allInputTokens) {
    for (Entry entry : candidates(provider, model.toLowerCase(Locale.ROOT).strip())) {
      Price price = entry.price();
      if (price.batch() == batch && !start(price).isAfter(at) && covers(price, allInputTokens)) {
        return price;
      }
    }
    return null;
  }

  private static boolean covers(Price price, long allInputTokens) {
    return price.aboveInputTokens() == 0 || allInputTokens > price.aboveInputTokens();
  }

  private List<Entry> candidates(String provider, String model) {
    String key = provider + '\n' + model;
    List<Entry> known = byModel.get(key);
    if (known != null) {
      return known;
    }
    List<Entry> found =
        byProvider.getOrDefault(provider, List.of()).stream()
            .map(entry -> entry.fitting(model))
            .filter(entry -> entry.specificity() >= 0)
            .sorted(PRECEDENCE)
            .toList();
    if (byModel.size() < MODELS_REMEMBERED) {
      byModel.put(key, found);
    }
    return found;
  }

  private static Instant start(Price price) {
    Instant from = price.validFrom();
    return from == null ? Instant.MIN : from;
  }
}
