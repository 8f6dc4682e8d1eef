package dev.seshat.gallery;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// How like two pictures are, by three measures on both drawn as squares of [#SIDE] pixels.
///
/// - `ssim`: the mean structural similarity of the luma, with a Gaussian window of 11 × 11, σ = 1.5, K₁ = 0.01, K₂ = 0.03 (Z. Wang,
///   A. C. Bovik, H. R. Sheikh, E. P. Simoncelli: Image quality assessment: from error visibility to structural similarity, IEEE
///   Transactions on Image Processing 13(4), 2004). 1 is the same; about 0 has nothing in common.
/// - `histogram_distance`: the Hellinger distance √(1 − Σ√(pq)) of two histograms of 8 × 8 × 8 colours (A. Bhattacharyya, 1943; what
///   OpenCV calls `HISTCMP_HELLINGER`). 0 is the same, 1 has no colour in common.
/// - `hash_distance`: of two perceptual hashes the share of 64 bits that differ; each bit says whether one of the 8 × 8 lowest
///   frequencies (but the constant ones) of a cosine transform of 32 × 32 pixels is above their median (C. Zauner: Implementation and
///   benchmarking of perceptual image hash functions, 2010). 0 is the same; unrelated pictures are about 0.5.
final class Likeness {
  static final int SIDE = 256;

  private static final int WINDOW = 11;
  private static final double SIGMA = 1.5;
  private static final double C1 = square(0.01 * 255);
  private static final double C2 = square(0.03 * 255);
  private static final int HASHED = 32;
  private static final int LOW = 8;

  private Likeness() {}

  /// The measures by their names.
  static Map<String, Double> of(BufferedImage a, BufferedImage b) {
    double[] lumaA = luma(a);
    double[] lumaB = luma(b);
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("ssim", rounded(similarity(lumaA, lumaB)));
    measures.put("histogram_distance", rounded(distance(histogram(a), histogram(b))));
    measures.put("hash_distance", rounded(Long.bitCount(hash(lumaA) ^ hash(lumaB)) / 64.0));
    return measures;
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }

  private static double square(double value) {
    return value * value;
  }

  /// As BT.601 weighs the colours.
  private static double[] luma(BufferedImage image) {
    double[] luma = new double[SIDE * SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int rgb = image.getRGB(x, y);
        luma[y * SIDE + x] =
            0.299 * (rgb >> 16 & 0xFF) + 0.587 * (rgb >> 8 & 0xFF) + 0.114 * (rgb & 0xFF);
      }
    }
    return luma;
  }

  private static double similarity(double[] a, double[] b) {
    double[] meanA = blurred(a);
    double[] meanB = blurred(b);
    double[] squareA = blurred(product(a, a));
    double[] squareB = blurred(product(b, b));
    double[] both = blurred(product(a, b));
    double sum = 0;
    for (int i = 0; i < meanA.length; i++) {
      double ab = meanA[i] * meanB[i];
      double aa = square(meanA[i]);
      double bb = square(meanB[i]);
      sum +=
          (2 * ab + C1)
              * (2 * (both[i] - ab) + C2)
              / ((aa + bb + C1) * (squareA[i] - aa + squareB[i] - bb + C2));
    }
    return sum / meanA.length;
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }

  /// What the window sees at each place where it fits.
  private static double[] blurred(double[] values) {
    double[] weights = weights();
    int fits = SIDE - WINDOW + 1;
    double[] rows = new double[SIDE * fits];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < fits; x++) {
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
          sum += weights[i] * values[y * SIDE + x + i];
        }
        rows[y * fits + x] = sum;
      }
    }
    double[] out = new double[fits * fits];
    for (int y = 0; y < fits; y++) {
      for (int x = 0; x < fits; x++) {
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
          sum += weights[i] * rows[(y + i) * fits + x];
        }
        out[y * fits + x] = sum;
      }
    }
    return out;
  }

  private static double[] weights() {
    double[] weights = new double[WINDOW];
    double sum = 0;
    for (int i = 0; i < WINDOW; i++) {
      weights[i] = Math.exp(-square(i - WINDOW / 2) / (2 * SIGMA * SIGMA));
      sum += weights[i];
    }
    for (int i = 0; i < WINDOW; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private static double[] histogram(BufferedImage image) {
    double[] histogram = new double[512];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int rgb = image.getRGB(x, y);
        histogram[(rgb >> 21 & 7) << 6 | (rgb >> 13 & 7) << 3 | (rgb >> 5 & 7)]++;
      }
    }
    for (int i = 0; i < histogram.length; i++) {
      histogram[i] /= SIDE * SIDE;
    }
    return histogram;
  }

  private static double distance(double[] p, double[] q) {
    double overlap = 0;
    for (int i = 0; i < p.length; i++) {
      overlap += Math.sqrt(p[i] * q[i]);
    }
    return Math.sqrt(Math.max(0, 1 - overlap));
  }

  private static long hash(double[] luma) {
    double[] low = frequencies(shrunk(luma));
    double[] sorted = low.clone();
    Arrays.sort(sorted);
    double median = (sorted[31] + sorted[32]) / 2;
    long hash = 0;
    for (int i = 0; i < low.length; i++) {
      hash = hash << 1 | (low[i] > median ? 1 : 0);
    }
    return hash;
  }

  private static double[] shrunk(double[] luma) {
    int box = SIDE / HASHED;
    double[] small = new double[HASHED * HASHED];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        small[y / box * HASHED + x / box] += luma[y * SIDE + x] / (box * box);
      }
    }
    return small;
  }

  /// The lowest frequencies of the cosine transform, without those that are constant along a side.
  private static double[] frequencies(double[] small) {
    double[] low = new double[LOW * LOW];
    for (int v = 1; v <= LOW; v++) {
      for (int u = 1; u <= LOW; u++) {
        double sum = 0;
        for (int y = 0; y < HASHED; y++) {
          double down = Math.cos((2 * y + 1) * v * Math.PI / (2 * HASHED));
          for (int x = 0; x < HASHED; x++) {
            double along = Math.cos((2 * x + 1) * u * Math.PI / (2 * HASHED));
            sum += small[y * HASHED + x] * along * down;
          }
        }
        low[(v - 1) * LOW + u - 1] = sum;
      }
    }
    return low;
  }
}
