package dev.seshat.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.audit.AuditQuery;
import dev.seshat.export.ExportProgress;
import dev.seshat.gallery.NewImage;
import dev.seshat.inbox.NewMessage;
import dev.seshat.json.Json;
import dev.seshat.link.NewLink;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.PromiseStatus;
import dev.seshat.prompting.NewIteration;
import dev.seshat.search.SearchQuery;
import dev.seshat.session.Answer;
import dev.seshat.session.Ending;
import dev.seshat.session.NewArtifact;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewNote;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.testing.AllText;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.InterviewCase;
import dev.seshat.testing.TestStore;
import dev.seshat.transcript.ImportProgress;
import dev.seshat.transcript.JsonLinesOptions;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.TokenCounts;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/// That nothing is left of somebody who was erased, wherever one looks.
class ErasureTest {
  /// A name that nobody else has, and that no other word begins with.
  private static final String NAME = "Zanzibarquokka";

  /// Where the name stands before it is erased.
  private static final List<String> PLACES =
      List.of(
          "storyteller.full_name",
          "storyteller.consent_note",
          "storyteller_boundary.off_limit_topics",
          "life_event.event_name",
          "life_event_timespan.label",
          "life_event_location.place_name",
          "life_event_participant.person_name",
          "life_event_detail.detail_value",
          "life_event_trauma.notes",
          "session_life_event.notes",
          "interview_draft.draft",
          "session_interaction.person_text",
          "session_artifact.content",
          "session_note.note_content",
          "links.url",
          "messages.text",
          "promises.payload",
          "iterations.prompt",
          "idempotency_key.answer",
          "audit_log.detail");

  private static Storyteller told(Seshat seshat) {
    Storyteller who =
        seshat
            .storytellers()
            .add(
                NewStoryteller.fromJson(
                    Map.of(
                        "full_name",
                        NAME,
                        "preferred_name",
                        NAME + " the elder",
                        "other_names",
                        List.of("old " + NAME),
                        "birth_place",
                        NAME + "ville",
                        "profile_flags",
                        List.of(NAME),
                        "selected_sections",
                        List.of(NAME),
                        "notes",
                        NAME + " hears badly")));
    String id = who.id().toString();
    seshat.storytellers().consent(id, true, "said by " + NAME);
    seshat.storytellers().changeBoundary(id, Map.of("off_limit_topics", List.of(NAME)));
    seshat
        .lifeEvents()
        .add(
            id,
            NewLifeEvent.fromJson(
                Map.of(
                    "event_type",
                    "childhood",
                    "event_name",
                    NAME + " is born",
                    "description",
                    NAME,
                    "category",
                    "of " + NAME,
                    "timespans",
                    List.of(Map.of("label", NAME, "start_year", 1938)),
                    "locations",
                    List.of(Map.of("place_name", NAME, "notes", NAME)),
                    "participants",
                    List.of(Map.of("person_name", NAME, "pseudonym", NAME, "notes", NAME)),
                    "details",
                    List.of(Map.of("detail_key", NAME, "detail_value", NAME)),
                    "trauma",
                    Map.of("trauma_status", "resolved", "notes", NAME))));
    return who;
  }

