package dev.seshat.gallery;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A picture as another system tells of it, whose bytes stay where they are.
///
/// @param imageId its id there
/// @param imageUrl where its bytes are
/// @param parent the id of the one that it was made of, if that was told of before
public record RecordedImage(
    String imageId,
    String imageUrl,
    boolean isStyled,
    @Nullable String parent,
    Map<String, ? extends @Nullable Object> meta,
    Instant createdAt) {}
