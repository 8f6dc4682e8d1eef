package dev.seshat.link;

import dev.seshat.SeshatException.Invalid;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which links are asked for: those that were added last come first.
///
/// @param domain a host, such as `example.com`; not those below it
/// @param cursor where the page before ended; null for the first
/// @param limit 1 to 500
public record LinkFilter(
    @Nullable LinkStatus status,
    @Nullable String domain,
    @Nullable UUID session,
    @Nullable String project,
    @Nullable String cursor,
    int limit) {
  public LinkFilter {
    domain = domain == null ? null : domain.strip().toLowerCase(Locale.ROOT);
    if (limit < 1 || limit > 500) {
      throw new Invalid("limit", "must be 1 to 500");
    }
  }

  /// The newest `limit`.
  public static LinkFilter newest(int limit) {
    return new LinkFilter(null, null, null, null, null, limit);
  }

  public LinkFilter withStatus(@Nullable LinkStatus wanted) {
    return new LinkFilter(wanted, domain, session, project, cursor, limit);
  }

  public LinkFilter ofDomain(@Nullable String host) {
    return new LinkFilter(status, host, session, project, cursor, limit);
  }

  public LinkFilter ofSession(@Nullable UUID id) {
    return new LinkFilter(status, domain, id, project, cursor, limit);
  }

  public LinkFilter ofProject(@Nullable String name) {
    return new LinkFilter(status, domain, session, name, cursor, limit);
  }

  public LinkFilter after(@Nullable String page) {
    return new LinkFilter(status, domain, session, project, page, limit);
  }

  /// Where a page ends.
  record Position(Instant time, long id) {
    static Position of(String cursor) {
      int bar = cursor.indexOf('_');
      try {
        return new Position(
            Instant.ofEpochMilli(Long.parseLong(cursor.substring(0, Math.max(0, bar)))),
            Long.parseLong(cursor.substring(bar + 1)));
      } catch (NumberFormatException | DateTimeException e) {
        throw new Invalid("cursor", "is none that a page before this one gave");
      }
    }

    static String of(Link link) {
      return link.timestamp().toEpochMilli() + "_" + link.id();
    }
  }
}
