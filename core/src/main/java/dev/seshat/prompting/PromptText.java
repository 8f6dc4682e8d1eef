package dev.seshat.prompting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A prompt taken apart: its keywords, each once and in their order, and the options that stand in it.
///
/// In phrases, everything from the first ` --name` on is options (`--ar 16:9`, `--raw`), of which `--no a, b` gives the
/// keywords `no: a` and `no: b`; `text::2` gives all phrases since the weight before it (or the beginning) the weight 2,
/// and `text::` alone the weight 1; addresses of images are no keywords; a phrase ends at a comma, a semicolon, the end
/// of a line, or a mark that ends a sentence. In sentences, a keyword ends at the end of a line or a sentence, and nothing
/// is an option.
///
/// @param options by name without dashes; one without a value is `true`
public record PromptText(List<PromptKeyword> keywords, Map<String, String> options) {
  private static final Pattern OPTIONS = Pattern.compile("(?:^|\\s)(?:--|—)(?=\\p{Alpha})");
  private static final Pattern WEIGHT = Pattern.compile("::(-?\\d{1,4}(?:\\.\\d{1,4})?)?");
  private static final Pattern PHRASE_END = Pattern.compile("[,;\\n\\r]|[.!?](?=\\s|$)|[,;、。，；！？]");
  private static final Pattern SENTENCE_END = Pattern.compile("[\\n\\r]|(?<=[.!?])\\s|(?<=[。！？])");
  private static final Pattern ADDRESS = Pattern.compile("\\bhttps?://\\S+");
  private static final String EDGES = ".,;:!?-*•\"'“”‘’";

  /// Takes a prompt apart.
  public static PromptText of(PromptForm form, String prompt) {
    return switch (form) {
      case PHRASES -> phrases(prompt);
      case SENTENCES -> sentences(prompt);
    };
  }

  private static PromptText sentences(String prompt) {
    Map<String, PromptKeyword> found = new LinkedHashMap<>();
    add(found, "", SENTENCE_END.split(prompt), 1);
    return new PromptText(List.copyOf(found.values()), Map.of());
  }

  private static PromptText phrases(String prompt) {
    Matcher first = OPTIONS.matcher(prompt);
    int end = first.find() ? first.start() : prompt.length();
    Map<String, PromptKeyword> found = new LinkedHashMap<>();
    weighted(found, ADDRESS.matcher(prompt.substring(0, end)).replaceAll(" "));
    Map<String, String> options = options(prompt.substring(end));
    add(found, PromptKeyword.NO, PHRASE_END.split(options.getOrDefault("no", "")), 1);
    return new PromptText(List.copyOf(found.values()), options);
  }

  private static void weighted(Map<String, PromptKeyword> found, String text) {
    Matcher weight = WEIGHT.matcher(text);
    int from = 0;
    while (weight.find()) {
      String number = weight.group(1);
      add(
          found,
          "",
          PHRASE_END.split(text.substring(from, weight.start())),
          number == null ? 1 : Double.parseDouble(number));
      from = weight.end();
    }
    add(found, "", PHRASE_END.split(text.substring(from)), 1);
  }

  private static void add(
      Map<String, PromptKeyword> found, String prefix, String[] parts, double weight) {
    for (String part : parts) {
      String text = normalised(part);
      if (!text.isEmpty()) {
        found.putIfAbsent(prefix + text, new PromptKeyword(prefix + text, weight));
      }
    }
  }

  private static String normalised(String part) {
    int from = 0;
    int to = part.length();
    while (from < to && isEdge(part.charAt(from))) {
      from++;
    }
    while (to > from && isEdge(part.charAt(to - 1))) {
      to--;
    }
    return part.substring(from, to).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
  }

  private static boolean isEdge(char c) {
    return Character.isWhitespace(c) || EDGES.indexOf(c) >= 0;
  }

  private static Map<String, String> options(String text) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String part : OPTIONS.split(text)) {
      String[] words = part.strip().split("\\s+", 2);
      String name = words[0].toLowerCase(Locale.ROOT);
      if (!name.isEmpty()) {
        String value = words.length > 1 ? words[1].strip() : "true";
        options.merge(name, value, (one, other) -> name.equals("no") ? one + ", " + other : other);
      }
    }
    return options;
  }
}
