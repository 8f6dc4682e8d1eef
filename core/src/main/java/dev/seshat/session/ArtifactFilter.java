package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which artifacts of all sessions are asked for, the oldest first.
///
/// @param type such as `scene_capture`
/// @param session a reference to the session that brought them forth
/// @param storyteller whose sessions brought them forth
/// @param limit 1 to 500
/// @param cursor where a page before this one ended
public record ArtifactFilter(
    @Nullable ArtifactState state,
    @Nullable String type,
    @Nullable String session,
    @Nullable UUID storyteller,
    int limit,
    @Nullable String cursor) {
  public ArtifactFilter {
    if (limit < 1 || limit > 500) {
      throw new Invalid("limit", "must be 1 to 500");
    }
  }

  /// The first fifty of all.
  public static ArtifactFilter all() {
    return new ArtifactFilter(null, null, null, null, 50, null);
  }

  public ArtifactFilter withState(@Nullable ArtifactState value) {
    return new ArtifactFilter(value, type, session, storyteller, limit, cursor);
  }

  public ArtifactFilter withType(@Nullable String value) {
    return new ArtifactFilter(state, value, session, storyteller, limit, cursor);
  }

  public ArtifactFilter withSession(@Nullable String value) {
    return new ArtifactFilter(state, type, value, storyteller, limit, cursor);
  }

  public ArtifactFilter withStoryteller(@Nullable UUID value) {
    return new ArtifactFilter(state, type, session, value, limit, cursor);
  }

  public ArtifactFilter withLimit(int value) {
    return new ArtifactFilter(state, type, session, storyteller, value, cursor);
  }

  public ArtifactFilter withCursor(@Nullable String value) {
    return new ArtifactFilter(state, type, session, storyteller, limit, value);
  }
}
