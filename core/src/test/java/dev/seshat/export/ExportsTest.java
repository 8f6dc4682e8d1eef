package dev.seshat.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.inbox.NewMessage;
import dev.seshat.link.Link;
import dev.seshat.link.LinkFilter;
import dev.seshat.link.NewLink;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.NewSchedule;
import dev.seshat.promise.PromiseFilter;
import dev.seshat.search.SearchQuery;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewNote;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.TokenCounts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes out comes in again, on each database and from one to the other.
class ExportsTest {
  @TempDir Path folder;

  private final TestClock clock = new TestClock();

  @EveryStore
  void aWorkspaceInAnEmptyStoreIsTheSameWorkspace(TestStore store) throws Exception {
    for (long seed = 1; seed <= 3; seed++) {
      try (TestStore source = seed == 2 ? TestStore.sqlite() : TestStore.postgres();
          TestStore target = store.isSqlite() ? TestStore.sqlite() : TestStore.postgres()) {
        Seshat from = source.seshat(clock);
        Workload.fill(
            from, clock, seed, Files.createDirectories(folder.resolve(seed + "/" + store)));
        byte[] zip = workspace(from);
        Seshat to = target.seshat(clock);
        LoadReport report = load(to, zip, false);
        assertThat(report.restored()).isTrue();
        assertThat(Zips.tables(workspace(to))).as("seed " + seed).isEqualTo(Zips.tables(zip));
        Map<String, byte[]> entries = Zips.entries(zip);
        Zips.entries(workspace(to))
            .forEach((name, bytes) -> {
              if (!name.equals(Layout.MANIFEST)) {
                assertThat(bytes).as(name).isEqualTo(entries.get(name));
              }
            });
        assertThat(entries.keySet()).anyMatch(name -> name.startsWith("transcripts/"));
        assertSound(to);
        assertThat(to.search().find(SearchQuery.of("river")).hits()).isNotEmpty();
        goOn(to);
      }
    }
  }

  @EveryStore
  void aSessionComesWithThoseUnderItAndWhatTheyReferTo(TestStore store) throws Exception {
    Seshat seshat = store.seshat(clock);
    Session before = seshat.sessions().startUnfocused(NewSession.of("before"));
    Session root =
        seshat
            .sessions()
            .startUnfocused(
                NewSession.of("the root")
                    .project("garden")
                    .with(SessionField.PREVIOUS_SESSION_ID, before.id()));
    Session child =
        seshat
            .sessions()
            .startUnfocused(
                NewSession.of("a child").with(SessionField.PARENT_SESSION_ID, root.id()));
    seshat.interactions().append(id(child), NewInteraction.message("user", "a marigold"));
    seshat.notes().add(id(root), NewNote.of("insight", "noted"));
    seshat.usage().record(NewUsage.of("Acme", "m1", TokenCounts.of(3, 4)).withSession(child.id()));
    seshat.sessions().startUnfocused(NewSession.of("a stranger").project("other"));
    byte[] zip = session(seshat, root);
    assertThat(Zips.entries(zip).keySet())
        .contains("sessions/" + root.shortId() + ".md", "sessions/" + child.shortId() + ".md")
        .noneMatch(name -> name.contains("audit"));
    assertThat(String.join("", Zips.tables(zip).values()))
        .contains("garden", "Acme")
        .doesNotContain("stranger", "\"before\"");

    try (TestStore other = store.isSqlite() ? TestStore.postgres() : TestStore.sqlite()) {
      Seshat to = other.seshat(clock);
      LoadReport report = load(to, zip, false);
      assertThat(report.restored()).isFalse();
      assertThat(report.added()).containsEntry("sessions", 2L);
      assertThat(to.sessions().get(id(child)).get(SessionField.PARENT_SESSION_ID))
          .isEqualTo(root.id());
      assertThat(to.sessions().get(id(root)).get(SessionField.PREVIOUS_SESSION_ID)).isNull();
      assertThat(to.sessions().get(id(child)).totalTokens()).isEqualTo(7);
      assertThat(to.search().find(SearchQuery.of("marigold")).hits()).hasSize(1);
      assertThat(to.audit().newest()).isEqualTo(1);
      assertSound(to);
      assertThatThrownBy(() -> load(to, zip, false))
          .isInstanceOf(Conflict.class)
          .hasMessageContaining("there already");
      LoadReport again = load(to, zip, true);
      assertThat(again.added().values()).containsOnly(0L);
      assertSound(to);
    }
  }

