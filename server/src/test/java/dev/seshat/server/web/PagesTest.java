package dev.seshat.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.prompting.Iterations;
import dev.seshat.prompting.NewIteration;
import dev.seshat.prompting.NewScores;
import dev.seshat.prompting.Profiles;
import dev.seshat.prompting.ReferenceChange;
import dev.seshat.server.Client.Answer;
import dev.seshat.session.Indicator;
import dev.seshat.session.InteractionType;
import dev.seshat.session.NewArtifact;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewNote;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.TokenCounts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The dashboard's pages as a browser gets them.
class PagesTest extends PageCase {
  private static final String EVIL =
      "<script>alert(1)</script><img src=x onerror=alert(2)>\" onmouseover=\"alert(3)";
  private static final List<String> TABS =
      List.of("", "/usage", "/notes", "/artifacts", "/progress", "/brief", "/related");

  @Test
  void anEmptyStoreSaysHowToBegin() {
    assertThat(page("/"))
        .contains("./seshat import claude-code")
        .contains("Nothing is recorded yet");
    assertThat(page("/sessions")).contains("No sessions yet");
    assertThat(page("/usage")).contains("No requests in this range");
    assertThat(page("/search")).contains("Find any turn by a word");
  }

  @Test
  void iterationsStandBesideTheirReferenceWithWhatChanged() {
    Session session = session();
    String place = "/sessions/" + ref(session) + "/iterations";
    assertThat(page("/sessions/" + ref(session))).doesNotContain(place);
    assertThat(page(place)).contains("No iterations yet");
    Iterations iterations = client.seshat.iterations();
    ReferenceChange reference = ReferenceChange.none().withDescription("Dry " + EVIL);
    iterations.setReference(ref(session), reference, null);
    NewIteration mist = NewIteration.of("a ford, mist");
    iterations.log(ref(session), mist.withScores(NewScores.of(scores(0.5))));
    iterations.log(
        ref(session),
        NewIteration.of("a ford, herons, " + EVIL)
            .withScores(NewScores.ofImages(List.of(scores(0.6), scores(0.9)))));
    iterations.log(ref(session), mist.withSuccess(true));
    String body = page(place + "?from=1&to=2");
    assertThat(body)
        .contains("Next: review", "batch <b>+0.25</b>", "subject +0.25", "<svg", "Iteration 3")
        .containsPattern("added</b> <span>herons</span>")
        .containsPattern("removed</b> <span>mist</span>")
        .containsPattern("<th scope=\"row\">2</th>\\s*<td class=\"num\">0.75</td>")
        .contains("preliminary", "low confidence")
        .doesNotContain("<script>alert", "<img src=x");
    assertThat(page(place)).contains("value=\"3\" selected");
    assertThat(client.get(place + "?from=9").status()).isEqualTo(422);
    Answer confirmed = client.form(place + "/2/validate", "_token=" + token(body));
    assertThat(confirmed.status()).isEqualTo(303);
    assertThat(iterations.get(ref(session), 2).scoresValidated()).isTrue();
    assertThat(page(place + "?before=2")).contains("Iteration 1").doesNotContain("Iteration 2<");
  }

  private Map<String, Double> scores(double score) {
    Map<String, Double> scores = new LinkedHashMap<>();
    new Profiles(null)
        .get(Profiles.usual())
        .dimensionNames()
        .forEach(name -> scores.put(name, score));
    return scores;
  }

  @Test
  void everyPageOfASessionIsThere() {
    Session session = session();
    fill(session);
    for (String tab : TABS) {
      String body = page("/sessions/" + session.shortId() + tab);
      assertThat(body)
          .as(tab)
          .contains("<html")
          .contains("The ford")
          .contains("aria-current=\"page\"")
          .contains("</html>");
    }
    assertThat(page("/")).contains("The ford");
    assertThat(page("/sessions")).contains("The ford");
    assertThat(page("/usage")).contains("claude-sonnet-4-5").contains("<svg");
  }

