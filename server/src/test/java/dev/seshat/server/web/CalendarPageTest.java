package dev.seshat.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.access.NewToken;
import dev.seshat.access.Role;
import dev.seshat.people.NewStoryteller;
import dev.seshat.preference.PreferenceKey;
import dev.seshat.server.Client;
import dev.seshat.server.Client.Answer;
import dev.seshat.server.ServerOptions;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The calendar as a browser gets it, and as a program that subscribes to it does.
class CalendarPageTest {
  @TempDir Path directory;

  private static Session plan(Seshat seshat, UUID who, String name, String at) {
    return seshat
        .sessions()
        .create(
            NewSession.of("To talk")
                .name(name)
                .kind("interview")
                .with(SessionField.STORYTELLER_ID, who)
                .with(SessionField.SCHEDULED_AT, Instant.parse(at))
                .with(SessionField.SCHEDULED_DURATION_MINUTES, 30));
  }

  @Test
  void aMonthWithWhatIsPlannedAndWhatOverlaps() {
    try (Client client = new Client(directory)) {
      Seshat seshat = client.seshat;
      UUID rose = seshat.storytellers().add(NewStoryteller.of("Rose")).id();
      Session late = plan(seshat, rose, "Late <i>", "2026-03-31T23:30:00Z");
      plan(seshat, rose, "Later", "2026-03-31T23:45:00Z");
      seshat
          .sessions()
          .create(
              NewSession.of("Standup")
                  .kind("coding")
                  .with(SessionField.SCHEDULED_AT, Instant.parse("2026-03-02T09:00:00Z"))
                  .with(SessionField.RECURRENCE, "FREQ=WEEKLY;COUNT=3"));
      String body = client.get("/calendar?month=2026-03").body();
      assertThat(body)
          .contains("March 2026", "Late &lt;i&gt;", "/sessions/" + late.id())
          .contains("At the same time with one storyteller", "23:30–00:00", "Tuesday, 31 March")
          .contains("Times in UTC", "month=2026-02", "month=2026-04");
      assertThat(body.split("comes again</span>", -1)).as("in the grid and by days").hasSize(5);
      assertThat(client.get("/calendar?month=2026-03&zone=Europe/Berlin").body())
          .contains("Times in Europe/Berlin", "01:30")
          .doesNotContain("Tuesday, 31 March</h3>");
      assertThat(client.get("/calendar?month=2026-03&kind=coding").body())
          .contains("Standup")
          .doesNotContain("Later");
      seshat.preferences().set(PreferenceKey.TIME_ZONE, "Asia/Tokyo");
      assertThat(client.get("/calendar?month=2026-04&zone=UTC").body())
          .contains("Asia/Tokyo, which you chose", "08:30–09:00", "Wednesday, 1 April");
      assertThat(client.get("/calendar?month=1999-01").body()).contains("Nothing is planned");
      assertThat(client.get("/calendar?month=13").status()).isEqualTo(422);
      assertThat(client.get("/calendar?zone=Nowhere").status()).isEqualTo(422);
    }
  }

  @Test
  void isSubscribedToByATokenThatOpensNothingElse() {
    try (Seshat seshat = Seshat.open(directory.resolve("feed.db"))) {
      UUID rose = seshat.storytellers().add(NewStoryteller.of("Rose")).id();
      String soon =
          Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS).toString();
      plan(seshat, rose, "Soon", soon);
      String feed = seshat.access().create(new NewToken("phone", Role.CALENDAR, null)).secret();
      assertThat(seshat.access().hasValidToken()).as("nobody can log in with it").isFalse();
      String reader = seshat.access().create(new NewToken("eve", Role.READER, null)).secret();
      try (Client client = new Client(seshat, ServerOptions.local().withPort(0).withLogin())) {
        Answer got = client.get("/calendar.ics?token=" + feed);
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.header("Content-Type")).isEqualTo("text/calendar; charset=utf-8");
        assertThat(got.body()).contains("BEGIN:VEVENT", "SUMMARY:Soon").doesNotContain(feed);
        String tag = got.header("ETag");
        assertThat(client.get("/calendar.ics?token=" + feed, "If-None-Match", tag).status())
            .isEqualTo(304);
        assertThat(client.get("/calendar.ics?token=" + feed + "&storyteller=Rose").body())
            .contains("SUMMARY:Soon");
        assertThat(client.get("/calendar.ics?token=" + feed + "&kind=chat").body())
            .doesNotContain("SUMMARY");
        assertThat(client.get("/calendar.ics?token=" + reader).status()).isEqualTo(401);
        assertThat(client.get("/calendar.ics?token=seshat_no").status()).isEqualTo(401);
        assertThat(client.get("/calendar.ics").status()).isEqualTo(401);
        assertThat(client.get("/calendar.ics", "Authorization", "Bearer " + reader).status())
            .isEqualTo(200);
        for (String path :
            new String[] {"/calendar", "/", "/api/v1/sessions", "/api/v1/calendar", "/metrics"}) {
          assertThat(client.get(path + "?token=" + feed).status()).as(path).isEqualTo(401);
          assertThat(client.get(path, "Authorization", "Bearer " + feed).status())
              .as(path)
              .isEqualTo(401);
        }
        assertThat(client.post("/mcp", "{}", "Authorization", "Bearer " + feed).status())
            .isEqualTo(401);
        assertThat(client.faults()).doesNotContain(feed);
      }
    }
  }
}