  @EveryStore
  void aWorkspaceIsMergedIntoOneThatHasSomething(TestStore store) throws Exception {
    Seshat seshat = store.seshat(clock);
    Workload.fill(seshat, clock, 7, Files.createDirectories(folder.resolve("a" + store)));
    try (TestStore other = store.isSqlite() ? TestStore.postgres() : TestStore.sqlite()) {
      Seshat from = other.seshat(clock, new java.util.Random(77));
      Workload.fill(from, clock, 8, Files.createDirectories(folder.resolve("b" + store)));
      Session own = from.sessions().startUnfocused(NewSession.of("xylophone").project("project 1"));
      long prices = seshat.usage().prices().list().size();
      // both imported the transcript of one name: that session is the same one
      LoadReport report = load(seshat, workspace(from), true);
      assertThat(report.restored()).isFalse();
      assertThat(report.skipped()).containsEntry("transcript_file", 1L);
      assertThat(seshat.sessions().get(id(own)).get(SessionField.PROJECT)).isEqualTo("project 1");
      assertThat(seshat.usage().projects().list()).extracting("name").doesNotHaveDuplicates();
      assertThat(seshat.usage().prices().list()).hasSize((int) prices);
      assertThat(seshat.search().find(SearchQuery.of("xylophone")).hits()).isNotEmpty();
      assertSound(seshat);
      goOn(seshat);
      assertThat(load(seshat, workspace(from), true).added()).containsEntry("sessions", 0L);
      assertSound(seshat);
    }
  }

  /// Two stores go on side by side: what one has promised, the other does not do too.
  @EveryStore
  void whatTheOtherStoreGoesOnWithRestsInTheOneItIsMergedInto(TestStore store) throws Exception {
    Seshat to = store.seshat(clock);
    to.inbox().add(NewMessage.of("family", "here").withMessageId("1"));
    to.schedules().create(NewSchedule.of("nightly", "0 4 * * *", NewPromise.of("x", "own")));
    try (TestStore other = store.isSqlite() ? TestStore.postgres() : TestStore.sqlite()) {
      Seshat from = other.seshat(clock, new java.util.Random(77));
      from.inbox().add(NewMessage.of("family", "there").withMessageId("2"));
      from.inbox().add(NewMessage.of("work", "there").withMessageId("3"));
      from.links().add(NewLink.of("https://example.com/a"));
      for (String name : List.of("nightly", "weekly")) {
        from.schedules().create(NewSchedule.of(name, "0 3 * * 1", NewPromise.of("x", name)));
      }
      LoadReport report = load(to, workspace(from), false);
      assertThat(report.skipped()).containsEntry("messages", 1L).containsEntry("chats", 1L);
      assertThat(to.inbox().missed("family").messages()).extracting("text").containsOnly("here");
      assertThat(to.inbox().missed("work").messages()).extracting("text").containsOnly("there");
      assertThat(to.promises().list(PromiseFilter.open()).items()).isEmpty();
      assertThat(to.schedules().find("nightly").orElseThrow().isEnabled()).isTrue();
      assertThat(to.schedules().find("weekly").orElseThrow().isEnabled()).isFalse();
      assertThat(to.schedules().find("weekly").orElseThrow().nextAt()).isNull();
      Link link = to.links().list(LinkFilter.newest(5)).items().getFirst();
      assertThat(link.isWaiting()).isTrue();
      assertThat(to.links().refresh(link.id()).isWaiting()).isTrue();
      assertThat(to.promises().list(PromiseFilter.open()).items()).hasSize(1);
      assertSound(to);
    }
  }

  @Test
  void everyTableIsExportedOrLeftOutOnPurpose() throws Exception {
    try (TestStore store = TestStore.sqlite()) {
      store
          .store()
          .read(tx -> {
            assertThat(
                    dev.seshat.store.Catalogue.of(tx).tables().stream()
                        .filter(table -> !Layout.isExported(table))
                        .map(dev.seshat.store.TableInfo::name))
                .containsExactlyInAnyOrder(
                    "schema_migrations",
                    "access_token",
                    "idempotency_key",
                    "transcript_chunk",
                    "search_entry",
                    "search_keyword",
                    "search_pattern",
                    "webhooks",
                    "image_store",
                    "markdown_sync_state");
            return true;
          });
    }
  }

  /// The store takes new things after the import: no number is given twice.
  private static void goOn(Seshat seshat) {
    Session more = seshat.sessions().startUnfocused(NewSession.of("more").project("a new one"));
    seshat.interactions().append(id(more), NewInteraction.message("user", "goes on"));
    seshat.usage().record(NewUsage.of("Newer", "m", TokenCounts.of(1, 1)).withSession(more.id()));
    assertSound(seshat);
  }

  private static void assertSound(Seshat seshat) {
    assertThat(seshat.doctor().examine().problems()).isEmpty();
    assertThat(seshat.audit().verify().intact()).isTrue();
  }

  static byte[] workspace(Seshat seshat) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    seshat.exports().workspace(out, ExportProgress.none());
    return out.toByteArray();
  }

  static byte[] session(Seshat seshat, Session session) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    seshat.exports().session(id(session), out, ExportProgress.none());
    return out.toByteArray();
  }

  static LoadReport load(Seshat seshat, byte[] zip, boolean skip) {
    return seshat
        .exports()
        .load(
            new ByteArrayInputStream(zip),
            LoadOptions.standard().withSkipExisting(skip),
            ExportProgress.none());
  }

  private static String id(Session session) {
    return session.id().toString();
  }
}
