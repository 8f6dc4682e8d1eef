package dev.seshat.gallery;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is told of a picture that is to be kept.
///
/// @param parent the id of the one that it was made of; it is then a styled one
/// @param isStyled whether it was made of another, known here or not
/// @param isReference whether the session works towards it
/// @param iteration the number of the iteration that brought it forth
/// @param position its place in the iteration, 1 to 64
/// @param meta anything else, as JSON
public record NewImage(
    @Nullable String parent,
    boolean isStyled,
    boolean isReference,
    @Nullable Long iteration,
    @Nullable Integer position,
    Map<String, ? extends @Nullable Object> meta) {
  private static final int MAX_META = 100_000;
  private static final int MAX_POSITION = 64;

  public NewImage {
    if (iteration != null && iteration < 1) {
      throw new Invalid("iteration", "must be 1 or more");
    }
    if (position != null && (position < 1 || position > MAX_POSITION)) {
      throw new Invalid("position", "must be 1 to " + MAX_POSITION);
    }
    if (position != null && iteration == null) {
      throw new Invalid("position", "is a place in an iteration; say which one");
    }
    if (isReference && iteration != null) {
      throw new Invalid("reference", "is what iterations work towards, and so of none");
    }
    Texts.checked("meta", Json.write(meta), MAX_META);
    meta = Collections.unmodifiableMap(new LinkedHashMap<>(meta));
  }

  /// A screenshot, or what was generated.
  public static NewImage plain() {
    return new NewImage(null, false, false, null, null, Map.of());
  }

  /// What the session works towards.
  public static NewImage reference() {
    return new NewImage(null, false, true, null, null, Map.of());
  }

  /// What an iteration brought forth.
  public static NewImage of(long iteration, int position) {
    return new NewImage(null, false, false, iteration, position, Map.of());
  }

  /// The same, made of another one.
  public NewImage styledFrom(@Nullable String image) {
    return new NewImage(image, isStyled || image != null, isReference, iteration, position, meta);
  }

  /// The same, made of another one that may be unknown.
  public NewImage styled(boolean styled) {
    return new NewImage(parent, styled || parent != null, isReference, iteration, position, meta);
  }

  public NewImage asReference(boolean reference) {
    return new NewImage(parent, isStyled, reference, iteration, position, meta);
  }

  public NewImage at(@Nullable Long number, @Nullable Integer place) {
    return new NewImage(parent, isStyled, isReference, number, place, meta);
  }

  public NewImage withMeta(Map<String, ? extends @Nullable Object> more) {
    return new NewImage(parent, isStyled, isReference, iteration, position, more);
  }
}
