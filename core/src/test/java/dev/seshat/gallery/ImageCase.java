package dev.seshat.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.doctor.Doctor;
import dev.seshat.prompting.NewIteration;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// What the tests of pictures share.
abstract class ImageCase {
  final TestClock clock = new TestClock();

  static Session start(Seshat seshat, String intention) {
    return seshat.sessions().startUnfocused(NewSession.of(intention));
  }

  static String add(Seshat seshat, Session session, NewImage told, long seed) {
    return seshat.images().add(id(session), told, Samples.png(seed)).imageId();
  }

  static String id(Session session) {
    return session.id().toString();
  }

  static long count(Seshat seshat, Session session) {
    return Objects.requireNonNull(seshat.sessions().get(id(session)).get(SessionField.IMAGE_COUNT));
  }

  static BufferedImage drawn(Thumbnail small) {
    try {
      return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(small.bytes())));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<String> pictures(TestStore store) throws IOException {
    return HostilePicturesTest.files(store.files()).stream()
        .filter(each -> each.startsWith("sessions"))
        .toList();
  }

  static void iterate(Seshat seshat, Session session, int count) {
    for (int i = 0; i < count; i++) {
      seshat.iterations().log(id(session), NewIteration.of("a flower"));
    }
  }

  static List<String> paged(Seshat seshat, ImageFilter filter) {
    List<String> ids = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      Page<Image> page = seshat.images().list(filter.after(cursor));
      page.items().forEach(each -> ids.add(each.imageId()));
      cursor = page.next();
    } while (cursor != null);
    return ids;
  }

  static void assertSound(Seshat seshat) {
    assertThat(seshat.doctor().examine().problems()).extracting(Doctor.Problem::message).isEmpty();
  }
}
