package dev.seshat.prompting;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a batch scores, as somebody says it: each image by each dimension, or the whole batch by one set of scores.
///
/// Averages need not be said; those that are have to agree with the scores.
///
/// @param images empty for a batch that `scores` are said of
/// @param scores of the batch, by dimension
/// @param notApplicable why a dimension does not apply to the batch; it counts as 1
/// @param method how it was compared; null for what follows from the session's reference
/// @param confidence low, medium or high, by dimension
public record NewScores(
    List<Image> images,
    Map<String, Double> scores,
    Map<String, String> notApplicable,
    @Nullable Double avg,
    @Nullable String method,
    Map<String, String> confidence,
    @Nullable String notes) {
  private static final int MAX_IMAGES = 64;
  private static final int MAX_NOTES = 10_000;

  /// How one image scores.
  ///
  /// @param position its place in the batch from 1 on; null for that in the list
  public record Image(
      @Nullable Integer position,
      Map<String, Double> scores,
      Map<String, String> notApplicable,
      @Nullable Double avg,
      @Nullable String notes) {}

  /// One set of scores for a whole batch.
  public static NewScores of(Map<String, Double> scores) {
    return new NewScores(List.of(), scores, Map.of(), null, null, Map.of(), null);
  }

  /// A set of scores for each image, in the order of their places.
  public static NewScores ofImages(List<Map<String, Double>> images) {
    List<Image> each = new ArrayList<>();
    images.forEach(scores -> each.add(new Image(null, scores, Map.of(), null, null)));
    return new NewScores(each, Map.of(), Map.of(), null, null, Map.of(), null);
  }

  public NewScores withNotApplicable(Map<String, String> reasons) {
    return new NewScores(images, scores, reasons, avg, method, confidence, notes);
  }

  public NewScores withMethod(@Nullable String said) {
    return new NewScores(images, scores, notApplicable, avg, said, confidence, notes);
  }

  /// The scores in a JSON object; what an iteration shows as its `result_assessment` is taken as it is.
  ///
  /// @throws Invalid naming the field that is unknown or breaks its rule
  public static NewScores fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields fields = new Fields(json);
    List<Image> images = new ArrayList<>();
    for (Map<String, @Nullable Object> object : fields.objects("images", MAX_IMAGES)) {
      try {
        images.add(image(new Fields(object)));
      } catch (Invalid e) {
        throw e.within("images[" + images.size() + "]");
      }
    }
    NewScores made =
        new NewScores(
            List.copyOf(images),
            scores(fields),
            texts(fields, "not_applicable", 1_000),
            unit(fields, "avg"),
            fields.text("method", 64),
            texts(fields, "confidence", 10),
            fields.text("notes", MAX_NOTES));
    // follow from the rest, and are written anew
    fields.object("best");
    fields.object("validated");
    fields.done();
    return made;
  }

  private static Image image(Fields fields) {
    Long position = fields.number("position", 1, MAX_IMAGES);
    Image image =
        new Image(
            position == null ? null : (Integer) position.intValue(),
            scores(fields),
            texts(fields, "not_applicable", 1_000),
            unit(fields, "avg"),
            fields.text("notes", MAX_NOTES));
    fields.done();
    return image;
  }

  private static Map<String, Double> scores(Fields fields) {
    Map<String, Double> scores = new LinkedHashMap<>();
    Map<String, @Nullable Object> object = fields.object("scores");
    if (object != null) {
      object.forEach((name, value) -> {
        if (value != null) {
          scores.put(name, number("scores." + Texts.shorten(name, 64), value));
        }
      });
    }
    return scores;
  }

  private static @Nullable Double unit(Fields fields, String name) {
    Double value = fields.real(name, 0, 1);
    return value == null ? null : (Double) Numbers.rounded(value);
  }

  private static double number(String path, Object value) {
    if (value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= 1) {
      return Numbers.rounded(number.doubleValue());
    }
    throw new Invalid(path, "must be a number from 0 to 1");
  }

  private static Map<String, String> texts(Fields fields, String name, int max) {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, @Nullable Object> object = fields.object(name);
    if (object != null) {
      object.forEach((key, value) -> {
        String path = name + "." + Texts.shorten(key, 64);
        if (!(value instanceof String text)) {
          throw new Invalid(path, "must be a text");
        }
        texts.put(key, Texts.required(path, text, max));
      });
    }
    return texts;
  }
}
