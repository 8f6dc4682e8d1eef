package dev.seshat.session;

import dev.seshat.Page;
import org.jspecify.annotations.Nullable;

/// What another feature has of a session that shows in its Markdown.
///
/// @param <T> one item of it
public interface MarkdownPart<T> {
  /// What stands above it.
  String name();

  /// A page of a session's items, in their order.
  Page<T> page(String ref, @Nullable String cursor, int limit);

  /// An item as Markdown; what came from outside is [quoted][SessionMarkdown#quoted].
  ///
  /// @param max how many characters of a text are shown at most
  String show(T item, int max);
}
