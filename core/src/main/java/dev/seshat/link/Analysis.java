package dev.seshat.link;

import dev.seshat.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a page comes down to.
///
/// @param mainTopic what it is about, in a sentence or two
/// @param reasonsToCare why somebody would want to read it; empty without a model
/// @param keyInsights what it says; without a model its most telling sentences
/// @param technicalDetails for those who build on it
public record Analysis(
    String title,
    String mainTopic,
    List<String> reasonsToCare,
    List<String> keyInsights,
    @Nullable String technicalDetails) {
  static final int MAX_TITLE = 300;
  static final int MAX_TOPIC = 1_000;
  static final int MAX_POINT = 1_000;
  static final int MAX_POINTS = 12;
  static final int MAX_DETAILS = 5_000;

  /// Whatever wrote the parts, they are kept within bounds and in what a database can hold.
  public Analysis {
    title = line(title, MAX_TITLE);
    mainTopic = line(mainTopic, MAX_TOPIC);
    reasonsToCare = lines(reasonsToCare);
    keyInsights = lines(keyInsights);
    technicalDetails =
        technicalDetails == null || technicalDetails.isBlank()
            ? null
            : line(technicalDetails, MAX_DETAILS);
  }

  private static String line(String text, int max) {
    return Texts.shorten(Texts.storable(text).strip().replaceAll("\\s+", " "), max);
  }

  private static List<String> lines(List<String> texts) {
    return texts.stream()
        .map(text -> line(text, MAX_POINT))
        .filter(text -> !text.isEmpty())
        .limit(MAX_POINTS)
        .toList();
  }

  /// The parts by their names, as they are stored.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("title", title);
    json.put("main_topic", mainTopic);
    json.put("reasons_to_care", reasonsToCare);
    json.put("key_insights", keyInsights);
    json.put("technical_details", technicalDetails);
    return json;
  }

  /// An analysis as it is stored, by whomever: what is missing is empty, what is of another kind is left out.
  public static Analysis of(Map<String, ? extends @Nullable Object> json) {
    return new Analysis(
        text(json.get("title")),
        text(json.get("main_topic")),
        texts(json.get("reasons_to_care")),
        texts(json.get("key_insights")),
        text(json.get("technical_details")));
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  private static List<String> texts(@Nullable Object value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(each -> texts.add(text(each)));
    } else {
      text(value).lines().forEach(texts::add);
    }
    return texts;
  }
}
