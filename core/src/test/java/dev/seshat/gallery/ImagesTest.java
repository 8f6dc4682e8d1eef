package dev.seshat.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.prompting.Iteration;
import dev.seshat.prompting.NewIteration;
import dev.seshat.prompting.NewScores;
import dev.seshat.session.Ending;
import dev.seshat.session.Session;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// What pictures keep to, on each database.
class ImagesTest extends ImageCase {
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

  private static List<String> actions(Seshat seshat) {
    return seshat.audit().after(0, 100).stream().map(dev.seshat.audit.AuditEntry::action).toList();
  }

  private static List<String> references(Seshat seshat, Session session) {
    return seshat.iterations().reference(id(session)).referenceImagePaths();
  }
}
