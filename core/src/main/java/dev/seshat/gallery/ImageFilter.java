package dev.seshat.gallery;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which pictures are asked for: the newest come first.
///
/// @param isStyled only styled ones, or only others; null for both
/// @param isReference only what sessions work towards, or only others; null for both
/// @param iteration only of this iteration of the session
/// @param since no older ones
/// @param until only older ones than this
/// @param text words that meta has, all of them
/// @param cursor where the page before ended; null for the first
/// @param limit 1 to 500
public record ImageFilter(
    @Nullable UUID session,
    @Nullable Boolean isStyled,
    @Nullable Boolean isReference,
    @Nullable Long iteration,
    @Nullable String project,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String text,
    @Nullable String cursor,
    int limit) {
  public ImageFilter {
    if (limit < 1 || limit > 500) {
      throw new Invalid("limit", "must be 1 to 500");
    }
    if (text != null) {
      Texts.checked("text", text, 500);
    }
    if (iteration != null && session == null) {
      throw new Invalid("iteration", "is a number in a session; say which one");
    }
  }

  /// The newest `limit`.
  public static ImageFilter newest(int limit) {
    return new ImageFilter(null, null, null, null, null, null, null, null, null, limit);
  }

  public ImageFilter ofSession(@Nullable UUID id) {
    return new ImageFilter(
        id, isStyled, isReference, iteration, project, since, until, text, cursor, limit);
  }

  public ImageFilter styled(@Nullable Boolean wanted) {
    return new ImageFilter(
        session, wanted, isReference, iteration, project, since, until, text, cursor, limit);
  }

  public ImageFilter reference(@Nullable Boolean wanted) {
    return new ImageFilter(
        session, isStyled, wanted, iteration, project, since, until, text, cursor, limit);
  }

  public ImageFilter ofIteration(@Nullable Long number) {
    return new ImageFilter(
        session, isStyled, isReference, number, project, since, until, text, cursor, limit);
  }

  public ImageFilter ofProject(@Nullable String name) {
    return new ImageFilter(
        session, isStyled, isReference, iteration, name, since, until, text, cursor, limit);
  }

  public ImageFilter between(@Nullable Instant from, @Nullable Instant to) {
    return new ImageFilter(
        session, isStyled, isReference, iteration, project, from, to, text, cursor, limit);
  }

  public ImageFilter withText(@Nullable String words) {
    return new ImageFilter(
        session, isStyled, isReference, iteration, project, since, until, words, cursor, limit);
  }

  public ImageFilter after(@Nullable String page) {
    return new ImageFilter(
        session, isStyled, isReference, iteration, project, since, until, text, page, limit);
  }

  /// Where a page ends.
  record Position(Instant time, String id) {
    static Position of(String cursor) {
      int bar = cursor.indexOf('~');
      try {
        return new Position(
            Instant.ofEpochMilli(Long.parseLong(cursor.substring(0, Math.max(0, bar)))),
            Texts.required("cursor", cursor.substring(bar + 1), 100));
      } catch (NumberFormatException | DateTimeException e) {
        throw new Invalid("cursor", "is none that a page before this one gave");
      }
    }

    static String of(Image image) {
      return image.createdAt().toEpochMilli() + "~" + image.imageId();
    }
  }
}
