package dev.seshat.knowledge;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is to change of a pattern; what it does not name stays as it is. What evidence makes of a pattern is nobody's to set.
public final class PatternChange {
  private static final Set<String> NEEDED =
      Set.of("category", "problem", "solution", "specificity", "tags", "is_active", "is_reviewed");

  private final Map<String, @Nullable Object> values;

  private PatternChange(Map<String, @Nullable Object> values) {
    this.values = values;
  }

  /// A change from the fields of a JSON object, where null clears a field.
  ///
  /// @throws Invalid naming the field that is unknown, cannot be cleared, or breaks its rule
  public static PatternChange fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields fields = new Fields(json);
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("category", NewPattern.line("category", fields.text("category", 64), 64));
    values.put("subcategory", NewPattern.line("subcategory", fields.text("subcategory", 64), 64));
    for (String name :
        new String[] {"problem", "solution", "example_bad", "example_good", "context", "notes"}) {
      values.put(name, NewPattern.text(name, fields.text(name, NewPattern.MAX_TEXT)));
    }
    String specificity = fields.text("specificity", 40);
    values.put("specificity", specificity == null ? null : Specificity.of(specificity));
    values.put("tags", NewPattern.tags(fields.texts("tags", NewPattern.MAX_TAGS, 64)));
    values.put("is_active", fields.flag("is_active"));
    values.put("is_reviewed", fields.flag("is_reviewed"));
    fields.done();
    values.keySet().retainAll(json.keySet());
    for (String name : values.keySet()) {
      if (NEEDED.contains(name) && (json.get(name) == null || values.get(name) == null)) {
        throw new Invalid(name, "cannot be cleared");
      }
    }
    return new PatternChange(values);
  }

  /// Whether nothing is to change.
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /// What is to change, by the names of its fields.
  public Set<String> names() {
    return values.keySet();
  }

  /// The pattern as it is then.
  NewPattern of(Pattern was) {
    return new NewPattern(
        was.id(),
        (String) Texts.required("category", (String) value("category", was.category()), 64),
        (String) value("subcategory", was.subcategory()),
        Texts.required("problem", (String) value("problem", was.problem()), NewPattern.MAX_TEXT),
        Texts.required("solution", (String) value("solution", was.solution()), NewPattern.MAX_TEXT),
        (String) value("example_bad", was.exampleBad()),
        (String) value("example_good", was.exampleGood()),
        values.get("specificity") instanceof Specificity given ? given : was.specificity(),
        tags(was),
        (String) value("context", was.context()),
        (String) value("notes", was.notes()),
        was.autoExtracted(),
        values.get("is_reviewed") instanceof Boolean given ? given : was.isReviewed(),
        was.mjVersionDiscovered(),
        was.discoveredIn(),
        was.discoveredAt(),
        was.statedConfidence());
  }

  /// Whether it is active then.
  boolean isActive(Pattern was) {
    return values.get("is_active") instanceof Boolean given ? given : was.isActive();
  }

  @SuppressWarnings("unchecked")
  private java.util.List<String> tags(Pattern was) {
    return values.get("tags") instanceof java.util.List<?> given
        ? (java.util.List<String>) given
        : was.tags();
  }

  private @Nullable Object value(String name, @Nullable Object was) {
    return values.containsKey(name) ? values.get(name) : was;
  }
}
