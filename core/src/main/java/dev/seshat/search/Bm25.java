package dev.seshat.search;

/// The ranking function BM25 with k1 = 1.2 and b = 0.75, as FTS5 computes it, for what FTS5 does not score.
final class Bm25 {
  /// What a word of a neighbour is worth beside an own one.
  static final double CONTEXT_WEIGHT = 0.4;

  private static final double K1 = 1.2;
  private static final double B = 0.75;

  private Bm25() {}

  /// How much a term tells that `found` of `entries` entries have; next to nothing when half of them have it.
  static double idf(double entries, double found) {
    double idf = Math.log((entries - found + 0.5) / (found + 0.5));
    return idf > 0 ? idf : 1e-6;
  }

  /// How much of a term's worth an entry gets.
  ///
  /// @param frequency how often it has the term, weighted
  /// @param relativeLength its length divided by the average
  static double saturation(double frequency, double relativeLength) {
    return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * relativeLength));
  }
}
