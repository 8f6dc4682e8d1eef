package dev.seshat.people;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What people are called wherever something of a life leaves the store to be shared: those whose real name may not be used go
/// by their pseudonym, with whole name or a part of it.
public final class Pseudonyms {
  private static final Pattern BETWEEN = Pattern.compile("[\\s,]+");

  private final Map<String, String> called;
  private final @Nullable Pattern pattern;

  private Pseudonyms(Map<String, String> called) {
    this.called = called;
    this.pattern = called.isEmpty() ? null : Pattern.compile(alternatives(called));
  }

  /// Those of a life.
  public static Pseudonyms of(Storyteller whose, Collection<LifeEvent> life) {
    Set<String> own = new HashSet<>();
    whose.told().names().forEach(name -> own.addAll(List.of(BETWEEN.split(name.strip()))));
    List<Participant> all =
        life.stream().flatMap(event -> event.told().participants().stream()).toList();
    all.stream()
        .filter(Participant::usesRealName)
        .forEach(each -> own.addAll(List.of(BETWEEN.split(each.personName()))));
    Map<String, String> called = new LinkedHashMap<>();
    for (Participant each : all) {
      if (!each.usesRealName()) {
        called.putIfAbsent(each.personName(), shown(each));
      }
    }
    for (Participant each : all) {
      if (!each.usesRealName()) {
        for (String part : BETWEEN.split(each.personName())) {
          if (isName(part) && !own.contains(part)) {
            called.putIfAbsent(part, shown(each));
          }
        }
      }
    }
    return new Pseudonyms(called);
  }

  /// Not a title, an initial, or a word such as `von`.
  private static boolean isName(String part) {
    return part.length() > 1
        && Character.isUpperCase(part.codePointAt(0))
        && Character.isLetter(part.charAt(part.length() - 1));
  }

  /// What somebody is called.
  static String shown(Participant who) {
    if (who.usesRealName()) {
      return who.personName();
    }
    String pseudonym = who.pseudonym();
    if (pseudonym != null) {
      return pseudonym;
    }
    return who.relationship() == null ? "somebody" : "the " + who.relationship();
  }

  private static String alternatives(Map<String, String> called) {
    List<String> names = new ArrayList<>(called.keySet());
    names.sort(Comparator.comparingInt(String::length).reversed().thenComparing(name -> name));
    List<String> each = new ArrayList<>();
    for (String name : names) {
      String[] parts = BETWEEN.split(name);
      if (parts.length == 1) {
        // in small letters it may be another word: rose, will
        each.add(Pattern.quote(name) + "|" + Pattern.quote(name.toUpperCase(Locale.ROOT)));
      } else {
        List<String> quoted = new ArrayList<>();
        for (String part : parts) {
          quoted.add(Pattern.quote(part));
        }
        each.add("(?iu:" + String.join("[\\s,]+", quoted) + ")");
      }
    }
    return "(?<![\\p{L}\\p{N}_])("
        + String.join("|", each)
        + ")(['’]s?(?![\\p{L}\\p{N}]))?(?![\\p{L}\\p{N}_])";
  }

  /// Whether anybody goes by another name.
  public boolean isEmpty() {
    return called.isEmpty();
  }

  /// The text with pseudonyms in place of names.
  public String applied(String text) {
    if (pattern == null) {
      return text;
    }
    return pattern
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(other(found.group(1), found.group(2))));
  }

  private String other(String name, @Nullable String possessive) {
    String plain = String.join(" ", BETWEEN.split(name));
    String pseudonym = called.get(plain);
    if (pseudonym == null) {
      pseudonym =
          called.entrySet().stream()
              .filter(
                  each -> String.join(" ", BETWEEN.split(each.getKey())).equalsIgnoreCase(plain))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse("somebody");
    }
    if (possessive == null) {
      return pseudonym;
    }
    // after a name without an s at its end, an apostrophe alone is the end of a quotation
    boolean isOwner = possessive.length() > 1 || name.endsWith("s") || name.endsWith("S");
    return pseudonym + (isOwner ? possessive.charAt(0) + "s" : possessive);
  }

  /// The same of every text in a value as JSON has them, also of the keys of objects.
  public @Nullable Object applied(@Nullable Object json) {
    return switch (json) {
      case null -> null;
      case String text -> applied(text);
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        map.forEach((key, value) -> all.put(applied(String.valueOf(key)), applied((Object) value)));
        yield all;
      }
      case Collection<?> items -> {
        List<@Nullable Object> all = new ArrayList<>();
        items.forEach(each -> all.add(applied((Object) each)));
        yield all;
      }
      default -> json;
    };
  }

  /// An event as it may be shared: without private details, traumas and notes on people, under their pseudonyms; null for one
  /// that its storyteller wants left out.
  public @Nullable Map<String, @Nullable Object> shared(LifeEvent event) {
    NewLifeEvent told = event.told();
    if (told.includeLevel().equals("omit")) {
      return null;
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    event.toJson().forEach((key, value) -> json.put(key, applied(value)));
    json.put(
        "participants",
        told.participants().stream()
            .map(who -> {
              Map<String, @Nullable Object> one = new LinkedHashMap<>();
              one.put("person_name", shown(who));
              one.put("relationship", who.relationship());
              one.put("role", who.role() == null ? null : applied(who.role()));
              return one;
            })
            .toList());
    json.put(
        "details",
        told.details().stream()
            .filter(detail -> !detail.isPrivate())
            .map(detail -> applied((Object) detail.toJson()))
            .toList());
    json.remove("trauma");
    json.remove("deepening_consent");
    return json;
  }
}
