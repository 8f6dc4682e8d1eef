package dev.seshat.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.access.NewToken;
import dev.seshat.access.Role;
import dev.seshat.people.LifeEvent;
import dev.seshat.people.NewLifeEvent;
import dev.seshat.people.NewStoryteller;
import dev.seshat.people.Storyteller;
import dev.seshat.people.Topic;
import dev.seshat.server.Client;
import dev.seshat.server.Client.Answer;
import dev.seshat.server.ServerOptions;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The pages of those who are interviewed as a browser gets them.
class PeoplePagesTest extends PageCase {
  private Seshat seshat;

  @BeforeEach
  void prepare() {
    seshat = client.seshat;
  }

  /// Sends a form of a page; where it leads.
  private Answer send(String page, String to, String... fields) {
    StringBuilder body = new StringBuilder("_token=" + encoded(token(page(page))));
    for (int i = 0; i < fields.length; i += 2) {
      body.append('&').append(fields[i]).append('=').append(encoded(fields[i + 1]));
    }
    return client.send(
        "POST", to, body.toString(), "Content-Type", "application/x-www-form-urlencoded");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Storyteller rose() {
    return seshat.storytellers().add(NewStoryteller.of("Rosa <Lindner>"));
  }

  @Test
  void aLifeIsShownWithWhatIsOnlyThereabouts() {
    String id = rose().id().toString();
    assertThat(page("/people/" + id)).contains("No event has a date yet");
    seshat
        .lifeEvents()
        .add(
            id,
            NewLifeEvent.fromJson(
                Map.of(
                    "event_type",
                    "move",
                    "event_name",
                    "To <Vienna>",
                    "timespans",
                    List.of(Map.of("when", "~1956-05 – 1957")))));
    seshat.lifeEvents().add(id, NewLifeEvent.of("other", "Sometime"));
    seshat
        .sessions()
        .create(NewSession.of("Of her alone").with(SessionField.STORYTELLER_ID, rose().id()));
    seshat.sessions().create(NewSession.of("Nobody's"));
    String body = page("/people/" + id);
    assertThat(body)
        .contains("aria-label=\"To &lt;Vienna>, about 1956-05 – 1957\"", "soft-end")
        .contains("Without a year", "Sometime", "facts")
        .doesNotContain("<Vienna>", "Of her alone", "Nobody's");
    assertThat(page("/people")).contains("Rosa &lt;Lindner&gt;").doesNotContain("<Lindner>");
    assertThat(page("/people?q=nobody")).contains("Nobody fits");
  }

  @Test
  void whatCouldComeNextIsPlannedFromThere() {
    String id = rose().id().toString();
    String at = "/people/" + id;
    assertThat(page(at)).doesNotContain("What could come next");
    seshat.lifeEvents().add(id, NewLifeEvent.of("move", "To <Vienna>"));
    Matcher key = Pattern.compile("name=\"key\" value=\"(event:[^\"]+)\"").matcher(page(at));
    assertThat(key.find()).isTrue();
    assertThat(send(at, at + "/plan", "key", key.group(1), "at", "2030-02-01T10:00").status())
        .isEqualTo(303);
    Session planned = seshat.sessions().withStorytellers().list(UUID.fromString(id), 2).getFirst();
    assertThat(planned.title()).isEqualTo("To <Vienna>: introduction");
    assertThat(planned.get(SessionField.SCHEDULED_AT)).isEqualTo("2030-02-01T10:00:00Z");
    assertThat(page(at)).contains("<span class=\"state scheduled\">planned</span>");
    assertThat(send(at, at + "/plan", "key", key.group(1)).status())
        .as("what is planned is suggested no more")
        .isEqualTo(404);
  }

  @Test
  void whatTheyAgreeToAndAllowIsKept() {
    Storyteller who = rose();
    String at = "/people/" + who.id();
    assertThat(page(at)).contains("Has not agreed");
    assertThat(send(at, at + "/consent", "given", "true", "note", "by letter").status())
        .isEqualTo(303);
    assertThat(page(at)).contains("Agreed to be interviewed", "by letter");
    send(
        at,
        at + "/boundary",
        "maximum_tier",
        "3",
        "allow_faith",
        "true",
        "off_limit_topics",
        "The War\r\nhis name");
    assertThat(seshat.storytellers().boundary(who.id().toString()))
        .satisfies(limits -> {
          assertThat(limits.allowed()).containsExactly(Topic.FAITH);
          assertThat(limits.maximumTier()).isEqualTo(3);
          assertThat(limits.offLimitTopics()).containsExactly("the war", "his name");
        });
    send(at, at + "/consent", "given", "false");
    assertThat(seshat.storytellers().get(who.id().toString()).consentGiven()).isFalse();
  }

  @Test
  void anEventIsWrittenDownWithAllItsParts() {
    String id = rose().id().toString();
    String blank = "/people/" + id + "/events/new";
    Answer made =
        send(
            blank,
            "/people/" + id + "/events",
            "event_type",
            "move",
            "event_name",
            "To Vienna",
            "span_0_when",
            "~1956-05 – 1957",
            "place_0_place_name",
            "Favoriten",
            "who_0_person_name",
            "Karl",
            "who_0_pseudonym",
            "Otto",
            "detail_0_detail_key",
            "rent",
            "detail_0_detail_value",
            "40",
            "detail_0_is_private",
            "true",
            "trauma_status",
            "ongoing");
    assertThat(made.status()).as(made.body()).isEqualTo(303);
    LifeEvent event = seshat.lifeEvents().ofStoryteller(id).getFirst();
    assertThat(event.told().when()).isEqualTo("~1956-05 – 1957");
    assertThat(event.told().participants().getFirst().usesRealName()).isFalse();
    assertThat(event.told().details().getFirst().isPrivate()).isTrue();
    assertThat(event.told().canDeepen()).isFalse();
    String at = "/events/" + event.id();
    assertThat(page(at)).contains("value=\"Favoriten\"", "value=\"~1956-05 – 1957\"");
    send(at, at, "version", "1", "event_type", "move", "event_name", "Away", "span_0_when", "");
    LifeEvent changed = seshat.lifeEvents().get(event.id().toString());
    assertThat(changed.eventName()).isEqualTo("Away");
    assertThat(changed.told().timespans()).isEmpty();
    assertThat(changed.told().participants()).isEmpty();
    assertThat(send(at, at, "version", "1", "event_type", "x", "event_name", "y").status())
        .isEqualTo(409);
    assertThat(
            send(
                    at,
                    at,
                    "version",
                    "2",
                    "event_type",
                    "x",
                    "event_name",
                    "y",
                    "span_0_when",
                    "once")
                .status())
        .isEqualTo(422);
  }

  @Test
  void erasingAsksForTheName() {
    Storyteller who = rose();
    String at = "/people/" + who.id();
    assertThat(send(at, at + "/erase", "name", "Rosa").status()).isEqualTo(422);
    assertThat(seshat.storytellers().get(who.id().toString())).isEqualTo(who);
    assertThat(send(at, at + "/erase", "name", "Rosa <Lindner>").header("Location"))
        .isEqualTo("/people");
    assertThat(seshat.storytellers().list(true, null, 10).items()).isEmpty();
  }

  @Test
  void nobodyOfAnotherWorkspaceSeesAnything() {
    Storyteller who = rose();
    LifeEvent event =
        seshat.lifeEvents().add(who.id().toString(), NewLifeEvent.of("war", "Secret"));
    seshat.access().create(new NewToken("hers", Role.OWNER, NewToken.USUAL));
    try (Seshat other = Seshat.open(directory.resolve("other.db"))) {
      String token =
          other.access().create(new NewToken("owner", Role.OWNER, NewToken.USUAL)).secret();
      ServerOptions options = ServerOptions.local().withPort(0).withLogin().withRate(10_000);
      List<String> places =
          List.of(
              "/api/v1/storytellers",
              "/api/v1/storytellers/" + who.id(),
              "/api/v1/storytellers/" + who.id() + "/life-events",
              "/api/v1/storytellers/" + who.id() + "/export",
              "/api/v1/life-events/" + event.id(),
              "/people/" + who.id(),
              "/events/" + event.id());
      try (Client mine = new Client(Seshat.open(directory.resolve("test.db")), options)) {
        for (String place : places) {
          Answer answer = mine.get(place, "Authorization", "Bearer " + token);
          assertThat(answer.status()).as(place).isEqualTo(401);
          assertThat(answer.body()).doesNotContain("Lindner", "Secret");
        }
        Answer asked =
            mine.send(
                "POST",
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"query\",\"arguments\":{\"sql\":\"SELECT * FROM v_storytellers\"}}}",
                "Content-Type",
                "application/json",
                "Accept",
                "application/json, text/event-stream",
                "Authorization",
                "Bearer " + token);
        assertThat(asked.status()).isEqualTo(401);
        assertThat(asked.body()).doesNotContain("Lindner");
      }
      try (Client theirs = new Client(Seshat.open(directory.resolve("other.db")), options)) {
        for (String place : places) {
          Answer answer = theirs.get(place, "Authorization", "Bearer " + token);
          assertThat(Objects.requireNonNull(answer.body())).doesNotContain("Lindner", "Secret");
          assertThat(answer.status()).as(place).isIn(200, 404);
        }
      }
    }
  }
}
