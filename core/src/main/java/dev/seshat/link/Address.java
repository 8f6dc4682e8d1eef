package dev.seshat.link;

import crawlercommons.filters.basic.BasicURLNormalizer;
import dev.seshat.net.WebUrl;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the spellings of one address have in common. Two links with the same are the same link.
///
/// On top of what [WebUrl] does (scheme and host in lower case, no port that goes without saying, no fragment, dots
/// resolved), the path is spelled in one way by Crawler-Commons (no needless
/// percent-encoding, no repeated slashes), parameters that say where a reader came from are left out, and the others stand in
/// the order of their names.
final class Address {
  private static final Set<String> TRACKING =
      Set.of(
          "fbclid",
          "gclid",
          "gclsrc",
          "dclid",
          "gbraid",
          "wbraid",
          "msclkid",
          "yclid",
          "twclid",
          "ttclid",
          "li_fat_id",
          "igshid",
          "igsh",
          "mc_cid",
          "mc_eid",
          "mkt_tok",
          "_hsenc",
          "_hsmi",
          "vero_id",
          "oly_anon_id",
          "oly_enc_id",
          "_openstat",
          "_ga",
          "_gl",
          "ref_src",
          "ref_url",
          "s_cid",
          "wickedid",
          "cmpid");
  private static final Pattern ESCAPE = Pattern.compile("%[0-9a-fA-F]{2}");
  private static final BasicURLNormalizer PATHS = BasicURLNormalizer.newBuilder().build();

  private Address() {}

  static String normalised(WebUrl url) {
    String rest = url.rest();
    int mark = rest.indexOf('?');
    String path = mark < 0 ? rest : rest.substring(0, mark);
    String plain = PATHS.filter(url.origin() + path);
    String query = mark < 0 ? "" : query(rest.substring(mark + 1));
    // Crawler-Commons knows no address whose host is written as IPv6.
    String address = plain == null ? url.origin() + path : plain;
    return address + (query.isEmpty() ? "" : "?" + query);
  }

  private static String query(String query) {
    return Arrays.stream(query.split("&", -1))
        .filter(part -> !part.isEmpty() && !isTracking(part))
        .map(part -> ESCAPE.matcher(part).replaceAll(m -> m.group().toUpperCase(Locale.ROOT)))
        .sorted(Comparator.comparing(Address::name))
        .collect(Collectors.joining("&"));
  }

  private static String name(String part) {
    int equals = part.indexOf('=');
    return equals < 0 ? part : part.substring(0, equals);
  }

  private static boolean isTracking(String part) {
    String name = name(part).toLowerCase(Locale.ROOT);
    return name.startsWith("utm_") || TRACKING.contains(name);
  }

  /// What a page without a title of its own goes by: the last part of its path, or its host.
  static String title(WebUrl url) {
    String path = url.rest().replaceAll("\\?.*", "").replaceAll("/+$", "");
    String last = path.substring(path.lastIndexOf('/') + 1);
    return last.isEmpty() ? url.host() : url.host() + ": " + decoded(last);
  }

  private static String decoded(String text) {
    try {
      return java.net.URLDecoder.decode(
          text.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