  /// An interview with something of every kind in it.
  private static Session interview(Seshat seshat, Storyteller who) throws IOException {
    String in =
        seshat
            .planning()
            .initializeSessionFromProcessNode(
                who.id().toString(), "life-story", "childhood", Map.of("name", "With " + NAME))
            .shortId();
    LifeEvent event = seshat.lifeEvents().ofStoryteller(who.id().toString()).getFirst();
    seshat.sessionEvents().link(in, event.id().toString(), true, null, "gently, " + NAME);
    seshat.sessions().activate(in);
    seshat.interviews().nextPrompt(in);
    seshat.interviews().answer(in, null, Answer.of("I am " + NAME));
    seshat.interviews().nextPrompt(in);
    long open = seshat.sessions().get(in).interactionCount();
    seshat.interviews().saveDraft(in, open, "My draft, " + NAME);
    UUID id = seshat.sessions().get(in).id();
    seshat.notes().add(in, NewNote.of("insight", NAME + " smiled"));
    seshat.artifacts().add(in, NewArtifact.of("scene_capture", NAME, "Of " + NAME));
    seshat.interactions().append(in, NewInteraction.message("agent", "Dear " + NAME));
    seshat.images().add(in, NewImage.reference(), picture());
    seshat.iterations().log(in, NewIteration.of("a portrait of " + NAME));
    seshat.links().add(new NewLink("https://example.com/" + NAME, in, null));
    seshat.inbox().add(NewMessage.of("family", "Remind " + NAME).withSession(id));
    seshat
        .promises()
        .create(
            NewPromise.of("work", "Think of " + NAME)
                .withPayload(Map.of("of", NAME))
                .withKey(NAME)
                .withSession(id));
    seshat
        .usage()
        .record(
            NewUsage.of("Anthropic", "claude-sonnet-4-5", TokenCounts.of(1_000, 100))
                .withSession(id));
    Session fork = seshat.sessions().fork(in, 1L, "What " + NAME + " said, again");
    seshat.interactions().append(fork.shortId(), NewInteraction.message("agent", NAME + "?"));
    seshat
        .sessions()
        .create(NewSession.of("Look up " + NAME).with(SessionField.PARENT_SESSION_ID, fork.id()));
    seshat.once(
        "a key", "a request", inside -> Json.write(inside.storytellers().get(NAME).toJson()));
    return seshat.sessions().get(in);
  }

  private static byte[] picture() throws IOException {
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }

  /// A session of theirs that took place elsewhere and whose transcript is archived.
  private static void imported(Seshat seshat, Storyteller who) {
    String lines =
        """
        {"type": "session", "tool": "test", "external_id": "z1", "storyteller_id": "%s", "intention": "Talk with %s", "status": "completed", "ended_at": "2020-01-01T00:00:00Z"}
        {"type": "interaction", "tool": "test", "session": "z1", "external_id": "i", "text": "I am %s", "created_at": "2020-01-01T00:00:00Z"}
        """
            .formatted(who.id(), NAME, NAME);
    seshat
        .transcripts()
        .importJsonLines(
            new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
            JsonLinesOptions.of("test"),
            ImportProgress.none());
  }

