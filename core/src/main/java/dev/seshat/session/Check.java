package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rule of an [Indicator]: comparisons of counts, joined by `and`.
///
/// `artifacts('scene_capture') >= 3 and minutes() <= 30`. The counts are `artifacts`, `approved_artifacts`,
/// `interactions`, `notes` (each of a type, or of all), `answers`, `skips`, `prompts_open` (those that an interview still has
/// to ask at its node), `minutes` (active time), `tokens` and `cost` (US dollars). The comparisons are `>=`, `<=`, `>`, `<`, `=` and `!=`.
record Check(List<Comparison> all) {
  private static final Pattern COMPARISON =
      Pattern.compile(
          "\\s*([a-z_]+)\\(\\s*(?:'([^']{0,200})'\\s*)?\\)\\s*(>=|<=|!=|>|<|=)\\s*(\\d{1,12}(?:\\.\\d{1,9})?)\\s*");
  private static final Pattern AND = Pattern.compile("\\s+and\\s+", Pattern.CASE_INSENSITIVE);
  private static final Set<String> TYPED =
      Set.of("artifacts", "approved_artifacts", "interactions", "notes");
  private static final Set<String> UNTYPED =
      Set.of("answers", "skips", "prompts_open", "minutes", "tokens", "cost");

  /// One comparison.
  ///
  /// @param type of what is counted; null counts all
  record Comparison(String count, @Nullable String type, String operator, BigDecimal number) {
    boolean holds(BigDecimal counted) {
      int order = counted.compareTo(number);
      return switch (operator) {
        case ">=" -> order >= 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        case "<" -> order < 0;
        case "=" -> order == 0;
        default -> order != 0;
      };
    }

    String shown() {
      return count + "(" + (type == null ? "" : "'" + type + "'") + ")";
    }
  }

  static Check parse(String path, String text) {
    if (text.length() > 1_000) {
      throw new Invalid(path, "is too long; at most 1000 characters are allowed");
    }
    List<Comparison> comparisons = new ArrayList<>();
    for (String part : AND.split(text, -1)) {
      Matcher matcher = COMPARISON.matcher(part);
      if (!matcher.matches()) {
        throw new Invalid(
            path,
            "must be like artifacts('scene_capture') >= 3, not '" + Texts.shorten(part, 60) + "'");
      }
      comparisons.add(comparison(path, matcher));
    }
    return new Check(List.copyOf(comparisons));
  }

  private static Comparison comparison(String path, Matcher matcher) {
    String count = matcher.group(1).toLowerCase(Locale.ROOT);
    String type = matcher.group(2);
    if (!TYPED.contains(count) && !UNTYPED.contains(count)) {
      throw new Invalid(
          path, "knows no count '" + count + "'; it knows " + String.join(", ", names()));
    }
    if (type != null && UNTYPED.contains(count)) {
      throw new Invalid(path, count + "() takes no type");
    }
    return new Comparison(count, type, matcher.group(3), new BigDecimal(matcher.group(4)));
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(TYPED);
    names.addAll(UNTYPED);
    return names.stream().sorted().toList();
  }
}
