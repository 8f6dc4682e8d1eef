package dev.seshat.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.server.Client.Answer;
import dev.seshat.session.Indicator;
import dev.seshat.session.NewArtifact;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The forms of pages: what they do, and what they refuse.
class PageFormsTest extends PageCase {
  @Test
  void whatAFormDidIsSaidOnce() {
    Session session = session();
    String at = "/sessions/" + session.id();
    Answer paused = client.form(at + "/pause", "_token=" + token(page(at)));
    String cookie = paused.header("Set-Cookie").split(";", 2)[0];
    assertThat(paused.header("Set-Cookie")).contains("HttpOnly").contains("SameSite=Strict");
    Answer next = client.get(at, "Cookie", cookie);
    assertThat(next.body()).contains("It is paused.");
    assertThat(next.header("Set-Cookie")).contains("1970");
    assertThat(client.get(at, "Cookie", cookie, "HX-Request", "true").body())
        .doesNotContain("It is paused.");
    assertThat(client.get(at, "Cookie", "seshat_said=%%%").status()).isEqualTo(200);
  }

  @Test
  void cancellingIsAskedTwice() {
    Session session = session();
    String at = "/sessions/" + session.id();
    String page = page(at + "/progress");
    assertThat(page).contains("Cancel this session?").contains("popovertarget=\"confirm-cancel\"");
    assertThat(client.form(at + "/cancel", "_token=" + token(page)).status()).isEqualTo(303);
    assertThat(client.seshat.sessions().get(ref(session)).status())
        .isEqualTo(SessionStatus.CANCELLED);
  }

  @Test
  void buttonsDoWhatTheySay() {
    Session session = session();
    String at = "/sessions/" + session.id();
    String token = "_token=" + token(page(at));
    Answer paused = client.form(at + "/pause", token);
    assertThat(paused.status()).as(paused.body()).isEqualTo(303);
    assertThat(paused.header("Location")).isEqualTo(at);
    assertThat(client.seshat.sessions().get(ref(session)).status()).isEqualTo(SessionStatus.PAUSED);
    assertThat(client.form(at + "/activate", token).status()).isEqualTo(303);
    assertThat(
            client
                .form(
                    at + "/notes",
                    token + "&type=decision&content=Keep+it%0D%0Asmall&important=true")
                .status())
        .isEqualTo(303);
    assertThat(page(at + "/notes")).contains("Keep it").contains("important");
    var artifact = client.seshat.artifacts().add(ref(session), NewArtifact.of("plan", "P", "Walk"));
    assertThat(client.form(at + "/artifacts/" + artifact.id() + "/approve", token).status())
        .isEqualTo(303);
    assertThat(page(at + "/artifacts")).contains("approved");
    assertThat(client.form(at + "/complete", token + "&outcome=partial&summary=").status())
        .isEqualTo(303);
    assertThat(page(at)).contains("completed, partial").contains("Reopen");
    Answer again = client.form(at + "/pause", token, "Accept", "text/html");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.body()).contains("<html").contains("cannot become paused");
  }

  @Test
  void anIndicatorIsJudged() {
    Session session =
        client
            .seshat
            .sessions()
            .start(NewSession.of("Cross").successIndicators(Indicator.of("Dry feet")));
    String at = "/sessions/" + session.id() + "/progress";
    String form = "_token=" + token(page(at)) + "&list=success&text=Dry+feet&met=yes";
    assertThat(client.form(at, form).status()).isEqualTo(303);
    assertThat(page(at)).contains("class=\"met\"").contains("person:local");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_token=", "_token=wrong", "_token=%zz"})
  void aFormWithoutItsTokenDoesNothing(String body) {
    Session session = session();
    assertThat(client.form("/sessions/" + session.id() + "/pause", body).status())
        .isBetween(400, 403);
    assertThat(client.seshat.sessions().get(ref(session)).status()).isEqualTo(SessionStatus.ACTIVE);
  }

  @Test
  void aFormOfAnotherSiteDoesNothing() {
    Session session = session();
    String form = "_token=" + token(page("/sessions/" + session.id()));
    assertThat(
            client
                .form("/sessions/" + session.id() + "/pause", form, "Origin", "http://evil.example")
                .status())
        .isEqualTo(403);
    assertThat(client.seshat.sessions().get(ref(session)).status()).isEqualTo(SessionStatus.ACTIVE);
  }
}
