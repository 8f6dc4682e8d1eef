package dev.seshat.knowledge;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A pattern as somebody writes it down. Counters, rate and confidence are not among its fields: evidence makes them.
///
/// @param id of at most 100 characters, in one line; null to be given one
/// @param discoveredAt null for now
public record NewPattern(
    @Nullable String id,
    String category,
    @Nullable String subcategory,
    String problem,
    String solution,
    @Nullable String exampleBad,
    @Nullable String exampleGood,
    Specificity specificity,
    List<String> tags,
    @Nullable String context,
    @Nullable String notes,
    boolean autoExtracted,
    boolean isReviewed,
    @Nullable String mjVersionDiscovered,
    @Nullable UUID discoveredIn,
    @Nullable Instant discoveredAt,
    @Nullable Confidence statedConfidence) {
  /// Characters of a text at most.
  public static final int MAX_TEXT = 20_000;

  /// Tags at most.
  public static final int MAX_TAGS = 50;

  public NewPattern {
    id = line("id", id, 100);
    category = Texts.required("category", line("category", category, 64), 64);
    subcategory = line("subcategory", subcategory, 64);
    problem = Texts.required("problem", text("problem", problem), MAX_TEXT);
    solution = Texts.required("solution", text("solution", solution), MAX_TEXT);
    exampleBad = text("example_bad", exampleBad);
    exampleGood = text("example_good", exampleGood);
    tags = tags(tags);
    context = text("context", context);
    notes = text("notes", notes);
    mjVersionDiscovered = line("mj_version_discovered", mjVersionDiscovered, 64);
  }

  /// One that says this and nothing else.
  public static NewPattern of(String category, String problem, String solution) {
    return new NewPattern(
        null,
        category,
        null,
        problem,
        solution,
        null,
        null,
        Specificity.GENERAL,
        List.of(),
        null,
        null,
        false,
        false,
        null,
        null,
        null,
        null);
  }

  /// One that says what a pattern says that is here.
  static NewPattern of(Pattern here) {
    return new NewPattern(
        here.id(),
        here.category(),
        here.subcategory(),
        here.problem(),
        here.solution(),
        here.exampleBad(),
        here.exampleGood(),
        here.specificity(),
        here.tags(),
        here.context(),
        here.notes(),
        here.autoExtracted(),
        here.isReviewed(),
        here.mjVersionDiscovered(),
        here.discoveredIn(),
        here.discoveredAt(),
        here.statedConfidence());
  }

  /// One from the fields of a JSON object.
  ///
  /// @throws Invalid naming the field that is missing, unknown or breaks its rule
  public static NewPattern fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields fields = new Fields(json);
    String specificity = fields.text("specificity", 40);
    NewPattern pattern =
        new NewPattern(
            fields.text("id", 100),
            fields.required("category", 64),
            fields.text("subcategory", 64),
            fields.required("problem", MAX_TEXT),
            fields.required("solution", MAX_TEXT),
            fields.text("example_bad", MAX_TEXT),
            fields.text("example_good", MAX_TEXT),
            specificity == null ? Specificity.GENERAL : Specificity.of(specificity),
            fields.texts("tags", MAX_TAGS, 64),
            fields.text("context", MAX_TEXT),
            fields.text("notes", MAX_TEXT),
            false,
            fields.isSet("is_reviewed"),
            fields.text("mj_version_discovered", 64),
            null,
            null,
            null);
    fields.done();
    return pattern;
  }

  public NewPattern withId(@Nullable String wanted) {
    return with(draft -> draft.id = wanted);
  }

  public NewPattern withSubcategory(@Nullable String narrower) {
    return with(draft -> draft.subcategory = narrower);
  }

  public NewPattern withExamples(@Nullable String bad, @Nullable String good) {
    return with(draft -> {
      draft.exampleBad = bad;
      draft.exampleGood = good;
    });
  }

  public NewPattern withTags(List<String> all) {
    return with(draft -> draft.tags = all);
  }

  public NewPattern withNotes(@Nullable String text) {
    return with(draft -> draft.notes = text);
  }

  public NewPattern withContext(@Nullable String text) {
    return with(draft -> draft.context = text);
  }

  /// The same as it was found in the iterations of a session, and not written by somebody.
  ///
  /// @param mjVersion the version of the generator that was asked there
  public NewPattern extractedFrom(@Nullable UUID session, @Nullable String mjVersion) {
    return with(draft -> {
      draft.autoExtracted = true;
      draft.mjVersionDiscovered = mjVersion;
      draft.discoveredIn = session;
    });
  }

  /// The same as it was discovered in this session, or in none.
  NewPattern extractedIn(@Nullable UUID session) {
    return with(draft -> draft.discoveredIn = session);
  }

  /// The same as it was discovered at a time.
  public NewPattern discovered(@Nullable Instant at) {
    return with(draft -> draft.discoveredAt = at);
  }

  private NewPattern with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.pattern();
  }

  /// What may be said otherwise of a pattern, while it is.
  private static final class Draft {
    private final NewPattern from;
    private @Nullable String id;
    private @Nullable String subcategory;
    private @Nullable String exampleBad;
    private @Nullable String exampleGood;
    private List<String> tags;
    private @Nullable String context;
    private @Nullable String notes;
    private boolean autoExtracted;
    private @Nullable String mjVersionDiscovered;
    private @Nullable UUID discoveredIn;
    private @Nullable Instant discoveredAt;

    Draft(NewPattern from) {
      this.from = from;
      id = from.id;
      subcategory = from.subcategory;
      exampleBad = from.exampleBad;
      exampleGood = from.exampleGood;
      tags = from.tags;
      context = from.context;
      notes = from.notes;
      autoExtracted = from.autoExtracted;
      mjVersionDiscovered = from.mjVersionDiscovered;
      discoveredIn = from.discoveredIn;
      discoveredAt = from.discoveredAt;
    }

    NewPattern pattern() {
      return new NewPattern(
          id,
          from.category,
          subcategory,
          from.problem,
          from.solution,
          exampleBad,
          exampleGood,
          from.specificity,
          tags,
          context,
          notes,
          autoExtracted,
          from.isReviewed,
          mjVersionDiscovered,
          discoveredIn,
          discoveredAt,
          from.statedConfidence);
    }
  }

  /// A text as it is kept: without blanks around it and on empty lines, its lines ended alike; null if it says nothing.
  static @Nullable String text(String path, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String lines = text.replace("\r\n", "\n").replace('\r', '\n').strip();
    return Texts.checked(path, lines.replaceAll("(?md)^[ \\t]+$", ""), MAX_TEXT);
  }

  /// A text in one line.
  static @Nullable String line(String path, @Nullable String text, int max) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String line = Texts.checked(path, text.strip(), max);
    if (line.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029)) {
      throw new Invalid(path, "must be one line without control characters");
    }
    return line;
  }

  static List<String> tags(List<String> tags) {
    if (tags.size() > MAX_TAGS) {
      throw new Invalid(
          "tags", "has " + tags.size() + " items; at most " + MAX_TAGS + " are allowed");
    }
    for (int i = 0; i < tags.size(); i++) {
      if (tags.get(i).contains(",")) {
        throw new Invalid("tags[" + i + "]", "must not have a comma");
      }
    }
    return tags.stream()
        .map(tag -> Objects.requireNonNullElse(line("tags", tag, 64), ""))
        .filter(tag -> !tag.isEmpty())
        .distinct()
        .toList();
  }
}
