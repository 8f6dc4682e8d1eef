package dev.seshat.process;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// When a way is taken, or a prompt is asked.
///
/// @param value null for [Type#ALWAYS], and the word that is looked for otherwise; with `!` before it, that is not to be there
public record Condition(Type type, @Nullable String value) {
  /// Whatever is so.
  public static final Condition ALWAYS = new Condition(Type.ALWAYS, null);

  private static final int MAX_VALUE = 100;

  /// What a condition asks.
  public enum Type {
    ALWAYS,
    /// An event that the session, or else the storyteller, has is of this type or category.
    SCOPE_MATCH,
    /// The storyteller's profile has this flag.
    PROFILE_FLAG,
    /// The storyteller has chosen this section.
    SECTION_SELECTED;

    /// The type as it is stored and written, in lower case.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Type of(String path, String word) {
      for (Type each : values()) {
        if (each.word().equals(word)) {
          return each;
        }
      }
      throw new Invalid(
          path,
          "must be always, scope_match, profile_flag or section_selected, not '"
              + Texts.shorten(word, 40)
              + "'");
    }
  }

  /// What conditions are held against: words in lower case.
  public record Facts(Set<String> scope, Set<String> flags, Set<String> sections) {
    public Facts {
      scope = Set.copyOf(scope);
      flags = Set.copyOf(flags);
      sections = Set.copyOf(sections);
    }
  }

  public Condition {
    if (type == Type.ALWAYS && value != null) {
      throw new Invalid("condition_value", "must not be given where the condition is always");
    }
    if (type != Type.ALWAYS) {
      String word = Texts.required("condition_value", value, MAX_VALUE).strip();
      if (word.equals("!")) {
        throw new Invalid("condition_value", "says '!' and not of what");
      }
      value = word.toLowerCase(Locale.ROOT);
    }
  }

  /// A condition as a file has it: nothing or `always`, or one field such as `profile_flag: served`.
  ///
  /// @throws Invalid if it is neither
  static Condition parse(String path, @Nullable Object json) {
    if (json == null || Type.ALWAYS.word().equals(json)) {
      return ALWAYS;
    }
    if (json instanceof Map<?, ?> map && map.size() == 1) {
      Map.Entry<?, ?> only = map.entrySet().iterator().next();
      Type type = Type.of(path, String.valueOf(only.getKey()));
      if (only.getValue() instanceof String value) {
        return new Condition(type, Texts.required(path + "." + type.word(), value, MAX_VALUE));
      }
    }
    throw new Invalid(path, "must be always, or one field such as 'profile_flag: served'");
  }

  /// Whether it is so.
  public boolean holds(Facts facts) {
    String word = value;
    if (word == null) {
      return true;
    }
    boolean isNegated = word.startsWith("!");
    String wanted = isNegated ? word.substring(1).strip() : word;
    boolean is =
        switch (type) {
          case ALWAYS -> true;
          case SCOPE_MATCH -> facts.scope().contains(wanted);
          case PROFILE_FLAG -> facts.flags().contains(wanted);
          case SECTION_SELECTED -> facts.sections().contains(wanted);
        };
    return is != isNegated;
  }

  /// As a file has it: `always`, or one field such as `profile_flag: served`.
  public Object toJson() {
    return value == null ? Type.ALWAYS.word() : Map.of(type.word(), value);
  }

  /// For people: `if the flag 'served' is set`.
  public String shown() {
    return type == Type.ALWAYS ? "always" : type.word() + " " + value;
  }
}