  private void fill(Session session) {
    client
        .seshat
        .interactions()
        .appendAll(
            ref(session),
            List.of(
                NewInteraction.message("user", "Where is the ford? " + EVIL),
                NewInteraction.message(
                    "assistant",
                    "Below the *mill*. "
                        + EVIL
                        + " [x](javascript:alert(4)) ![p](http://evil.example/p.png)"),
                NewInteraction.of(InteractionType.TOOL_CALL)
                    .withAgentText("Bash: ls")
                    .withPayload(
                        "{\"tool\":\"Bash</pre>\",\"input\":{\"command\":\"ls "
                            + EVIL.replace("\"", "\\\"")
                            + "\"}}"),
                NewInteraction.of(InteractionType.TOOL_RESULT)
                    .withAuthor("Bash")
                    .withAgentText(EVIL)
                    .withPayload("{\"is_error\":true}"),
                NewInteraction.of(InteractionType.EVENT)
                    .withPayload("{\"a\":\"" + EVIL.replace("\"", "\\\"") + "\"}")));
    client.seshat.notes().add(ref(session), NewNote.of("decision", "Take the **ford**. " + EVIL));
    client
        .seshat
        .artifacts()
        .add(ref(session), NewArtifact.of("plan", "Plan " + EVIL, "Walk. " + EVIL));
    client
        .seshat
        .usage()
        .record(
            NewUsage.of("Anthropic", "claude-sonnet-4-5-20250929", TokenCounts.of(1_000, 500))
                .withSession(session.id()));
    client
        .seshat
        .usage()
        .record(
            NewUsage.of("Moonworks", "moonbeam " + EVIL, TokenCounts.of(1_000, 500))
                .withSession(session.id()));
  }

