package dev.seshat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a long list.
///
/// @param next where the next page begins, to be handed back as the cursor; null on the last page
public record Page<T>(List<T> items, @Nullable String next) {
  /// Makes a page of `limit` items out of one item more than that, if there is one more.
  public static <T> Page<T> cut(
      List<T> found, int limit, java.util.function.Function<T, String> cursor) {
    if (found.size() <= limit) {
      return new Page<>(List.copyOf(found), null);
    }
    List<T> items = List.copyOf(found.subList(0, limit));
    return new Page<>(items, cursor.apply(items.getLast()));
  }
}
