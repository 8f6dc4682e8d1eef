package dev.seshat.analysis.text;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;

/// Places of the world that the JDK knows: its countries, and the cities of its time zones; with some more of `words.txt`.
final class Gazetteer {
  private static final Set<String> PLACES = places();

  private Gazetteer() {}

  /// Whether a name, in lower case, is that of a country or a large city.
  static boolean contains(String name) {
    return PLACES.contains(name);
  }

  private static Set<String> places() {
    Set<String> places = new HashSet<>();
    for (String country : Locale.getISOCountries()) {
      places.add(Locale.of("", country).getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT));
    }
    for (String zone : TimeZone.getAvailableIDs()) {
      String city = zone.substring(zone.lastIndexOf('/') + 1);
      if (zone.indexOf('/') > 0 && !zone.startsWith("Etc/") && !zone.startsWith("SystemV/")) {
        places.add(city.replace('_', ' ').toLowerCase(Locale.ROOT));
      }
    }
    WordLists.of("places").forEach(each -> places.add(each.replace('_', ' ')));
    places.removeAll(WordLists.of("noplaces"));
    return places;
  }
}
