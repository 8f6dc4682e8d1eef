package dev.seshat.legacy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import dev.seshat.prompting.IterationTakeover;
import dev.seshat.prompting.NewScores;
import dev.seshat.transcript.Transcripts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An assessment as its agents wrote it: JSON of their own shape. Where it holds every dimension of each image, or of the
/// batch, it becomes scores with their averages computed; otherwise it is kept as it is, and the iteration has no score.
///
/// @param json as it is kept here; null where there was none
/// @param isScored whether it became scores
/// @param said the average that stood there
/// @param avg the average that follows from the scores
record PromptScores(
    @Nullable String json, boolean isScored, @Nullable Double said, @Nullable Double avg) {
  private static final List<String> DIMENSIONS =
      List.of("subject", "lighting", "color", "mood", "composition", "material", "spatial");
  private static final Pattern IMAGE = Pattern.compile("(?:img|image)[-_ ]?([1-9]\\d?)");

  /// What rounding to two decimals may make of an average.
  private static final double ROUNDING = 0.0051;

  static PromptScores of(@Nullable String text, IterationTakeover iterations, LegacyTexts texts) {
    if (text == null) {
      return new PromptScores(null, false, null, null);
    }
    Object parsed = LegacyTexts.parsed(text);
    Object value = parsed == null ? text : parsed;
    Object clean = texts.options().maskSecrets() ? Transcripts.masked("assessment", value) : value;
    Map<String, @Nullable Object> kept =
        clean instanceof Map<?, ?> map ? plain(map) : new LinkedHashMap<>(Map.of("text", clean));
    NewScores said = scores(kept);
    boolean byText = String.valueOf(kept.get("method")).toLowerCase(Locale.ROOT).contains("text");
    int references = byText ? 0 : 1;
    String json =
        said == null ? null : iterations.assessed(PromptDatabase.PROFILE, said, references);
    if (json == null) {
      return new PromptScores(Json.write(kept), false, null, null);
    }
    Object avg = Json.parseObject("scores", json).get("avg");
    return new PromptScores(
        json, true, number(kept.get("avg")), avg instanceof Number n ? n.doubleValue() : null);
  }

  private static Map<String, @Nullable Object> plain(Map<?, ?> map) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    map.forEach((key, value) -> plain.put(String.valueOf(key), value));
    return plain;
  }

  private static @Nullable NewScores scores(Map<String, @Nullable Object> kept) {
    List<Map<String, @Nullable Object>> images = images(kept);
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    if (images.isEmpty()) {
      told.put("scores", dimensions(kept));
    } else {
      told.put("images", images);
    }
    if (kept.get("notes") instanceof String notes && !notes.isBlank()) {
      told.put("notes", SourceRow.cut(notes, 10_000));
    }
    if (kept.get("not_applicable") instanceof Map<?, ?> reasons && images.isEmpty()) {
      told.put("not_applicable", plain(reasons));
    }
    try {
      return NewScores.fromJson(told);
    } catch (Invalid e) {
      return null;
    }
  }

  /// The images of a batch: a list, or fields that are named for them.
  private static List<Map<String, @Nullable Object>> images(Map<String, @Nullable Object> kept) {
    List<Map<String, @Nullable Object>> images = new ArrayList<>();
    if (kept.get("images") instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> map) {
          images.add(image(plain(map), null));
        }
      }
      return images;
    }
    Map<String, @Nullable Object> within =
        kept.get("images") instanceof Map<?, ?> map ? plain(map) : kept;
    within.forEach((name, value) -> {
      var matcher = IMAGE.matcher(name);
      if (matcher.matches() && value instanceof Map<?, ?> map) {
        images.add(image(plain(map), Integer.valueOf(matcher.group(1))));
      }
    });
    return images;
  }

  private static Map<String, @Nullable Object> image(
      Map<String, @Nullable Object> told, @Nullable Integer position) {
    Map<String, @Nullable Object> image = new LinkedHashMap<>();
    Object place = position == null ? told.get("position") : position;
    if (place != null) {
      image.put("position", place);
    }
    image.put("scores", dimensions(told));
    if (told.get("notes") instanceof String notes && !notes.isBlank()) {
      image.put("notes", SourceRow.cut(notes, 10_000));
    }
    if (told.get("not_applicable") instanceof Map<?, ?> reasons) {
      image.put("not_applicable", plain(reasons));
    }
    return image;
  }

  private static Map<String, @Nullable Object> dimensions(Map<String, @Nullable Object> told) {
    Map<String, @Nullable Object> from =
        told.get("scores") instanceof Map<?, ?> map ? plain(map) : told;
    Map<String, @Nullable Object> dimensions = new LinkedHashMap<>();
    for (String name : DIMENSIONS) {
      Double value = number(from.get(name));
      if (value != null) {
        dimensions.put(name, value);
      }
    }
    return dimensions;
  }

  private static @Nullable Double number(@Nullable Object value) {
    return value instanceof Number number ? (Double) number.doubleValue() : null;
  }

  void remark(SourceRow row, Outcomes outcomes) {
    if (json != null && !isScored) {
      outcomes.note(
          row, "result_assessment does not hold all dimensions; it is kept, without a score", null);
    }
    if (said != null && avg != null && !(Math.abs(said - avg) < ROUNDING)) {
      outcomes.note(
          row, "avg disagrees with the scores, which count", said + ", by the scores " + avg);
    }
  }
}
