package dev.seshat.server.web;

import dev.seshat.preference.Chosen;
import dev.seshat.server.security.Visitor;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What every page has around its own content.
///
/// @param title what the browser's tab says before the product's name
/// @param section the entry of the navigation that the page belongs to; empty for the first
/// @param here the page's own address, from which its live parts are fetched again
/// @param since the newest change that the page knows of
/// @param chosen what its reader has chosen
/// @param theme `light` or `dark` where the reader chose one; null follows the system
/// @param query what stands in the search field
/// @param said what the form before it did; null if none was sent
/// @param token what a form has to carry
/// @param visitor who looks at it; null for whoever is not known
public record Frame(
    String title,
    String section,
    String here,
    @Nullable Long since,
    Chosen chosen,
    @Nullable String theme,
    String query,
    @Nullable String said,
    String token,
    @Nullable Visitor visitor,
    Site site,
    Assets assets) {
  /// The address of a file of ours.
  public String asset(String name) {
    return assets.url(name);
  }

  /// The name of whoever is logged in; null where nobody is.
  public @Nullable String login() {
    return visitor != null && visitor.isLogin() ? visitor.name() : null;
  }

  /// The zone in which its times are shown; null for the browser's own.
  public @Nullable String zone() {
    ZoneId zone = chosen.zone();
    return zone == null ? null : zone.getId();
  }

  /// What `aria-current` says of an entry of the navigation; null leaves it out.
  public @Nullable String current(Site.Section entry) {
    return entry.name().equals(section) ? "page" : null;
  }

  /// The groups of the navigation that have an entry.
  public List<Site.Group> groups() {
    return java.util.Arrays.stream(Site.Group.values())
        .filter(group -> !site.sections(group).isEmpty())
        .toList();
  }
}
