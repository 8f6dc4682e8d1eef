package dev.seshat.access;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A token to be made.
///
/// @param name 1 to 100 characters, for whom or what it is; changes are made in this name. Null for one of the role and
///     some digits
/// @param validFor a minute to 100 years; null for one that never expires
public record NewToken(@Nullable String name, Role role, @Nullable Duration validFor) {
  /// How long a token is valid where nothing else is said.
  public static final Duration USUAL = Duration.ofDays(90);

  private static final Duration LONGEST = Duration.ofDays(36_525);

  public NewToken {
    if (name != null) {
      name = Texts.required("name", name, 100).strip();
      if (name.chars().anyMatch(Character::isISOControl)) {
        throw new Invalid("name", "must not have control characters");
      }
      if (name.equals(Seshat.LOCAL)) {
        throw new Invalid(
            "name", "'" + Seshat.LOCAL + "' is whoever works on this machine without a token");
      }
    }
    if (validFor != null
        && (validFor.compareTo(Duration.ofMinutes(1)) < 0 || validFor.compareTo(LONGEST) > 0)) {
      throw new Invalid("expires", "must be between a minute and 100 years from now");
    }
  }
}
