package dev.seshat.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.people.NewStoryteller;
import dev.seshat.server.Client.Answer;
import dev.seshat.session.Ending;
import dev.seshat.session.NewArtifact;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewSession;
import dev.seshat.session.SessionField;
import dev.seshat.session.SessionStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The interview page as a browser without scripts gets and sends it.
class InterviewPageTest extends PageCase {
  @BeforeEach
  void prepare() {
    client.seshat.storytellers().add(NewStoryteller.of("Rose <b>Red</b>"));
  }

  private String planned() {
    return client
        .seshat
        .planning()
        .initializeSessionFromProcessNode("Rose <b>Red</b>", "life-story", "childhood", Map.of())
        .id()
        .toString();
  }

  private String begun() {
    client.seshat.storytellers().consent("Rose <b>Red</b>", true, null);
    String session = planned();
    assertThat(send(session, "start", "").status()).isEqualTo(303);
    return session;
  }

  private String asked(String session) {
    return page("/sessions/" + session + "/interview");
  }

  private Answer send(String session, String what, String fields) {
    return client.form(
        "/sessions/" + session + "/interview/" + what,
        "_token=" + token(asked(session)) + (fields.isEmpty() ? "" : "&" + fields));
  }

  private static String text(String words) {
    return URLEncoder.encode(words, StandardCharsets.UTF_8);
  }

  @Test
  void nobodyIsAskedWhoHasNotAgreed() {
    String session = planned();
    assertThat(asked(session))
        .contains("Rose &lt;b", "has to agree first", "seshat storyteller consent")
        .doesNotContain("Begin</button>");
    assertThat(send(session, "start", "").status()).isEqualTo(409);
    assertThat(send(session, "consent", "note=on+paper").status()).isEqualTo(422);
    assertThat(send(session, "consent", "agrees=yes&note=on+paper").status()).isEqualTo(303);
    assertThat(client.seshat.storytellers().get("Rose <b>Red</b>").consentNote())
        .isEqualTo("on paper");
    assertThat(asked(session)).contains("Begin</button>").doesNotContain("has to agree");
    assertThat(client.seshat.sessions().get(session).status()).isEqualTo(SessionStatus.SCHEDULED);
  }

  @Test
  void oneQuestionAfterAnother() {
    String session = begun();
    assertThat(asked(session))
        .contains("What is the first thing that you remember", "What it was like to be there")
        .contains("6 more questions may follow in this part");
    assertThat(send(session, "answer", "sequence=1&known=&answer=").status()).isEqualTo(422);
    assertThat(send(session, "answer", "sequence=1&known=&answer=A+green+door.").status())
        .isEqualTo(303);
    assertThat(client.seshat.interactions().get(session, 1).personText())
        .isEqualTo("A green door.");
    assertThat(asked(session))
        .contains("Take me to a place where you played")
        .contains("What was said so far", "A green door.");
    for (long i = 2; i <= 7; i++) {
      assertThat(send(session, "answer", "sequence=" + i + "&known=&answer=&skip=yes").status())
          .as("question " + i)
          .isEqualTo(303);
    }
    assertThat(asked(session)).contains("Childhood is done", "Go on to Growing up");
    assertThat(send(session, "advance", "").status()).isEqualTo(303);
    assertThat(asked(session)).contains("Describe one day when you were sixteen");
    assertThat(send(session, "advance", "").status()).as("required ones are left").isEqualTo(409);
    assertThat(send(session, "pause", "").status()).isEqualTo(303);
    assertThat(asked(session)).contains("You can still answer");
    assertThat(send(session, "answer", "sequence=8&known=&answer=Up+at+five.").status())
        .isEqualTo(303);
    assertThat(asked(session)).contains("This session is paused");
    assertThat(send(session, "start", "").status()).isEqualTo(303);
    assertThat(send(session, "end", "").status()).isEqualTo(303);
    assertThat(client.get("/sessions/" + session + "/interview").body())
        .contains("This session has ended")
        .doesNotContain("id=\"answering\"");
  }