  @Test
  void hostileTextIsShownAndDoesNothing() {
    Session session =
        client
            .seshat
            .sessions()
            .start(
                NewSession.of("Be evil " + EVIL)
                    .name("Evil " + EVIL)
                    .project("p " + EVIL)
                    .tags(EVIL)
                    .constraints(EVIL)
                    .with(SessionField.GIT_BRANCH, EVIL)
                    .with(SessionField.SUMMARY, EVIL)
                    .successIndicators(Indicator.of(EVIL)));
    fill(session);
    List<String> paths =
        new ArrayList<>(
            List.of(
                "/",
                "/sessions",
                "/usage",
                "/usage?show=tokens",
                "/audit",
                "/settings",
                "/nope" + encoded(EVIL)));
    TABS.forEach(tab -> paths.add("/sessions/" + session.id() + tab));
    paths.add("/search?q=" + encoded("ford " + EVIL));
    paths.add("/sessions?q=" + encoded("ford " + EVIL));
    paths.add("/sessions/" + session.id() + "/turns/2");
    for (String path : paths) {
      String body = client.get(path, "Accept", "text/html").body();
      assertThat(body)
          .as(path)
          .doesNotContain("<script>alert")
          .doesNotContain("<img")
          .doesNotContain("\"javascript:");
      assertThat(body)
          .as(path)
          .doesNotContainPattern("<[^>\"']*(\"[^\"]*\"[^>\"']*)* on(mouseover|error)=")
          .doesNotContain(" style=");
    }
    assertThat(client.faults()).isEmpty();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Test
  void aLongTimelineOpensAWindowAtATime() {
    Session session = session();
    List<NewInteraction> turns =
        IntStream.rangeClosed(1, 230)
            .mapToObj(i ->
                i % 10 == 0
                    ? NewInteraction.of(InteractionType.TOOL_CALL)
                        .withAgentText("Bash: " + i)
                        .withPayload("{\"tool\":\"Bash\"}")
                    : NewInteraction.message("user", "This is turn " + i + "."))
            .toList();
    client.seshat.interactions().appendAll(ref(session), turns);
    String at = "/sessions/" + session.id();
    assertThat(numbers(page(at))).startsWith(181).endsWith(230).hasSize(50);
    assertThat(numbers(page(at + "/turns?before=181"))).startsWith(131).endsWith(180);
    assertThat(numbers(page(at + "/turns?after=0"))).startsWith(1).endsWith(50);
    assertThat(numbers(page(at + "?at=100"))).startsWith(95).hasSize(50);
    assertThat(page(at + "?at=100"))
        .contains(" here\" id=\"turn-100\"")
        .contains("Earlier turns")
        .contains("Later turns");
    assertThat(numbers(page(at + "?show=tools")))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 23).map(i -> i * 10).boxed().toList());
    assertThat(numbers(page(at + "/turns?after=0&show=talk")))
        .startsWith(1)
        .endsWith(55)
        .hasSize(50);
    assertThat(client.get(at + "/turns?after=230").status()).as("nothing new yet").isEqualTo(204);
    client.seshat.interactions().append(ref(session), NewInteraction.message("user", "One more"));
    assertThat(numbers(page(at + "/turns?after=230"))).containsExactly(231);
    client.seshat.sessions().pause(ref(session));
    assertThat(page(at)).doesNotContain("hx-trigger=\"every");
  }

  private static List<Integer> numbers(String page) {
    return Pattern.compile("id=\"turn-(\\d+)\"")
        .matcher(page)
        .results()
        .map(found -> Integer.valueOf(found.group(1)))
        .toList();
  }

  @Test
  void aLongTextIsCutAndThereInFull() {
    Session session = session();
    client
        .seshat
        .interactions()
        .append(
            ref(session),
            NewInteraction.message("assistant", "long ".repeat(5_000) + "the-very-end"));
    assertThat(page("/sessions/" + session.id()))
        .contains("more characters")
        .doesNotContain("the-very-end");
    assertThat(page("/sessions/" + session.id() + "/turns/1")).contains("the-very-end");
    assertThat(client.get("/sessions/" + session.id() + "/turns/1", "HX-Request", "true").body())
        .contains("the-very-end")
        .doesNotContain("<html");
  }

  @Test
  void sessionsAreFoundAndMoreAreLoaded() {
    IntStream.range(0, 60)
        .forEach(i ->
            client
                .seshat
                .sessions()
                .create(NewSession.of("Session number " + i).kind(i % 2 == 0 ? "chat" : "coding")));
    String first = page("/sessions");
    assertThat(first)
        .contains("More sessions")
        .contains("Session number 59")
        .doesNotContain("Session number 5<");
    Matcher more = Pattern.compile("hx-get=\"(/sessions\\?cursor=[^\"]+)\"").matcher(first);
    assertThat(more.find()).isTrue();
    assertThat(page(more.group(1).replace("&amp;", "&")))
        .contains("Session number 5<")
        .doesNotContain("More sessions");
    assertThat(page("/sessions?shown=100")).contains("Session number 5<");
    assertThat(page("/sessions?kind=coding")).doesNotContain("Session number 58<");
    assertThat(page("/sessions?status=failed")).contains("No session fits");
    Session session = session();
    client
        .seshat
        .interactions()
        .append(ref(session), NewInteraction.message("user", "A lantern in the reeds"));
    assertThat(page("/sessions?q=lantern")).contains("The ford").doesNotContain("Session number");
    assertThat(page("/search?q=lantern"))
        .contains("<mark>lantern</mark>")
        .contains("/sessions/" + session.id() + "?at=1#turn-1");
  }

  @Test
  void aPageKnowsHowFarTheLogWasAndWhatToRefresh() {
    session();
    long newest = client.seshat.audit().newest();
    assertThat(page("/sessions?kind=chat"))
        .contains("data-since=\"" + newest + "\"")
        .contains("data-here=\"/sessions?kind=chat\"")
        .contains("id=\"rows\" data-live=\"session ")
        .contains("Remove Kind chat");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sessions?nope=1",
        "/sessions?status=x",
        "/sessions?from=x",
        "/sessions?cursor=x",
        "/sessions?cursor=%00",
        "/sessions?shown=x",
        "/audit?cursor=x",
        "/audit?session=nope",
        "/audit?verify=x",
        "/settings?x=1",
        "/usage?sort=x",
        "/usage?range=x",
        "/usage?zone=x/y",
        "/usage?from=2026-02-02&to=2026-01-01",
        "/usage?show=x",
        "/search?q=%00",
        "/sessions/nope",
        "/sessions/nope/usage",
        "/sessions/{s}?at=0",
        "/sessions/{s}?show=x",
        "/sessions/{s}/turns?after=-1",
        "/sessions/{s}/turns/9",
        "/sessions/{s}/turns/x",
        "/sessions/{s}/brief?tokens=1",
        "/sessions/{s}/notes?cursor=%00",
        "/assets/nope.css",
        "/?x=1"
      })
  void aWrongAddressIsAPageThatSaysSo(String path) {
    Answer answer =
        client.get(path.replace("{s}", session().id().toString()), "Accept", "text/html");
    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.body())
        .contains("<html")
        .contains("All sessions")
        .doesNotContain("Exception")
        .doesNotContain("\tat ");
    assertThat(client.faults()).isEmpty();
  }

  @Test
  void theThemeIsTheReadersChoice() {
    assertThat(page("/")).doesNotContain("data-theme");
    assertThat(client.get("/", "Cookie", "seshat_theme=dark").body())
        .contains("data-theme=\"dark\"");
    assertThat(client.get("/", "Cookie", "seshat_theme=\"><script>").body())
        .doesNotContain("data-theme");
  }
}
