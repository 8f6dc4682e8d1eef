package dev.seshat.search;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where to look: what is null or empty does not narrow the search.
///
/// @param kind the kind of session: `coding`, `chat`…
/// @param project the name of the sessions' project
/// @param from the earliest time of a turn or thing, inclusive
/// @param to the latest time, exclusive
/// @param author who spoke or made it, exactly
/// @param sessionId one session only
/// @param entityKinds what to find: `interaction`, `note`, `artifact`, `session`, `summary`, `iteration`, `task`; empty for everything
public record SearchFilter(
    @Nullable String kind,
    @Nullable String project,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String author,
    @Nullable UUID sessionId,
    Set<String> entityKinds) {
  private static final SearchFilter NONE =
      new SearchFilter(null, null, null, null, null, null, Set.of());

  public SearchFilter {
    entityKinds = Set.copyOf(entityKinds);
  }

  /// The filter that lets everything through.
  public static SearchFilter none() {
    return NONE;
  }

  public SearchFilter withKind(@Nullable String other) {
    return new SearchFilter(other, project, from, to, author, sessionId, entityKinds);
  }

  public SearchFilter withProject(@Nullable String other) {
    return new SearchFilter(kind, other, from, to, author, sessionId, entityKinds);
  }

  public SearchFilter withTimes(@Nullable Instant since, @Nullable Instant until) {
    return new SearchFilter(kind, project, since, until, author, sessionId, entityKinds);
  }

  public SearchFilter withAuthor(@Nullable String other) {
    return new SearchFilter(kind, project, from, to, other, sessionId, entityKinds);
  }

  public SearchFilter withSessionId(@Nullable UUID other) {
    return new SearchFilter(kind, project, from, to, author, other, entityKinds);
  }

  public SearchFilter withEntityKinds(Set<String> others) {
    return new SearchFilter(kind, project, from, to, author, sessionId, others);
  }
}
