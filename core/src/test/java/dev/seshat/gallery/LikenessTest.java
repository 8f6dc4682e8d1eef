package dev.seshat.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The three measures, on pictures whose values are known.
class LikenessTest {
  private final BufferedImage one = Samples.boxes(1, 256, 256);

  @Test
  void aPictureIsLikeItself() {
    assertThat(Likeness.of(one, one))
        .isEqualTo(Map.of("ssim", 1.0, "histogram_distance", 0.0, "hash_distance", 0.0));
  }

  @Test
  void twoFlatOnesDifferAsTheFormulaSays() {
    // without structure only the term of luminance is left: (2ab + C₁) / (a² + b² + C₁)
    Map<String, Double> measures = Likeness.of(flat(50), flat(150));
    double c1 = 0.01 * 255 * 0.01 * 255;
    assertThat(measures.get("ssim"))
        .isCloseTo((2 * 50 * 150 + c1) / (50 * 50 + 150 * 150 + c1), within(0.0001));
    assertThat(measures.get("histogram_distance")).isEqualTo(1.0);
  }

  @Test
  void blackAndWhiteHaveNothingInCommon() {
    Map<String, Double> measures = Likeness.of(flat(0), flat(255));
    assertThat(measures.get("ssim")).isCloseTo(0.0001, within(0.0001));
    assertThat(measures.get("histogram_distance")).isEqualTo(1.0);
  }

  @Test
  void halfOfTheColoursInCommonIsTheRootOfHalf() {
    // p is one bin, q two halves of which one is it: √(1 − √½)
    BufferedImage half = flat(0);
    Graphics2D graphics = half.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 256, 128);
    graphics.dispose();
    assertThat(Likeness.of(flat(0), half).get("histogram_distance"))
        .isCloseTo(Math.sqrt(1 - Math.sqrt(0.5)), within(0.0001));
  }

  @Test
  void aBrighterCopyIsNearerThanAnotherPicture() {
    BufferedImage brighter = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 256; y++) {
      for (int x = 0; x < 256; x++) {
        Color old = new Color(one.getRGB(x, y));
        brighter.setRGB(
            x, y, new Color(up(old.getRed()), up(old.getGreen()), up(old.getBlue())).getRGB());
      }
    }
    Map<String, Double> near = Likeness.of(one, brighter);
    Map<String, Double> far = Likeness.of(one, Samples.boxes(2, 256, 256));
    assertThat(near.get("ssim")).isBetween(0.8, 0.9999);
    assertThat(near.get("hash_distance")).isLessThanOrEqualTo(0.1);
    assertThat(far.get("ssim")).isLessThan(Objects.requireNonNull(near.get("ssim")) - 0.3);
    assertThat(far.get("histogram_distance")).isGreaterThan(0.5);
    assertThat(far.get("hash_distance")).isBetween(0.25, 0.75);
  }

  private static int up(int value) {
    return Math.min(255, value + 20);
  }

  private static BufferedImage flat(int grey) {
    BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(grey, grey, grey));
    graphics.fillRect(0, 0, 256, 256);
    graphics.dispose();
    return image;
  }
}
