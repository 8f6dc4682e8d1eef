package dev.seshat.gallery;

import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How like two pictures are.
///
/// @param ssim structural similarity: 1 is the same, about 0 has nothing in common
/// @param histogramDistance of the colours: 0 is the same, 1 has none in common
/// @param hashDistance of the perceptual hashes: 0 is the same, unrelated pictures are about 0.5
public record Comparison(
    String imageId,
    String otherId,
    double ssim,
    double histogramDistance,
    double hashDistance,
    Instant comparedAt) {

  static Comparison of(
      String image, String other, Map<String, ? extends @Nullable Object> measures, Instant at) {
    return new Comparison(
        image,
        other,
        number(measures, "ssim"),
        number(measures, "histogram_distance"),
        number(measures, "hash_distance"),
        at);
  }

  private static double number(Map<String, ? extends @Nullable Object> measures, String name) {
    return measures.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /// The same of the two in the other order.
  Comparison turned() {
    return new Comparison(otherId, imageId, ssim, histogramDistance, hashDistance, comparedAt);
  }

  /// The fields by their names, as every door shows them as JSON.
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("image_id", imageId);
    json.put("other_id", otherId);
    json.put("ssim", ssim);
    json.put("histogram_distance", histogramDistance);
    json.put("hash_distance", hashDistance);
    json.put("compared_at", Times.text(comparedAt));
    return json;
  }
}
