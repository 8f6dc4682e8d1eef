package dev.seshat.gallery;

import dev.seshat.search.Stems;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The words by which a picture is found: those of the texts in its meta, the first few of them.
final class ImageWords {
  private static final int MAX = 100;

  private ImageWords() {}

  static Set<String> of(Map<String, ? extends @Nullable Object> meta) {
    Set<String> words = new LinkedHashSet<>();
    collect(meta, words);
    return words;
  }

  private static void collect(@Nullable Object value, Set<String> words) {
    if (words.size() >= MAX) {
      return;
    }
    switch (value) {
      case String text -> {
        for (String stem : Stems.of(text)) {
          if (words.size() < MAX) {
            words.add(stem);
          }
        }
      }
      case Map<?, ?> map -> map.values().forEach(each -> collect(each, words));
      case Iterable<?> list -> list.forEach(each -> collect(each, words));
      case null, default -> {}
    }
  }
}
