package dev.seshat.knowledge;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tests and how many of them succeeded.
public record Tally(long tests, long successes) {
  /// The standard normal distribution's quantile for 95 % between its two sides.
  private static final double Z = 1.959963984540054;

  /// The share that succeeded; null without a test.
  public @Nullable Double rate() {
    return tests == 0 ? null : (Double) ((double) successes / tests);
  }

  /// The lower end of the 95 % interval of the rate, after E. B. Wilson, "Probable inference, the law of succession, and
  /// statistical inference", Journal of the American Statistical Association 22 (1927), pages 209 to 212:
  ///
  /// `(p + z²/2n − z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)`
  ///
  /// It is 0 without a test. One success of one has 0.21, and eleven of twelve 0.65, though their rates say the opposite.
  public double lowerBound() {
    if (tests == 0 || successes == 0) {
      return 0;
    }
    double n = tests;
    double p = successes / n;
    double spread = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    return Math.clamp((p + Z * Z / (2 * n) - spread) / (1 + Z * Z / n), 0, 1);
  }

  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("tests", tests);
    json.put("successes", successes);
    json.put("rate", rate());
    return json;
  }
}
