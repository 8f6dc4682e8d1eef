package dev.seshat.preference;

import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What counts for one person now: their choices, and the defaults of the rest.
public final class Chosen {
  /// Nobody's choices.
  public static final Chosen DEFAULTS = new Chosen(Map.of());

  private final Map<PreferenceKey, Preference> set;

  Chosen(Map<PreferenceKey, Preference> set) {
    this.set = Map.copyOf(set);
  }

  /// What counts for a key, and since when.
  public Preference get(PreferenceKey key) {
    Preference chosen = set.get(key);
    return chosen == null ? new Preference(key, key.otherwise(), null) : chosen;
  }

  /// What counts for a key whose values are texts; null for nothing.
  public @Nullable String text(PreferenceKey key) {
    return get(key).value() instanceof String text ? text : null;
  }

  /// What counts for a key whose values are words.
  public String word(PreferenceKey key) {
    return String.valueOf(get(key).value());
  }

  /// What counts for a key whose values are numbers.
  public int number(PreferenceKey key) {
    return get(key).value() instanceof Number number ? number.intValue() : 0;
  }

  /// The zone that was chosen; null for that of the machine or the browser.
  public @Nullable ZoneId zone() {
    String zone = word(PreferenceKey.TIME_ZONE);
    return zone.equals("system") ? null : ZoneId.of(zone);
  }

  /// The zone that was chosen, else that of this machine.
  public ZoneId zoneHere() {
    ZoneId zone = zone();
    return zone == null ? ZoneId.systemDefault() : zone;
  }
}
