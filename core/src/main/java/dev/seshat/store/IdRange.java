package dev.seshat.store;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The ids that an id given in part may stand for.
///
/// @param low the first of them, and `high` the last; the same where the whole id was given
public record IdRange(UUID low, UUID high) {
  private static final Pattern PREFIX =
      Pattern.compile("[0-9a-f]{4,8}|[0-9a-f]{8}(-[0-9a-f]{0,4}){1,3}(-[0-9a-f]{0,12})?");

  /// The range of a text that is an id, or the beginning of one of at least four digits.
  public static Optional<IdRange> of(String text) {
    String given = text.strip().toLowerCase(Locale.ROOT);
    if (!PREFIX.matcher(given).matches()) {
      return Optional.empty();
    }
    String digits = given.replace("-", "");
    IdRange range = new IdRange(padded(digits, '0'), padded(digits, 'f'));
    // hyphens in wrong places are no beginning of an id
    return range.low.toString().startsWith(given) ? Optional.of(range) : Optional.empty();
  }

  /// The only one of those that a reference may stand for.
  ///
  /// @param what they are, in words
  /// @throws NotFound if there is none
  /// @throws Invalid if there are several
  public static <T> T one(String what, String ref, List<T> found) {
    String shown = Texts.shorten(ref, 100);
    if (found.isEmpty()) {
      throw NotFound.of(what, shown);
    }
    if (found.size() > 1) {
      throw new Invalid(
          what.replace(' ', '_'), "'" + shown + "' stands for several; give more of the id");
    }
    return found.getFirst();
  }

  private static UUID padded(String digits, char with) {
    String all = digits + String.valueOf(with).repeat(32 - digits.length());
    return UUID.fromString(
        String.join(
            "-",
            all.substring(0, 8),
            all.substring(8, 12),
            all.substring(12, 16),
            all.substring(16, 20),
            all.substring(20)));
  }
}
