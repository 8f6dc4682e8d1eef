package dev.seshat.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.backup.Backup;
import dev.seshat.export.ExportProgress;
import dev.seshat.export.LoadOptions;
import dev.seshat.retention.RetentionRule;
import dev.seshat.session.Ending;
import dev.seshat.session.Session;
import dev.seshat.store.Scope;
import dev.seshat.store.Store;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What becomes of pictures' files with sessions, crashes, exports and backups.
class ImageFilesTest extends ImageCase {
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
        .containsExactly("removed sessions/" + session.shortId() + "/images/left.png");
    assertThat(stray).doesNotExist();
    assertSound(seshat);
    Path tasks =
        Files.writeString(
            store.files().resolve("sessions/" + session.shortId() + "/session.md"), "- [ ] One\n");
    assertThat(problems(seshat)).isEmpty();
    assertThat(seshat.doctor().fix()).isEmpty();
    assertThat(tasks).exists();
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
}
