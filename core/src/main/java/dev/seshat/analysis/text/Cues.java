package dev.seshat.analysis.text;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What tells whether a name is that of a person or of a place.
final class Cues {
  private static final Set<String> TITLES = WordLists.of("titles");
  private static final Set<String> KIN = WordLists.of("kin");
  private static final Set<String> ROLES = WordLists.of("roles");
  private static final Set<String> PLACE_WORDS = WordLists.of("placewords");
  private static final Set<String> OTHER_WORDS = WordLists.of("otherwords");
  private static final Set<String> PRODUCTS = WordLists.of("products");
  private static final Set<String> WITHIN = WordLists.of("within");
  private static final Set<String> WAYS = WordLists.of("ways");
  private static final Set<String> PARTS = WordLists.of("parts");
  private static final Set<String> BESIDE = WordLists.of("beside");
  private static final Set<String> SAYS = WordLists.of("says");
  private static final int ACRONYM = 5;

  /// What a name is the name of.
  enum Kind {
    KNOWN_PERSON,
    KNOWN_PLACE,
    PERSON,
    PLACE,
    OTHER
  }

  private final Set<String> people;
  private final Set<String> firstNames = new HashSet<>();
  private final Set<String> places;

  Cues(Known known) {
    this.people = lower(known.people());
    this.places = lower(known.places());
    people.forEach(each -> firstNames.add(each.split(" ", 2)[0]));
  }

  private static Set<String> lower(List<String> names) {
    Set<String> lower = new HashSet<>();
    names.forEach(each -> lower.add(each.strip().toLowerCase(Locale.ROOT)));
    return lower;
  }

  /// Whether a word, in lower case, begins or is a name that is known.
  boolean isKnown(String word) {
    return people.contains(word) || places.contains(word) || firstNames.contains(word);
  }

  Kind kind(Sentence sentence, int from, int to, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String last = sentence.lower(to - 1);
    if (people.contains(lower) || (to - from == 1 && firstNames.contains(lower))) {
      return Kind.KNOWN_PERSON;
    }
    if (places.contains(lower)) {
      return Kind.KNOWN_PLACE;
    }
    if (OTHER_WORDS.contains(last) || PRODUCTS.contains(lower) || isAcronym(name)) {
      return Kind.OTHER;
    }
    if (to - from > 1 && PLACE_WORDS.contains(last)) {
      return Kind.PLACE;
    }
    if (isCalledPerson(sentence, from, to)) {
      return Kind.PERSON;
    }
    if (standsAsPlace(sentence, from, to)) {
      return Kind.PLACE;
    }
    if (Gazetteer.contains(lower)) {
      return actsAsPerson(sentence, from, to) ? Kind.PERSON : Kind.PLACE;
    }
    return standsAsPerson(sentence, from, to) ? Kind.PERSON : Kind.OTHER;
  }

  private static boolean isAcronym(String name) {
    return name.length() > 1
        && name.length() <= ACRONYM
        && name.equals(name.toUpperCase(Locale.ROOT));
  }

  /// `Mrs. Weber`, `my brother Karl`, `a man named Joe`.
  private static boolean isCalledPerson(Sentence sentence, int from, int to) {
    String first = sentence.lower(from);
    String before = sentence.lower(from - 1);
    return (to - from > 1 && (TITLES.contains(first) || KIN.contains(first)))
        || TITLES.contains(before)
        || KIN.contains(before)
        || ROLES.contains(before)
        || before.equals("named")
        || (before.equals("called") && !sentence.lower(from - 2).equals("village"));
  }

  /// A word that is a place elsewhere, and here tells or is asked something.
  private static boolean actsAsPerson(Sentence sentence, int from, int to) {
    String before = sentence.lower(from - 1);
    return SAYS.contains(sentence.lower(to))
        || before.equals("with")
        || before.equals("told")
        || before.equals("asked")
        || before.equals("married");
  }

  private static boolean standsAsPlace(Sentence sentence, int from, int to) {
    int at = from - 1;
    boolean article = sentence.lower(at).equals("the");
    if (article) {
      at--;
    }
    String before = sentence.lower(at);
    if (WITHIN.contains(before)) {
      return !isOwner(sentence, to);
    }
    if (article && !before.equals("on") && !before.equals("along") && !before.equals("over")) {
      return false;
    }
    if (article) {
      return true;
    }
    if (before.equals("to") || before.equals("from")) {
      for (int i = at - 1; i >= Math.max(0, at - 4); i--) {
        if (WAYS.contains(sentence.lower(i))) {
          return !isOwner(sentence, to);
        }
      }
    }
    if (before.equals("of")) {
      return PARTS.contains(sentence.lower(at - 1));
    }
    return before.equals("at") && !isOwner(sentence, to);
  }

  private static boolean isOwner(Sentence sentence, int to) {
    return sentence.word(to).equals("'s");
  }

  private static boolean standsAsPerson(Sentence sentence, int from, int to) {
    String before = sentence.lower(from - 1);
    if (before.equals("the") || before.equals("a") || before.equals("an")) {
      return before.equals("the") && isFamily(sentence, from, to);
    }
    return isVerb(sentence, to)
        || isOwner(sentence, to)
        || BESIDE.contains(before)
        || sentence.tag(from - 1).equals("VERB")
        || sentence.lower(to).equals("and")
        || (from == 0 && sentence.word(to).equals(","))
        || (to - from == 2 && sentence.tag(from).equals("PROPN"));
  }

  /// `the Webers`.
  private static boolean isFamily(Sentence sentence, int from, int to) {
    return to - from == 1 && sentence.lower(from).endsWith("s") && isVerb(sentence, to);
  }

  private static boolean isVerb(Sentence sentence, int i) {
    return sentence.tag(i).equals("VERB") || sentence.tag(i).equals("AUX");
  }
}