  @EveryStore
  void nothingIsLeft(TestStore store) throws Exception {
    Seshat seshat = store.seshat();
    InterviewCase other = InterviewCase.in(seshat, "Paul");
    Storyteller who = told(seshat);
    Session session = interview(seshat, who);
    seshat.sessions().archive(session(seshat, who).shortId());
    List<String> found = AllText.holding(store, NAME);
    assertThat(PLACES.stream().filter(place -> !found.contains(place))).isEmpty();
    assertThat(filesHolding(store.files(), "PNG")).isNotEmpty();
    String before = lives(seshat, other);

    Erasure.Erased erased = seshat.erasure().erase(NAME);

    assertThat(erased.sessions()).isEqualTo(4);
    assertThat(erased.events()).isEqualTo(1);
    assertThat(AllText.holding(store, NAME)).isEmpty();
    assertThat(AllText.holding(store, NAME.substring(0, 8))).isEmpty();
    assertThat(filesHolding(store.files(), NAME)).isEmpty();
    assertThat(filesHolding(store.files(), "PNG")).isEmpty();
    assertThat(seshat.search().find(SearchQuery.of(NAME)).hits()).isEmpty();
    assertThatThrownBy(() -> seshat.storytellers().get(who.id().toString()))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> seshat.sessions().get(session.id().toString()))
        .isInstanceOf(NotFound.class);
    assertThat(seshat.promises().list(dev.seshat.promise.PromiseFilter.all()).items())
        .filteredOn(each -> each.kind().equals("work"))
        .allMatch(each -> each.status() == PromiseStatus.CANCELLED);
    assertThat(seshat.audit().find(AuditQuery.newest(5)))
        .anySatisfy(entry -> {
          assertThat(entry.action()).isEqualTo("storyteller.erase");
          assertThat(entry.entityId()).isEqualTo(who.id().toString());
        });
    assertThat(seshat.audit().verify().intact()).isTrue();
    assertThat(seshat.doctor().examine().problems()).isEmpty();
    assertThat(lives(seshat, other)).isEqualTo(before);
    if (store.isSqlite()) {
      assertThat(filesHolding(Path.of(store.where()), NAME)).as("free pages").isEmpty();
      assertThat(filesHolding(Path.of(store.where() + "-wal"), NAME)).as("the log").isEmpty();
      Path backup = store.files().resolveSibling("backup.db");
      seshat.backup().to(backup);
      assertThat(filesHolding(backup, NAME)).isEmpty();
      assertThat(filesHolding(store.files().resolveSibling("backup.files"), NAME)).isEmpty();
    }
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    seshat.exports().workspace(zip, ExportProgress.none());
    assertThat(unzipped(zip.toByteArray())).doesNotContain(NAME).contains("Paul");
  }

  private static Session session(Seshat seshat, Storyteller who) {
    imported(seshat, who);
    return seshat.sessions().findExternal("test", "z1").orElseThrow();
  }

  /// All that the store has of another storyteller.
  private static String lives(Seshat seshat, InterviewCase other) {
    String ref = other.session().shortId();
    return Json.write(
        List.of(
            seshat.storytellers().get("Paul").toJson(),
            seshat.storytellers().boundary("Paul").toJson(),
            seshat.lifeEvents().ofStoryteller("Paul").stream().map(LifeEvent::toJson).toList(),
            seshat.sessions().get(ref).toJson(),
            seshat.interviews().step(ref).toJson(),
            seshat.sessionEvents().ofSession(ref).stream().map(each -> each.toJson()).toList()));
  }

  private static List<String> filesHolding(Path root, String word) throws IOException {
    List<String> found = new ArrayList<>();
    if (Files.exists(root)) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
          if (text.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT))) {
            found.add(file.toString());
          }
        }
      }
    }
    return found;
  }

  private static String unzipped(byte[] zip) throws IOException {
    StringBuilder all = new StringBuilder();
    try (var in = new java.util.zip.ZipInputStream(new ByteArrayInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        all.append(entry.getName()).append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return all.toString();
  }

  @EveryStore
  void whatSomebodyElseStandsOnIsNotTakenAway(TestStore store) {
    Seshat seshat = store.seshat();
    Storyteller rose = seshat.storytellers().add(NewStoryteller.of("Rose"));
    Storyteller paul = seshat.storytellers().add(NewStoryteller.of("Paul"));
    Session hers =
        seshat
            .sessions()
            .startUnfocused(NewSession.of("a").with(SessionField.STORYTELLER_ID, rose.id()));
    Session his =
        seshat
            .sessions()
            .create(
                NewSession.of("b")
                    .with(SessionField.STORYTELLER_ID, paul.id())
                    .with(SessionField.PARENT_SESSION_ID, hers.id()));
    assertThatThrownBy(() -> seshat.erasure().erase("Rose"))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining(his.shortId());
    assertThat(seshat.storytellers().get("Rose").deletedAt()).isNull();
    assertThat(seshat.sessions().get(hers.shortId())).isNotNull();
    seshat.sessions().cancel(his.shortId(), Ending.none());
    assertThat(seshat.erasure().erase("Paul").sessions()).isEqualTo(1);
    assertThat(seshat.erasure().erase("Rose").sessions()).isEqualTo(1);
    assertThatThrownBy(() -> seshat.erasure().erase("Rose")).isInstanceOf(NotFound.class);
  }
}
