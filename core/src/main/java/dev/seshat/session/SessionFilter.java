package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which sessions are asked for, those with the newest activity first.
///
/// @param statuses the states wanted; empty for all
/// @param from the earliest last activity, inclusive
/// @param to the latest last activity, exclusive
/// @param rootsOnly leave out sessions that are part of another (subagents)
/// @param limit 1 to 1,000
/// @param cursor where a page before this one ended
public record SessionFilter(
    @Nullable String kind,
    Set<SessionStatus> statuses,
    @Nullable String project,
    @Nullable String tool,
    @Nullable String tag,
    @Nullable Instant from,
    @Nullable Instant to,
    boolean rootsOnly,
    int limit,
    @Nullable String cursor) {
  public SessionFilter {
    statuses = Set.copyOf(statuses);
    if (limit < 1 || limit > 1_000) {
      throw new Invalid("limit", "must be 1 to 1000");
    }
  }

  /// The first fifty of all sessions.
  public static SessionFilter all() {
    return new SessionFilter(null, Set.of(), null, null, null, null, null, false, 50, null);
  }

  public SessionFilter withKind(@Nullable String value) {
    return new SessionFilter(
        value, statuses, project, tool, tag, from, to, rootsOnly, limit, cursor);
  }

  public SessionFilter withStatuses(Set<SessionStatus> value) {
    return new SessionFilter(kind, value, project, tool, tag, from, to, rootsOnly, limit, cursor);
  }

  public SessionFilter withProject(@Nullable String value) {
    return new SessionFilter(kind, statuses, value, tool, tag, from, to, rootsOnly, limit, cursor);
  }

  public SessionFilter withTool(@Nullable String value) {
    return new SessionFilter(
        kind, statuses, project, value, tag, from, to, rootsOnly, limit, cursor);
  }

  public SessionFilter withTag(@Nullable String value) {
    return new SessionFilter(
        kind, statuses, project, tool, value, from, to, rootsOnly, limit, cursor);
  }

  public SessionFilter withActivity(@Nullable Instant since, @Nullable Instant until) {
    return new SessionFilter(
        kind, statuses, project, tool, tag, since, until, rootsOnly, limit, cursor);
  }

  public SessionFilter withRootsOnly(boolean value) {
    return new SessionFilter(kind, statuses, project, tool, tag, from, to, value, limit, cursor);
  }

  public SessionFilter withLimit(int value) {
    return new SessionFilter(
        kind, statuses, project, tool, tag, from, to, rootsOnly, value, cursor);
  }

  public SessionFilter withCursor(@Nullable String value) {
    return new SessionFilter(kind, statuses, project, tool, tag, from, to, rootsOnly, limit, value);
  }
}
