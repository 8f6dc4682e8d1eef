package dev.seshat.link;

import dev.seshat.SeshatException.Invalid;
import org.jspecify.annotations.Nullable;

/// Which links are cleaned up.
///
/// @param errorDays those that could not be read, and were added last so many days ago; null for none
/// @param unusedDays those of no session that were added last so many days ago, whatever they say; null for none
public record CleanRule(@Nullable Integer errorDays, @Nullable Integer unusedDays) {
  private static final int MAX_DAYS = 36_500;

  public CleanRule {
    check("errors_older_than_days", errorDays);
    check("unused_for_days", unusedDays);
    if (errorDays == null && unusedDays == null) {
      throw new Invalid(
          "", "say which links: those with errors, or those unused, and for how many days");
    }
  }

  private static void check(String name, @Nullable Integer days) {
    if (days != null && (days < 0 || days > MAX_DAYS)) {
      throw new Invalid(name, "must be 0 to " + MAX_DAYS);
    }
  }
}
