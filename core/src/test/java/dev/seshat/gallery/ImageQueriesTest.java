package dev.seshat.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.store.Store;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How pictures are asked for, on each database.
class ImageQueriesTest extends ImageCase {
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
}
