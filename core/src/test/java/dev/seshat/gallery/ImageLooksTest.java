package dev.seshat.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.session.Session;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Pictures made small, and measured against each other.
class ImageLooksTest extends ImageCase {
  @EveryStore
  void theExtensionFollowsTheBytesAndEveryFormatIsDrawn(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Session session = start(seshat, "formats");
    Map<String, byte[]> all =
        Map.of(
            "png", Samples.png(1),
            "jpg", Samples.jpeg(1),
            "gif", Samples.gif(1),
            "webp", Samples.webp());
    all.forEach((extension, bytes) -> {
      Image image = seshat.images().add(id(session), NewImage.plain(), bytes);
      assertThat(image.imageUrl()).endsWith("." + extension);
      Thumbnail small = seshat.images().thumbnail(image.imageId(), 256);
      BufferedImage drawn = drawn(small);
      assertThat(drawn.getWidth()).as(extension).isEqualTo(image.width());
    });
    Image clear = seshat.images().add(id(session), NewImage.plain(), Samples.clearWebp());
    assertThat(seshat.images().thumbnail(clear.imageId(), 768).mediaType()).isEqualTo("image/png");
    assertSound(seshat);
  }

  @EveryStore
  void aThumbnailStandsUprightAndInProportion(TestStore store) throws IOException {
    Seshat seshat = store.seshat(clock);
    Session session = start(seshat, "thumbnails");
    Image large =
        seshat
            .images()
            .add(id(session), NewImage.plain(), Samples.encoded(Samples.corner(3000, 1500), "png"));
    BufferedImage small = drawn(seshat.images().thumbnail(large.imageId(), 256));
    assertThat(small.getWidth()).isEqualTo(256);
    assertThat(small.getHeight()).isEqualTo(128);
    assertThat(isBlue(small, 30, 15)).isTrue();
    assertThat(isBlue(small, 200, 100)).isFalse();
    assertThat(pictures(store)).hasSize(1);
    assertThat(HostilePicturesTest.files(store.files()))
        .contains("thumbnails/%s/%s-256.jpg".formatted(hash(large).substring(0, 2), hash(large)));
    assertThatThrownBy(() -> seshat.images().thumbnail(large.imageId(), 100))
        .isInstanceOf(Invalid.class);
    // where the blue corner of the stored pixels is seen, by the way up that EXIF says
    boolean[][] atLeftAndTop = {
      {true, true}, {false, true}, {false, false}, {true, false},
      {true, true}, {false, true}, {false, false}, {true, false}
    };
    for (int orientation = 1; orientation <= 8; orientation++) {
      Image turned =
          seshat
              .images()
              .add(
                  id(session),
                  NewImage.plain(),
                  Samples.turned(Samples.corner(400, 200), orientation));
      boolean lies = orientation >= 5;
      assertThat(turned.width()).isEqualTo(lies ? 200 : 400);
      BufferedImage seen = drawn(seshat.images().thumbnail(turned.imageId(), 256));
      assertThat(seen.getWidth()).isEqualTo(lies ? 128 : 256);
      int x = atLeftAndTop[orientation - 1][0] ? 10 : seen.getWidth() - 10;
      int y = atLeftAndTop[orientation - 1][1] ? 10 : seen.getHeight() - 10;
      assertThat(isBlue(seen, x, y)).as("orientation " + orientation).isTrue();
      assertThat(isBlue(seen, seen.getWidth() - x, y)).as("orientation " + orientation).isFalse();
    }
  }

  private static boolean isBlue(BufferedImage image, int x, int y) {
    int rgb = image.getRGB(x, y);
    return (rgb & 0xFF) > 150 && (rgb >> 16 & 0xFF) < 100;
  }

  private static String hash(Image image) {
    return Objects.requireNonNull(image.sha256());
  }

  @EveryStore
  void picturesAreMeasuredAgainstTheReferenceAndThatIsKept(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Session session = start(seshat, "measures");
    iterate(seshat, session, 2);
    assertThatThrownBy(() -> seshat.images().compareWithReference(id(session)))
        .isInstanceOf(NotFound.class);
    Image reference =
        seshat
            .images()
            .add(
                id(session),
                NewImage.reference(),
                Samples.encoded(Samples.boxes(1, 300, 300), "png"));
    Image same =
        seshat
            .images()
            .add(
                id(session),
                NewImage.of(1, 1),
                Samples.encoded(Samples.boxes(1, 300, 300), "jpeg"));
    Image different =
        seshat
            .images()
            .add(
                id(session), NewImage.of(2, 1), Samples.encoded(Samples.boxes(2, 300, 300), "png"));
    List<Comparison> measured = seshat.images().compareWithReference(id(session));
    assertThat(measured)
        .extracting(Comparison::imageId)
        .containsExactly(same.imageId(), different.imageId());
    assertThat(measured).extracting(Comparison::otherId).containsOnly(reference.imageId());
    assertThat(measured.get(0).ssim()).isGreaterThan(0.85);
    assertThat(measured.get(0).hashDistance()).isLessThan(0.1);
    assertThat(measured.get(1).ssim()).isLessThan(measured.get(0).ssim() - 0.3);
    clock.advance(Duration.ofDays(1));
    assertThat(seshat.images().compareWithReference(id(session))).isEqualTo(measured);
    Comparison turned = seshat.images().compare(reference.imageId(), same.imageId());
    assertThat(turned.ssim()).isEqualTo(measured.get(0).ssim());
    Comparison itself = seshat.images().compare(same.imageId(), same.imageId());
    assertThat(List.of(itself.ssim(), itself.histogramDistance(), itself.hashDistance()))
        .isEqualTo(List.of(1.0, 0.0, 0.0));
  }

  @EveryStore
  void aPictureOfAnIterationIsMeasuredWhenItIsAddedAndOneThatWasNotWhenItIsShown(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Session session = start(seshat, "beside");
    iterate(seshat, session, 1);
    byte[] boxes = Samples.encoded(Samples.boxes(1, 300, 300), "png");
    Image early = seshat.images().add(id(session), NewImage.of(1, 1), boxes);
    assertThat(seshat.images().likeness(session.id(), List.of(early))).isEmpty();
    Image reference = seshat.images().add(id(session), NewImage.reference(), boxes);
    Instant then = clock.instant();
    Image late =
        seshat.together(within -> within.images().add(id(session), NewImage.of(1, 2), boxes));
    clock.advance(Duration.ofDays(1));
    Map<String, Comparison> found =
        seshat.images().likeness(session.id(), List.of(early, late, reference));
    assertThat(found).containsOnlyKeys(early.imageId(), late.imageId());
    assertThat(found.values()).extracting(Comparison::otherId).containsOnly(reference.imageId());
    assertThat(measuredAt(found, late)).isEqualTo(then);
    assertThat(measuredAt(found, early)).isEqualTo(clock.instant());
    assertThat(seshat.images().likeness(session.id(), List.of(early, late))).isEqualTo(found);
  }

  private static Instant measuredAt(Map<String, Comparison> found, Image image) {
    return Objects.requireNonNull(found.get(image.imageId())).comparedAt();
  }
}
