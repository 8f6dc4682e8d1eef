package dev.seshat.analysis.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Whom and what places a text names.
///
/// A name is a run of capitalised words that are not the beginning of an ordinary sentence. What it is the name of is told,
/// in this order, by what is known of the speaker, by words beside it (`my brother Karl`, `in Steyr`), by the list of places, by
/// what it does in the sentence; where nothing tells, it is left out. People also are whoever is called by their kinship.
final class Names {
  private static final int MOST = 30;
  private static final Set<String> KIN = WordLists.of("kin");
  private static final Set<String> TITLES = WordLists.of("titles");
  private static final Set<String> MONTHS = Set.of("april", "may", "june", "august");
  private static final Set<String> OWNERS = WordLists.of("owners");
  private static final Set<String> NOT_NAMES = WordLists.of("notnames");
  private static final Set<String> PARTICLES = WordLists.of("particles");

  private final Map<String, String> people = new LinkedHashMap<>();
  private final Map<String, String> places = new LinkedHashMap<>();
  private final List<String> knownPeople = new ArrayList<>();
  private final List<String> knownPlaces = new ArrayList<>();
  private final Set<String> words = new HashSet<>();
  private final Cues cues;
  private final Set<String> lowerCase = new HashSet<>();

  private Names(Known known) {
    this.cues = new Cues(known);
  }

  static Names of(List<Sentence> sentences, Known known) {
    Names names = new Names(known);
    for (Sentence each : sentences) {
      for (int i = 0; i < each.size(); i++) {
        if (!each.isCapital(i)) {
          names.lowerCase.add(each.lower(i));
        }
      }
    }
    sentences.forEach(names::read);
    return names;
  }

  List<String> people() {
    return first(people.values());
  }

  List<String> places() {
    return first(places.values());
  }

  /// Those that were known before, which need no knowledge of the language.
  List<String> knownPeople() {
    return first(knownPeople);
  }

  List<String> knownPlaces() {
    return first(knownPlaces);
  }

  /// The words of all names, in lower case.
  Set<String> words() {
    return words;
  }

  private static List<String> first(Collection<String> names) {
    return names.stream().distinct().limit(MOST).toList();
  }

  private void read(Sentence sentence) {
    int i = 0;
    while (i < sentence.size()) {
      int end = i;
      while (end < sentence.size() && isNamePart(sentence, end, i)) {
        end++;
      }
      if (end > i) {
        name(sentence, i, end);
        i = end;
      } else {
        kin(sentence, i);
        i++;
      }
    }
  }

  private boolean isNamePart(Sentence sentence, int i, int from) {
    String word = sentence.word(i);
    if (PARTICLES.contains(word)) {
      return i > from && sentence.isCapital(i + 1) && isNamePart(sentence, i + 1, i + 1);
    }
    String lower = sentence.lower(i);
    boolean isNoName = NOT_NAMES.contains(lower) && !isMonthThatActs(sentence, i);
    if (!sentence.isCapital(i) || isNoName || hasDigit(word)) {
      return false;
    }
    if (cues.isKnown(lower)) {
      return true;
    }
    if (i > from) {
      return Character.isLetter(word.charAt(word.length() - 1)) || word.endsWith(".");
    }
    boolean opens = i == 0 || isQuote(sentence.word(i - 1));
    if (word.length() == 1) {
      return false;
    }
    if (opens && (TITLES.contains(lower) || KIN.contains(lower)) && sentence.isCapital(i + 1)) {
      return true;
    }
    return opens
        ? sentence.tag(i).equals("PROPN") && !lowerCase.contains(lower)
        : sentence.tag(i).equals("PROPN") || !lowerCase.contains(lower);
  }

  /// `May worked at the mill`.
  private static boolean isMonthThatActs(Sentence sentence, int i) {
    return MONTHS.contains(sentence.lower(i)) && sentence.tag(i + 1).equals("VERB");
  }

  private static boolean isQuote(String word) {
    return word.equals("\"") || word.equals("``") || word.equals("\u201c") || word.equals("'");
  }

  private static boolean hasDigit(String word) {
    return word.chars().anyMatch(Character::isDigit);
  }

  private void name(Sentence sentence, int from, int to) {
    StringBuilder shown = new StringBuilder();
    for (int i = from; i < to; i++) {
      String word = sentence.word(i);
      shown.append(shown.isEmpty() ? "" : " ").append(word);
      words.add(sentence.lower(i));
    }
    String name = shown.toString();
    if (to - from == 1 && KIN.contains(sentence.lower(from))) {
      person(sentence.lower(from));
      return;
    }
    switch (cues.kind(sentence, from, to, name)) {
      case KNOWN_PERSON -> {
        knownPeople.add(name);
        person(name);
      }
      case KNOWN_PLACE -> {
        knownPlaces.add(name);
        place(name);
      }
      case PERSON -> person(name);
      case PLACE -> place(name);
      case OTHER -> {}
    }
  }

  private void person(String name) {
    people.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
  }

  private void place(String name) {
    places.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
  }

  /// `my mother`, but not `my mother Ada`, who is named, nor `Ada, my mother`, who was.
  private void kin(Sentence sentence, int i) {
    String word = sentence.lower(i);
    if (!KIN.contains(word) || !sentence.tag(i).equals("NOUN")) {
      return;
    }
    int owner = i - 1;
    while (owner >= 0 && i - owner <= 3 && isDescribing(sentence.tag(owner))) {
      owner--;
    }
    boolean owned = OWNERS.contains(sentence.lower(owner));
    boolean isNamed = sentence.isCapital(i + 1) && !NOT_NAMES.contains(sentence.lower(i + 1));
    boolean follows = sentence.word(owner - 1).equals(",") && sentence.isCapital(owner - 2);
    if (owned && !isNamed && !follows) {
      person(word);
    }
  }

  private static boolean isDescribing(String tag) {
    return tag.equals("ADJ") || tag.equals("NUM") || tag.equals("NOUN") || tag.equals("PUNCT");
  }
}
