package dev.seshat.prompting;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a batch scores: every dimension of its profile for each image, and the means that follow.
///
/// @param images by their places in the batch
/// @param scores the mean over the images, by dimension
/// @param avg the mean of the images' averages
/// @param confidence low, medium or high, by dimension; low for uncertain ones until a person has confirmed the scores
/// @param method how it was compared: `reference image`, `composite of N references` or `text description`
public record Scores(
    List<ImageScores> images,
    Map<String, Double> scores,
    double avg,
    Map<String, String> confidence,
    String method,
    @Nullable String notes) {

  /// The image with the highest average; of several, the first.
  public ImageScores best() {
    return images.stream()
        .max(
            Comparator.comparingDouble(ImageScores::avg)
                .thenComparing(Comparator.comparingInt(ImageScores::position).reversed()))
        .orElseThrow();
  }

  /// The mean of a dimension.
  public double of(String dimension) {
    Double score = scores.get(dimension);
    if (score == null) {
      throw new IllegalArgumentException("no dimension " + dimension);
    }
    return score;
  }

  /// The dimension that scores lowest, if it is one alone; null if several do.
  public @Nullable String lowest() {
    double least = scores.values().stream().mapToDouble(Double::doubleValue).min().orElse(1);
    List<String> names =
        scores.entrySet().stream()
            .filter(each -> each.getValue() == least)
            .map(Map.Entry::getKey)
            .toList();
    return names.size() == 1 ? names.getFirst() : null;
  }

  /// The same, as a person has confirmed it: nothing is uncertain any longer.
  Scores confirmed() {
    Map<String, String> sure = new LinkedHashMap<>();
    confidence.keySet().forEach(name -> sure.put(name, "high"));
    return new Scores(images, scores, avg, sure, method, notes);
  }

  /// It as JSON, as `result_assessment` shows it.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("images", images.stream().map(ImageScores::toJson).toList());
    json.put("scores", scores);
    json.put("avg", avg);
    Map<String, Object> top = new LinkedHashMap<>();
    top.put("position", best().position());
    top.put("avg", best().avg());
    json.put("best", top);
    json.put("confidence", confidence);
    json.put("method", method);
    if (notes != null) {
      json.put("notes", notes);
    }
    return json;
  }

  /// The scores that a `result_assessment` holds; null where it holds none that are whole, as some from elsewhere do not.
  static @Nullable Scores stored(@Nullable String json) {
    if (json == null) {
      return null;
    }
    try {
      NewScores said = NewScores.fromJson(Json.parseObject("result_assessment", json));
      boolean whole =
          !said.images().isEmpty()
              && said.avg() != null
              && said.images().stream()
                  .allMatch(each -> each.avg() != null && each.position() != null);
      return whole ? of(said) : null;
    } catch (Invalid e) {
      return null;
    }
  }

  private static Scores of(NewScores said) {
    List<ImageScores> images = new ArrayList<>();
    for (NewScores.Image each : said.images()) {
      images.add(
          new ImageScores(
              each.position() == null ? images.size() + 1 : each.position(),
              each.scores(),
              each.notApplicable(),
              each.avg() == null ? 0 : each.avg(),
              each.notes()));
    }
    return new Scores(
        List.copyOf(images),
        said.scores(),
        said.avg() == null ? 0 : said.avg(),
        said.confidence(),
        said.method() == null ? "" : said.method(),
        said.notes());
  }
}