  @Test
  void whatIsWrittenIsNeverLost() {
    String session = begun();
    Answer kept = send(session, "draft", "sequence=1&known=&answer=" + text("A green\ndoor "));
    assertThat(kept.json()).containsEntry("kept", "A green\ndoor").containsEntry("taken", true);
    assertThat(asked(session)).contains("A green\ndoor</textarea>");
    Answer other = send(session, "draft", "sequence=1&known=&answer=Mine");
    assertThat(other.json()).containsEntry("kept", "A green\ndoor").containsEntry("taken", false);
    Answer refused = send(session, "answer", "sequence=1&known=&answer=Mine+<i>");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body())
        .contains("What was written elsewhere", "A green\ndoor</blockquote>")
        .contains("Mine &lt;i&gt;</textarea>");
    Answer unsure =
        send(
            session,
            "answer",
            "sequence=1&known=" + text("A green\ndoor") + "&answer=Mine&skip=yes");
    assertThat(unsure.status()).isEqualTo(409);
    assertThat(unsure.body()).contains("choose Skip once more", "name=\"sure\"");
    assertThat(
            send(
                    session,
                    "answer",
                    "sequence=1&known=" + text("A green\ndoor") + "&answer=Mine&keep=yes")
                .status())
        .isEqualTo(303);
    assertThat(client.seshat.interviews().draft(session, 1)).isEqualTo("Mine");
    client.seshat.interviews().answer(session, null, dev.seshat.session.Answer.of("By telephone."));
    Answer late = send(session, "answer", "sequence=1&known=Mine&answer=Mine+is+longer");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.body()).contains("was answered meanwhile", "Mine is longer</textarea>");
    assertThat(send(session, "note", "text=Mine+is+longer").status()).isEqualTo(303);
    assertThat(client.seshat.notes().list(session, null, 10).items().getFirst().noteContent())
        .isEqualTo("Mine is longer");
  }

  @Test
  void aQuestionInAnAgentsOwnWordsIsAnsweredToo() {
    client.seshat.storytellers().consent("Rose <b>Red</b>", true, null);
    UUID rose = client.seshat.storytellers().get("Rose <b>Red</b>").id();
    String session =
        client
            .seshat
            .sessions()
            .startUnfocused(
                NewSession.of("Talk").kind("interview").with(SessionField.STORYTELLER_ID, rose))
            .id()
            .toString();
    assertThat(asked(session)).contains("No question waits");
    client.seshat.interactions().append(session, NewInteraction.prompt("And your sister?"));
    assertThat(asked(session)).contains("And your sister?", "id=\"answering\"");
    assertThat(send(session, "draft", "sequence=1&known=&answer=She").status()).isEqualTo(200);
    assertThat(send(session, "next", "").status()).isEqualTo(409);
    assertThat(send(session, "answer", "sequence=1&known=She&answer=She+stayed.").status())
        .isEqualTo(303);
    assertThat(Objects.requireNonNull(client.seshat.interactions().get(session, 1).personText()))
        .isEqualTo("She stayed.");
    client.seshat.sessions().complete(session, Ending.none());
    assertThat(client.get("/sessions/" + session).body())
        .contains("with <a href=\"/people/" + rose);
  }

  @Test
  void anArtifactIsReturnedAndApprovedWhereItIsRead() {
    String session = begun();
    UUID id =
        client
            .seshat
            .artifacts()
            .add(
                session,
                NewArtifact.fromJson(
                    Map.of(
                        "artifact_type",
                        "scene_capture",
                        "content",
                        "A **door** <i>",
                        "structured_data",
                        Map.of("place_name", "Boston & Salem"))))
            .id();
    String at = "/artifacts/" + id;
    assertThat(client.get("/artifacts").body())
        .contains("Scene capture", "A **door** &lt;i", "provisional");
    String body = client.get(at).body();
    assertThat(body)
        .contains("<strong>door</strong> &lt;i&gt;")
        .contains("<th scope=\"row\">place name</th><td class=\"plain\">Boston &amp; Salem</td>");
    Matcher token = Pattern.compile("name=\"_token\" value=\"([^\"]+)\"").matcher(body);
    assertThat(token.find()).isTrue();
    String sent = "_token=" + token.group(1);
    assertThat(client.form(at + "/return", sent).status()).isEqualTo(422);
    assertThat(client.form(at + "/return", sent + "&reason=Which+door%3F").status()).isEqualTo(303);
    assertThat(client.get("/artifacts").body()).contains("Nothing waits for review");
    assertThat(client.get("/artifacts?state=returned").body()).contains("Which door?", at);
    assertThat(client.form(at + "/synthesis", sent + "&included=yes").status()).isEqualTo(303);
    assertThat(client.form(at + "/approve", sent).status()).isEqualTo(303);
    assertThat(client.get("/artifacts?state=approved&storyteller=Rose+%3Cb%3ERed%3C%2Fb%3E").body())
        .contains(at);
    assertThat(client.seshat.artifacts().get(id).includedInSynthesis()).isTrue();
    assertThat(client.get("/artifacts/none").status()).isIn(400, 404, 422);
  }

  @Test
  void aProcessIsTakenInDrawnAndShownWithAPosition() {
    assertThat(client.get("/processes").body()).contains("Take in life-story");
    Matcher token =
        Pattern.compile("name=\"_token\" value=\"([^\"]+)\"")
            .matcher(client.get("/processes").body());
    assertThat(token.find()).isTrue();
    String sent = "_token=" + token.group(1);
    assertThat(client.form("/processes", sent + "&shipped=life-story").status()).isEqualTo(303);
    assertThat(client.form("/processes", sent + "&shipped=nothing").status()).isEqualTo(404);
    String broken =
        "process: short\nnodes:\n  - key: a\n    name: A <b>\n    type: fork\n    next:\n      - to: nowhere\n";
    Answer refused = client.form("/processes", sent + "&yaml=" + text(broken));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body())
        .contains("nodes[0].next[0].to: names no node: 'nowhere' (line 7)", "name: A &lt;b&gt;");
    String whole =
        broken.replace("nowhere", "b")
            + "  - key: b\n    name: B\n    type: iterative\n"
            + "    next:\n      - to: a\n        when:\n          profile_flag: again\n";
    assertThat(client.form("/processes", sent + "&yaml=" + text(whole)).status()).isEqualTo(303);
    assertThat(client.get("/processes/short").body())
        .contains("A &lt;b", "flag again</text>", "class=\"way back\"", "a, if flag again");
    assertThat(client.form("/processes", sent + "&yaml=" + text(whole + "#")).status())
        .isEqualTo(303);
    assertThat(client.form("/processes/short@1/activate", sent).status()).isEqualTo(303);
    assertThat(client.seshat.processes().get("short").number()).isEqualTo(1);
    String session = begun();
    client.seshat.interviews().advance(session, true);
    assertThat(client.get("/processes/life-story?storyteller=Rose+%3Cb%3ERed%3C%2Fb%3E").body())
        .contains("aria-label=\"Childhood, data collection, done\"")
        .contains("aria-label=\"Growing up, data collection, here now\"")
        .contains("aria-label=\"Looking back and on, synthesis, reachable\"");
    assertThat(client.get("/processes/none").status()).isEqualTo(404);
  }
}
