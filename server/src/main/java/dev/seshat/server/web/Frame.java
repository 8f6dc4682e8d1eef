package dev.seshat.server.web;

import org.jspecify.annotations.Nullable;

/// What every page has around its own content.
///
/// @param title what the browser's tab says before the product's name
/// @param section the entry of the navigation that the page belongs to; empty for none
/// @param theme `light` or `dark` where the reader chose one; null follows the system
/// @param query what stands in the search field
/// @param token what a form has to carry
public record Frame(
    String title,
    String section,
    @Nullable String theme,
    String query,
    String token,
    Assets assets) {
  /// The address of a file of ours.
  public String asset(String name) {
    return assets.url(name);
  }

  /// What `aria-current` says of an entry of the navigation; null leaves it out.
  public @Nullable String current(String entry) {
    return entry.equals(section) ? "page" : null;
  }
}
