package dev.seshat.prompting;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.prompting.Profile.Dimension;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rules by which scores are taken: every dimension, none twice, and means that nobody else computes.
final class Scoring {
  private static final Pattern METHOD =
      Pattern.compile(
          "reference image|text description|composite of ([2-9]|[1-9]\\d{1,3}) references");

  /// What rounding to two decimals may make of a mean that a caller says.
  private static final double ROUNDING = 0.0051;

  private final Profile profile;
  private final int references;

  /// @param references how many reference images the session has
  Scoring(Profile profile, int references) {
    this.profile = profile;
    this.references = references;
  }

  /// The scores that somebody said, whole and with their means.
  ///
  /// @throws Invalid naming what is missing or does not agree
  Scores of(NewScores said) {
    List<ImageScores> images = images(said);
    Map<String, Double> means = new LinkedHashMap<>();
    for (String name : profile.dimensionNames()) {
      means.put(
          name,
          Numbers.rounded(
              images.stream().mapToDouble(each -> each.scores().get(name)).average().orElse(0)));
    }
    double avg = Numbers.rounded(images.stream().mapToDouble(ImageScores::avg).average().orElse(0));
    if (!said.images().isEmpty()) {
      requireAgreement(said.scores(), means);
    }
    requireAgreement("avg", said.avg(), avg);
    return new Scores(images, means, avg, confidence(said), method(said), said.notes());
  }

  private List<ImageScores> images(NewScores said) {
    if (said.images().isEmpty()) {
      return List.of(image("", 1, said.scores(), said.notApplicable(), said.avg(), null));
    }
    if (!said.notApplicable().isEmpty()) {
      throw new Invalid("not_applicable", "is said of each image where there are images");
    }
    if (said.images().size() > profile.batch()) {
      throw new Invalid(
          "images", "are more than the " + profile.batch() + " of the profile " + profile.name());
    }
    Set<Integer> taken = new HashSet<>();
    List<ImageScores> images = new ArrayList<>();
    for (int i = 0; i < said.images().size(); i++) {
      NewScores.Image each = said.images().get(i);
      String at = "images[" + i + "].";
      int position = each.position() == null ? i + 1 : each.position();
      if (position < 1 || position > profile.batch() || !taken.add(position)) {
        throw new Invalid(at + "position", "must be 1 to " + profile.batch() + ", each once");
      }
      images.add(
          image(at, position, each.scores(), each.notApplicable(), each.avg(), each.notes()));
    }
    images.sort(Comparator.comparingInt(ImageScores::position));
    return List.copyOf(images);
  }

  private ImageScores image(
      String at,
      int position,
      Map<String, Double> said,
      Map<String, String> notApplicable,
      @Nullable Double saidAvg,
      @Nullable String notes) {
    requireKnown(at + "scores", said.keySet());
    requireKnown(at + "not_applicable", notApplicable.keySet());
    Map<String, Double> scores = new LinkedHashMap<>();
    for (String name : profile.dimensionNames()) {
      scores.put(name, score(at + "scores." + name, said.get(name), notApplicable.get(name)));
    }
    double avg =
        Numbers.rounded(
            scores.values().stream().mapToDouble(Double::doubleValue).average().orElse(0));
    requireAgreement(at + "avg", saidAvg, avg);
    return new ImageScores(position, scores, notApplicable, avg, notes);
  }

  private static double score(String path, @Nullable Double said, @Nullable String notApplicable) {
    if (notApplicable != null) {
      if (notApplicable.isBlank()) {
        throw new Invalid(path, "does not apply, but nobody says why");
      }
      if (said != null && said != 1) {
        throw new Invalid(path, "does not apply and so counts as 1, not " + Numbers.shown(said));
      }
      return 1;
    }
    if (said == null) {
      throw new Invalid(
          path, "is missing; what does not apply goes into not_applicable, with the reason");
    }
    if (said.isNaN() || said < 0 || said > 1) {
      throw new Invalid(path, "must be a number from 0 to 1");
    }
    return Numbers.rounded(said);
  }

  private void requireKnown(String path, Set<String> names) {
    for (String name : names) {
      if (!profile.dimensionNames().contains(name)) {
        throw new Invalid(
            path,
            "'"
                + Texts.shorten(name, 40)
                + "' is no dimension of the profile "
                + profile.name()
                + "; they are "
                + String.join(", ", profile.dimensionNames()));
      }
    }
  }

  private void requireAgreement(Map<String, Double> said, Map<String, Double> means) {
    requireKnown("scores", said.keySet());
    said.forEach(
        (name, value) -> requireAgreement("scores." + name, value, means.getOrDefault(name, 0.0)));
  }

  private static void requireAgreement(String path, @Nullable Double said, double computed) {
    if (said != null && !(Math.abs(said - computed) < ROUNDING)) {
      throw new Invalid(
          path,
          "is "
              + Numbers.shown(computed)
              + " by the scores, not "
              + said
              + "; leave it out, it is computed");
    }
  }

  private Map<String, String> confidence(NewScores said) {
    requireKnown("confidence", said.confidence().keySet());
    Map<String, String> confidence = new LinkedHashMap<>();
    for (Dimension dimension : profile.dimensions()) {
      String word = said.confidence().getOrDefault(dimension.name(), "medium");
      if (!Set.of("low", "medium", "high").contains(word)) {
        throw new Invalid("confidence." + dimension.name(), "must be low, medium or high");
      }
      confidence.put(dimension.name(), dimension.uncertain() ? "low" : word);
    }
    return confidence;
  }

  private String method(NewScores said) {
    if (said.method() == null) {
      return switch (references) {
        case 0 -> "text description";
        case 1 -> "reference image";
        default -> "composite of " + references + " references";
      };
    }
    if (!METHOD.matcher(said.method()).matches()) {
      throw new Invalid(
          "method", "must be 'reference image', 'composite of N references' or 'text description'");
    }
    return said.method();
  }
}
