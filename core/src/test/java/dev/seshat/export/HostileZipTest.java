package dev.seshat.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewNote;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionFilter;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// ZIPs that nobody should believe: each is refused with its place named, and nothing of it stays.
class HostileZipTest {
  private final TestClock clock = new TestClock();

  @EveryStore
  void whatIsWrongInARowIsNamedAndNothingIsWritten(TestStore store) throws Exception {
    byte[] zip = exported();
    Seshat seshat = store.seshat(clock);
    refused(seshat, change(zip, "sessions", "\"kind\"", "\"knid\""), "sessions.jsonl line 1: knid");
    refused(
        seshat,
        change(zip, "sessions", "\"status\":\"active\"", "\"status\":\"asleep\""),
        "line 1");
    refused(
        seshat,
        change(zip, "sessions", "\"tags\":[]", "\"tags\":" + "[".repeat(200) + "]".repeat(200)),
        "line 1");
    refused(
        seshat,
        change(zip, "sessions", "\"version\":1", "\"version\":\"one\""),
        "version: must be a whole number");
    refused(
        seshat, change(zip, "sessions", "2026-01-15T10:00:00.000Z", "yesterday"), "must be a time");
    refused(
        seshat,
        change(zip, "session_note", "\"is_important\":false", "\"is_important\":7"),
        "session_note.jsonl line 1");
    refused(
        seshat,
        change(
            zip,
            "session_note",
            "\"session_id\":\"",
            "\"session_id\":\"00000000-0000-4000-8000-000000000000\",\"x\":\""),
        "session_note.jsonl line 1");
    refused(
        seshat,
        change(
            zip, "session_interaction", "\"interaction_sequence\":2", "\"interaction_sequence\":9"),
        "without holes");
    refused(seshat, change(zip, "session_interaction", "\"id\":1,", "\"id\":-1,"), "line 1");
    refused(
        seshat,
        change(zip, "session_interaction", "\"id\":1,", "\"id\":99999999999999999,"),
        "line 1");
    refused(seshat, change(zip, "session_interaction", "\"id\":2,", "\"id\":1,"), "line 2");
    refused(
        seshat,
        change(zip, "audit_log", "\"actor\":\"local\"", "\"actor\":\"mallory\""),
        "audit_log");
    refused(seshat, Zips.changed(zip, "sessions", (text, n) -> text + "not json\n"), "line 2");
    refused(seshat, Zips.changed(zip, "sessions", (text, n) -> text + text), "line 2");
  }

  @EveryStore
  void aCircleOfLinksIsRefused(TestStore store) throws Exception {
    try (TestStore other = TestStore.sqlite()) {
      Seshat from = other.seshat(clock);
      Session one = from.sessions().startUnfocused(NewSession.of("one"));
      from.sessions().fork(one.id().toString(), 0L, "two");
      byte[] zip = ExportsTest.workspace(from);
      Seshat seshat = store.seshat(clock);
      byte[] circle =
          Zips.changed(
              zip,
              "sessions",
              (text, n) ->
                  text.replaceAll(
                      "\"forked_from_id\":[^,]*", "\"forked_from_id\":\"" + one.id() + "\""));
      refused(seshat, circle, "leads back");
    }
  }

  @EveryStore
  void theZipItselfIsNotBelieved(TestStore store) throws Exception {
    byte[] zip = exported();
    Seshat seshat = store.seshat(clock);
    refused(seshat, "no zip at all".getBytes(StandardCharsets.UTF_8), "cannot be read as a ZIP");
    refused(seshat, Zips.zip(Map.of("a.txt", new byte[1])), "an entry that no export has");
    refused(seshat, with(zip, "../../etc/passwd"), "an entry that no export has");
    refused(seshat, with(zip, "tables/access_token.jsonl"), "not named in the manifest");
    refused(seshat, Zips.zip(Map.of()), "zip");
    refused(
        seshat,
        manifest(zip, "\"format_version\" : 1", "\"format_version\" : 2"),
        "format version 2");
    refused(
        seshat, manifest(zip, "\"schema_version\" : ", "\"schema_version\" : 99"), "newer version");
    refused(seshat, manifest(zip, "\"rows\" : 1", "\"rows\" : 3"), "the manifest says 3");
    refused(seshat, manifest(zip, "\"sha256\" : \"", "\"sha256\" : \"0"), "another SHA-256");
    Map<String, byte[]> without = Zips.entries(zip);
    without.remove("tables/sessions.jsonl");
    refused(seshat, Zips.zip(without), "is missing");
    Map<String, byte[]> bomb = Zips.entries(zip);
    bomb.put("sessions/00000000.md", new byte[100 << 20]);
    refused(seshat, Zips.zip(bomb), "times its length");
    assertThatThrownBy(() ->
            seshat
                .exports()
                .load(
                    new ByteArrayInputStream(zip),
                    LoadOptions.standard().withMaxBytes(1_000),
                    ExportProgress.none()))
        .isInstanceOf(Invalid.class);
  }

  private byte[] exported() throws Exception {
    try (TestStore other = TestStore.sqlite()) {
      Seshat from = other.seshat(clock);
      Session session = from.sessions().startUnfocused(NewSession.of("work"));
      String id = session.id().toString();
      from.interactions().append(id, NewInteraction.message("user", "one"));
      from.interactions().append(id, NewInteraction.message("agent", "two"));
      from.notes().add(id, NewNote.of("insight", "three"));
      return ExportsTest.workspace(from);
    }
  }

  private static void refused(Seshat seshat, byte[] zip, String why) {
    assertThatThrownBy(() -> ExportsTest.load(seshat, zip, false))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining(why);
    assertThat(seshat.sessions().list(SessionFilter.all()).items()).isEmpty();
    assertThat(seshat.audit().newest()).isZero();
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }

  private static byte[] change(byte[] zip, String table, String from, String to) throws Exception {
    return Zips.changed(
        zip,
        table,
        (text, n) -> {
          assertThat(text).contains(from);
          return text.replace(from, to);
        });
  }

  private static byte[] manifest(byte[] zip, String from, String to) throws Exception {
    Map<String, byte[]> entries = Zips.entries(zip);
    String text = new String(entries.get(Layout.MANIFEST), StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    entries.put(
        Layout.MANIFEST,
        (text.substring(0, text.indexOf(from))
                + to
                + text.substring(text.indexOf(from) + from.length()))
            .getBytes(StandardCharsets.UTF_8));
    return Zips.zip(entries);
  }

  private static byte[] with(byte[] zip, String name) throws Exception {
    Map<String, byte[]> entries = new TreeMap<>(Zips.entries(zip));
    entries.put(name, new byte[] {'x'});
    return Zips.zip(entries);
  }
}
