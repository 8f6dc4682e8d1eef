package dev.seshat.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.backup.Backup;
import dev.seshat.doctor.Doctor;
import dev.seshat.export.ExportProgress;
import dev.seshat.export.LoadOptions;
import dev.seshat.prompting.Iteration;
import dev.seshat.prompting.NewIteration;
import dev.seshat.prompting.NewScores;
import dev.seshat.retention.RetentionRule;
import dev.seshat.session.Ending;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.store.Scope;
import dev.seshat.store.Store;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What pictures keep to, on each database.
class ImagesTest {
  private final TestClock clock = new TestClock();

  @EveryStore
  void aPictureIsKeptWithWhatItsBytesSay(TestStore store) throws IOException {
    Seshat seshat = store.seshat(clock);
    Session session = start(seshat, "pictures");
    byte[] bytes = Samples.png(1);
    Image image =
        seshat
            .images()
            .add(
                id(session),
                NewImage.plain().withMeta(Map.of("source_type", "screenshot", "include_ui", true)),
                bytes);
    assertThat(image.imageId()).isEqualTo("img_20260115_100000_000");
    assertThat(image.imageUrl())
        .isEqualTo("sessions/" + session.shortId() + "/images/img_20260115_100000_000.png");
    assertThat(image.mediaType()).isEqualTo("image/png");
    assertThat(image.width()).isEqualTo(64);
    assertThat(image.height()).isEqualTo(48);
    assertThat(image.bytes()).isEqualTo((long) bytes.length);
    assertThat(image.meta()).containsEntry("include_ui", true);
    assertThat(image.isStyled()).isFalse();
    assertThat(seshat.images().get(image.imageId())).isEqualTo(image);
    try (InputStream in = seshat.images().open(image.imageId())) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
    assertThat(store.files().resolve(image.imageUrl())).hasBinaryContent(bytes);
    assertThat(count(seshat, session)).isEqualTo(1);
    assertThat(actions(seshat)).contains("image.add");
    assertSound(seshat);
  }

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
  void anIdIsTheNextFreeMillisecond(TestStore store) throws Exception {
    Seshat seshat = store.seshat(clock);
    Session session = start(seshat, "ids");
    List<Future<Image>> adding = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 12; i++) {
        byte[] bytes = Samples.png(i);
        adding.add(threads.submit(() -> seshat.images().add(id(session), NewImage.plain(), bytes)));
      }
    }
    List<String> ids = new ArrayList<>();
    for (Future<Image> each : adding) {
      ids.add(each.get().imageId());
    }
    assertThat(ids)
        .containsExactlyInAnyOrderElementsOf(
            Stream.iterate(0, i -> i + 1)
                .limit(12)
                .map("img_20260115_100000_%03d"::formatted)
                .toList());
    assertThat(count(seshat, session)).isEqualTo(12);
    assertSound(seshat);
  }

  @EveryStore
  void referencesAndIterationsHaveTheirPlaces(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Session session = start(seshat, "places");
    iterate(seshat, session, 3);
    String folder = "sessions/" + session.shortId() + "/";
    Image reference = seshat.images().add(id(session), NewImage.reference(), Samples.jpeg(1));
    assertThat(reference.imageUrl()).isEqualTo(folder + "reference.jpg");
    assertThat(seshat.images().add(id(session), NewImage.reference(), Samples.jpeg(2)).imageUrl())
        .isEqualTo(folder + "reference-2.jpg");
    Image first = seshat.images().add(id(session), NewImage.of(3, 2), Samples.png(3));
    assertThat(first.imageUrl()).isEqualTo(folder + "iter-03/img-2.png");
    assertThat(first.iterationNumber()).isEqualTo(3);
    assertThatThrownBy(() -> seshat.images().add(id(session), NewImage.of(3, 2), Samples.png(4)))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining(first.imageId());
    assertThatThrownBy(() -> seshat.images().add(id(session), NewImage.of(4, 1), Samples.png(4)))
        .isInstanceOf(NotFound.class);
    assertThat(store.files().resolve(folder + "iter-03/img-2.png"))
        .hasBinaryContent(Samples.png(3));
    assertThat(count(seshat, session)).isEqualTo(3);
    assertThat(references(seshat, session))
        .isEqualTo(List.of(folder + "reference.jpg", folder + "reference-2.jpg"));
    seshat.images().delete(reference.imageId(), false);
    assertThat(references(seshat, session)).isEqualTo(List.of(folder + "reference-2.jpg"));
    assertSound(seshat);
  }

  @EveryStore
  void aReferenceThatIsThereBeforeTheFirstIterationIsWhatThatIsComparedWith(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Session session = start(seshat, "early");
    Image reference = seshat.images().add(id(session), NewImage.reference(), Samples.jpeg(1));
    Map<String, Double> scores = new LinkedHashMap<>();
    seshat
        .iterations()
        .profiles()
        .get("midjourney-v7")
        .dimensionNames()
        .forEach(name -> scores.put(name, 0.5));
    NewIteration scored = NewIteration.of("a flower").withScores(NewScores.of(scores));
    Iteration first = seshat.iterations().log(id(session), scored).iteration();
    assertThat(references(seshat, session)).containsExactly(reference.imageUrl());
    assertThat(Objects.requireNonNull(first.scores()).method()).isEqualTo("reference image");
  }

  @EveryStore
  void theSameBytesAreKeptOnceUntilTheLastRowGoes(TestStore store) throws IOException {
    Seshat seshat = store.seshat(clock);
    Session one = start(seshat, "one");
    Session two = start(seshat, "two");
    Image first = seshat.images().add(id(one), NewImage.plain(), Samples.png(1));
    Image second = seshat.images().add(id(two), NewImage.plain(), Samples.png(1));
    assertThat(second.imageUrl()).isEqualTo(first.imageUrl());
    assertThat(pictures(store)).hasSize(1);
    seshat.images().thumbnail(first.imageId(), 256);
    seshat.images().delete(first.imageId(), false);
    assertThat(pictures(store)).hasSize(1);
    assertThat(seshat.images().content(second.imageId()).file()).exists();
    seshat.images().delete(second.imageId(), false);
    assertThat(HostilePicturesTest.files(store.files())).containsExactly(".store");
    assertThat(count(seshat, one)).isZero();
    assertThat(count(seshat, two)).isZero();
    assertSound(seshat);
  }

  @EveryStore
  void whoAddsAndWhoDeletesTheSameBytesAtOnceLeaveRowsAndFilesThatFit(TestStore store)
      throws Exception {
    Seshat seshat = store.seshat();
    Session session = start(seshat, "race");
    iterate(seshat, session, 1);
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int t = 0; t < 4; t++) {
        int thread = t;
        all.add(
            threads.submit(() -> {
              for (int i = 0; i < 12; i++) {
                NewImage told = thread == 0 ? NewImage.of(1, 1) : NewImage.plain();
                Image mine = seshat.images().add(id(session), told, Samples.png(i % 2));
                assertThat(seshat.images().content(mine.imageId()).file()).exists();
                seshat.images().delete(mine.imageId(), false);
              }
              return seshat.images().add(id(session), NewImage.plain(), Samples.png(thread % 2));
            }));
      }
    }
    for (Future<?> each : all) {
      each.get();
    }
    assertThat(count(seshat, session)).isEqualTo(4);
    assertThat(pictures(store)).hasSize(2);
    assertSound(seshat);
  }

  @EveryStore
  void variantsAreATreeAndStayOrGoWithWhatTheyWereMadeOf(TestStore store) throws IOException {
    Seshat seshat = store.seshat(clock);
    Session session = start(seshat, "variants");
    String root = add(seshat, session, NewImage.plain(), 1);
    String child = add(seshat, session, NewImage.plain().styledFrom(root), 2);
    String other = add(seshat, session, NewImage.plain().styledFrom(root), 3);
    String grandchild = add(seshat, session, NewImage.plain().styledFrom(child), 4);
    Variants tree = seshat.images().variants(root);
    assertThat(tree.image().variants()).isEqualTo(2);
    assertThat(tree.made())
        .extracting(each -> each.image().imageId())
        .containsExactly(child, other);
    assertThat(tree.made().getFirst().made())
        .extracting(each -> each.image().imageId())
        .containsExactly(grandchild);
    assertThat(tree.made().getFirst().image().isStyled()).isTrue();

    DeletedImages kept = seshat.images().delete(child, false);
    assertThat(kept).isEqualTo(new DeletedImages(List.of(child), List.of(grandchild)));
    assertThat(seshat.images().get(grandchild).parentId()).isNull();
    assertThat(seshat.images().get(grandchild).isStyled()).isTrue();

    DeletedImages all = seshat.images().delete(root, true);
    assertThat(all.deleted()).containsExactly(root, other);
    assertThat(count(seshat, session)).isEqualTo(1);
    assertThat(pictures(store)).hasSize(1);
    assertThatThrownBy(() ->
            seshat.images().add(id(session), NewImage.plain().styledFrom(root), Samples.png(9)))
        .isInstanceOf(Invalid.class);
    assertSound(seshat);
  }

  @EveryStore
  void aPictureThatMovesIsCountedWhereItIs(TestStore store) throws IOException {
    Seshat seshat = store.seshat(clock);
    Session from = start(seshat, "from");
    Session to = start(seshat, "to");
    iterate(seshat, from, 1);
    String id = seshat.images().add(id(from), NewImage.of(1, 1), Samples.png(1)).imageId();
    Image moved = seshat.images().move(id, id(to));
    assertThat(moved.sessionId()).isEqualTo(to.id());
    assertThat(moved.iterationNumber()).isNull();
    assertThat(count(seshat, from)).isZero();
    assertThat(count(seshat, to)).isEqualTo(1);
    // its place is free again, and its file is still its own
    seshat.images().add(id(from), NewImage.of(1, 1), Samples.png(2));
    assertThat(store.files().resolve(moved.imageUrl())).hasBinaryContent(Samples.png(1));
    seshat.sessions().complete(id(to), Ending.none());
    assertThatThrownBy(() ->
            seshat
                .images()
                .move(id, id(from))
                .imageId()
                .concat(seshat.images().move(id, id(to)).imageId()))
        .isInstanceOf(IllegalTransition.class);
    assertSound(seshat);
  }

  @EveryStore
  void anEndedSessionTakesNoPictureAndKeepsNoFile(TestStore store) throws IOException {
    Seshat seshat = store.seshat(clock);
    Session session = start(seshat, "ended");
    seshat.sessions().complete(id(session), Ending.none());
    assertThatThrownBy(() -> seshat.images().add(id(session), NewImage.plain(), Samples.png(1)))
        .isInstanceOf(IllegalTransition.class);
    assertThat(HostilePicturesTest.files(store.files())).isEmpty();
    assertThatThrownBy(() -> seshat.images().add("nobody", NewImage.plain(), Samples.png(1)))
        .isInstanceOf(NotFound.class);
  }

  @EveryStore
  void whatFailsAfterTheFileWasPutInItsPlaceTakesItAway(TestStore store) throws IOException {
    Seshat seshat = store.seshat(clock);
    Session session = start(seshat, "fails");
    assertThatThrownBy(() ->
            seshat.together(within -> {
              within.images().add(id(session), NewImage.plain(), Samples.png(1));
              throw new IllegalStateException("after all");
            }))
        .hasMessage("after all");
    assertThat(seshat.images().list(ImageFilter.newest(5)).items()).isEmpty();
    // nobody was told of it: it is as after a crash
    assertThat(seshat.images().check().stray()).hasSize(1);
    assertThat(seshat.images().removeStray()).hasSize(1);
    assertThat(pictures(store)).isEmpty();
    assertThat(
            seshat.<Image>together(
                within -> within.images().add(id(session), NewImage.plain(), Samples.png(1))))
        .isEqualTo(seshat.images().list(ImageFilter.newest(5)).items().getFirst());
    assertSound(seshat);
  }

  @EveryStore
  void theGalleryIsAskedInManyWaysAndPagedByItsLastKey(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Session garden = seshat.sessions().start(NewSession.of("garden").project("plants"));
    Session boat = start(seshat, "boat");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      Session session = i < 4 ? garden : boat;
      String meta = i % 2 == 0 ? "a marigold in evening light" : "an oar, 100% wooden";
      ids.addFirst(
          seshat
              .images()
              .add(
                  id(session),
                  NewImage.plain()
                      .styled(i % 3 == 0)
                      .withMeta(Map.of("style_info", Map.of("prompt", meta))),
                  Samples.png(i))
              .imageId());
      clock.advance(Duration.ofDays(1));
    }
    Instant first = Instant.parse("2026-01-15T10:00:00Z");
    ImageFilter all = ImageFilter.newest(3);
    assertThat(paged(seshat, all)).isEqualTo(ids);
    assertThat(paged(seshat, all.ofSession(boat.id()))).isEqualTo(ids.subList(0, 3));
    assertThat(paged(seshat, all.ofProject("plants"))).isEqualTo(ids.subList(3, 7));
    assertThat(paged(seshat, all.ofProject("nothing"))).isEmpty();
    assertThat(paged(seshat, all.styled(true))).containsExactly(ids.get(0), ids.get(3), ids.get(6));
    assertThat(paged(seshat, all.styled(false))).hasSize(4);
    assertThat(
            paged(
                seshat,
                all.between(first.plus(Duration.ofDays(2)), first.plus(Duration.ofDays(4)))))
        .containsExactly(ids.get(3), ids.get(4));
    assertThat(paged(seshat, all.withText("Marigolds evening"))).hasSize(4);
    assertThat(paged(seshat, all.withText("marigold oar"))).isEmpty();
    assertThat(paged(seshat, all.withText("oar").ofProject("plants")))
        .containsExactly(ids.get(3), ids.get(5));
    assertThatThrownBy(() -> paged(seshat, all.withText("%"))).isInstanceOf(Invalid.class);
    assertThat(seshat.images().latest(all.styled(false)).orElseThrow().imageId())
        .isEqualTo(ids.get(1));
    assertThatThrownBy(() -> seshat.images().list(all.after("nonsense")))
        .isInstanceOf(Invalid.class);
  }

  private static List<String> paged(Seshat seshat, ImageFilter filter) {
    List<String> ids = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      Page<Image> page = seshat.images().list(filter.after(cursor));
      page.items().forEach(each -> ids.add(each.imageId()));
      cursor = page.next();
    } while (cursor != null);
    return ids;
  }

  @EveryStore
  void everyQuestionGoesByAnIndex(TestStore test) {
    Store store = test.store();
    Seshat seshat = test.seshat();
    Session session = seshat.sessions().start(NewSession.of("a").project("p"));
    seshat.images().add(id(session), NewImage.plain(), Samples.png(1));
    ImageFilter all = ImageFilter.newest(10);
    Map<ImageFilter, String> indexes =
        Map.of(
            all,
            "images_by_time",
            all.ofSession(session.id()),
            "images_by_session",
            all.styled(true),
            "images_by_style",
            all.reference(true),
            "images_by_kind",
            all.between(Instant.EPOCH, clock.instant()),
            "images_by_time",
            all.ofProject("p"),
            "images_by_session");
    indexes.forEach((filter, index) -> {
      String plan = plan(store, filter, Set.of());
      assertThat(plan).as(plan).contains(index).doesNotContain("USE TEMP B-TREE FOR ORDER BY ROWS");
    });
    assertThat(plan(store, all.withText("x"), Set.of("x", "y")))
        .contains("image_word")
        .doesNotContain("images");
    assertThat(plan(store, all.withText("x").ofSession(session.id()), Set.of("x")))
        .contains("images_by_session", "image_word");
  }

  private static String plan(Store store, ImageFilter filter, Set<String> words) {
    return store.read(tx -> {
      if (!tx.dialect().isSqlite()) {
        // a table of one row is read whole whatever the indexes, unless that is forbidden
        tx.first("SELECT set_config('enable_seqscan', 'off', true) AS s", row -> row.text("s"));
        tx.first("SELECT set_config('enable_bitmapscan', 'off', true) AS s", row -> row.text("s"));
      }
      return String.join("\n", GalleryTable.plan(tx, filter, words));
    });
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

  @EveryStore
  void anErasedSessionTakesItsFilesAlongButNoneThatAnotherNames(TestStore store)
      throws IOException {
    Seshat seshat = store.seshat(clock);
    Session gone = start(seshat, "gone");
    Session stays = start(seshat, "stays");
    add(seshat, gone, NewImage.plain(), 1);
    add(seshat, gone, NewImage.plain(), 2);
    String shared = add(seshat, stays, NewImage.plain(), 2);
    seshat.sessions().complete(id(gone), Ending.none());
    seshat.retention().set(new RetentionRule("chat", 1, 1));
    clock.advance(Duration.ofDays(2));
    seshat.retention().apply();
    clock.advance(Duration.ofDays(2));
    assertThat(seshat.retention().apply().erased()).isEqualTo(1);
    assertThat(pictures(store)).hasSize(1);
    assertThat(seshat.images().content(shared).file()).hasBinaryContent(Samples.png(2));
    assertSound(seshat);
  }

  @EveryStore
  void theDoctorFindsWhatDoesNotFitAndRemovesWhatACrashLeft(TestStore store) throws IOException {
    Seshat seshat = store.seshat(clock);
    Session session = start(seshat, "doctor");
    Image image = seshat.images().get(add(seshat, session, NewImage.plain(), 1));
    Path stray =
        Files.write(
            store.files().resolve("sessions/" + session.shortId() + "/images/left.png"),
            Samples.png(2));
    assertThat(problems(seshat))
        .containsExactly("files sessions/" + session.shortId() + "/images/left.png");
    assertThat(seshat.doctor().fix())
        .containsExactly("sessions/" + session.shortId() + "/images/left.png");
    assertThat(stray).doesNotExist();
    assertSound(seshat);
    Files.delete(store.files().resolve(image.imageUrl()));
    assertThat(problems(seshat)).containsExactly("files " + image.imageId());
    assertThatThrownBy(() -> seshat.images().content(image.imageId())).isInstanceOf(NotFound.class);
    // the same bytes, added again, mend it
    add(seshat, session, NewImage.plain(), 1);
    assertSound(seshat);
  }

  private static List<String> problems(Seshat seshat) {
    return seshat.doctor().examine().problems().stream()
        .map(each -> each.check() + " " + each.subject())
        .toList();
  }

  @EveryStore
  void aFolderIsOneStoresAlone(TestStore store) throws Exception {
    Seshat seshat = store.seshat(clock);
    add(seshat, start(seshat, "mine"), NewImage.plain(), 1);
    Files.writeString(store.files().resolve(".store"), "0a1b2c3d-0000-4000-8000-000000000001");
    Session session = start(seshat, "again");
    assertThatThrownBy(() -> add(seshat, session, NewImage.plain(), 2))
        .hasMessageContaining("files of another store");
    assertThat(pictures(store)).hasSize(1);
  }

  @EveryStore
  void whatAnotherSystemToldOfIsKeptWithoutItsBytes(TestStore test) {
    Seshat seshat = test.seshat(clock);
    Session session = start(seshat, "told");
    Store store = test.store();
    Images images = new Images(new Scope(store, "import"), seshat.sessions());
    RecordedImage told =
        new RecordedImage(
            "img_20250911_215503",
            "/screenshots/img_20250911_215503.png",
            false,
            null,
            Map.of("source_type", "screenshot"),
            Instant.parse("2025-09-11T21:55:03Z"));
    assertThat(store.<Boolean>write(tx -> images.recordIn(tx, session.id(), told))).isTrue();
    assertThat(store.<Boolean>write(tx -> images.recordIn(tx, session.id(), told))).isFalse();
    Image image = seshat.images().get("img_20250911_215503");
    assertThat(image.isKept()).isFalse();
    assertThat(image.createdAt()).isEqualTo(told.createdAt());
    assertThat(count(seshat, session)).isEqualTo(1);
    assertThatThrownBy(() -> seshat.images().content(image.imageId()))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("/screenshots/");
    assertThat(paged(seshat, ImageFilter.newest(5).withText("screenshots"))).hasSize(1);
    assertSound(seshat);
  }

  @EveryStore
  void anExportCarriesTheBytesAndAnImportPutsThemBack(TestStore store) throws Exception {
    Seshat seshat = store.seshat(clock);
    Session session = start(seshat, "travels");
    iterate(seshat, session, 1);
    String first = seshat.images().add(id(session), NewImage.of(1, 1), Samples.png(1)).imageId();
    String styled =
        add(
            seshat,
            session,
            NewImage.plain().styledFrom(first).withMeta(Map.of("prompt", "a heron")),
            2);
    add(seshat, session, NewImage.plain(), 2);
    Files.delete(
        seshat
            .images()
            .content(seshat.images().add(id(session), NewImage.plain(), Samples.png(3)).imageId())
            .file());
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    seshat.exports().session(id(session), zip, ExportProgress.none());
    try (TestStore other = store.isSqlite() ? TestStore.postgres() : TestStore.sqlite()) {
      Seshat to = other.seshat(clock);
      to.exports()
          .load(
              new ByteArrayInputStream(zip.toByteArray()),
              LoadOptions.standard(),
              ExportProgress.none());
      assertThat(pictures(other)).hasSize(2);
      assertThat(to.images().content(first).file()).hasBinaryContent(Samples.png(1));
      assertThat(to.images().get(first).imageUrl())
          .isEqualTo(seshat.images().get(first).imageUrl());
      assertThat(to.images().variants(first).made()).hasSize(1);
      assertThat(paged(to, ImageFilter.newest(9).withText("heron"))).containsExactly(styled);
      assertThat(paged(to, ImageFilter.newest(9))).hasSize(4);
      assertSound(to);
      for (String hostile : List.of("../../x", "/etc/passwd", "sessions/../../x.png")) {
        try (TestStore third = TestStore.sqlite()) {
          byte[] changed =
              Samples.renamed(zip.toByteArray(), seshat.images().get(first).imageUrl(), hostile);
          assertThatThrownBy(() ->
                  third
                      .seshat()
                      .exports()
                      .load(
                          new ByteArrayInputStream(changed),
                          LoadOptions.standard(),
                          ExportProgress.none()))
              .isInstanceOf(Invalid.class)
              .hasMessageContaining("image_url");
          assertThat(pictures(third)).isEmpty();
          assertThat(third.files().resolveSibling("x")).doesNotExist();
        }
      }
    }
  }

  @Test
  void aBackupHasTheFilesBesideItAndARestoreTakesThemBack() throws Exception {
    try (TestStore store = TestStore.sqlite()) {
      Path copy = store.files().resolveSibling("copy.db");
      Path back = store.files().resolveSibling("back/again.db");
      String image;
      try (Seshat seshat = Seshat.open(store.where())) {
        Session session = start(seshat, "kept");
        image = add(seshat, session, NewImage.plain(), 1);
        seshat.images().thumbnail(image, 256);
        seshat.backup().to(copy);
        assertThatThrownBy(() -> seshat.backup().to(copy)).isInstanceOf(Conflict.class);
        seshat.images().delete(image, false);
      }
      assertThat(HostilePicturesTest.files(copy.resolveSibling("copy.files"))).hasSize(2);
      Backup.restore(copy, back, false);
      try (Seshat seshat = Seshat.open(back)) {
        assertThat(seshat.images().content(image).file()).hasBinaryContent(Samples.png(1));
        assertSound(seshat);
        add(seshat, start(seshat, "goes on"), NewImage.plain(), 2);
      }
      // as a machine that stops between the files and the database leaves it
      Path cut = copy.resolveSibling("cut.db");
      Path files = copy.resolveSibling("cut.files");
      Files.createDirectories(files.resolve("sessions"));
      Files.createFile(files.resolve(".unfinished"));
      assertThatThrownBy(() -> Backup.restore(cut, back, true))
          .isInstanceOf(Conflict.class)
          .hasMessageContaining("was not finished");
      try (Seshat seshat = Seshat.open(back)) {
        seshat.backup().to(cut);
      }
      assertThat(files.resolve(".unfinished")).doesNotExist();
      assertThat(HostilePicturesTest.files(files)).hasSize(3);
      Backup.restore(copy, back, true);
      assertThat(HostilePicturesTest.files(back.resolveSibling("again.files"))).hasSize(2);
      assertThat(HostilePicturesTest.files(back.resolveSibling("again.files.before-restore")))
          .hasSize(3);
    }
  }

  private static Session start(Seshat seshat, String intention) {
    return seshat.sessions().startUnfocused(NewSession.of(intention));
  }

  private static String add(Seshat seshat, Session session, NewImage told, long seed) {
    return seshat.images().add(id(session), told, Samples.png(seed)).imageId();
  }

  private static String id(Session session) {
    return session.id().toString();
  }

  private static long count(Seshat seshat, Session session) {
    return Objects.requireNonNull(seshat.sessions().get(id(session)).get(SessionField.IMAGE_COUNT));
  }

  private static List<String> actions(Seshat seshat) {
    return seshat.audit().after(0, 100).stream().map(dev.seshat.audit.AuditEntry::action).toList();
  }

  private static BufferedImage drawn(Thumbnail small) {
    try {
      return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(small.bytes())));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> pictures(TestStore store) throws IOException {
    return HostilePicturesTest.files(store.files()).stream()
        .filter(each -> each.startsWith("sessions"))
        .toList();
  }

  private static void iterate(Seshat seshat, Session session, int count) {
    for (int i = 0; i < count; i++) {
      seshat.iterations().log(id(session), NewIteration.of("a flower"));
    }
  }

  private static List<String> references(Seshat seshat, Session session) {
    return seshat.iterations().reference(id(session)).referenceImagePaths();
  }

  private static void assertSound(Seshat seshat) {
    assertThat(seshat.doctor().examine().problems()).extracting(Doctor.Problem::message).isEmpty();
  }
}
