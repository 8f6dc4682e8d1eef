package dev.seshat.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seshat.Seshat;
import dev.seshat.server.Server;
import dev.seshat.server.ServerOptions;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionStatus;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.TokenCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The dashboard in a real Chromium: what moves, what is wide, what can be named.
class DashboardTest {
  @TempDir Path profile;
  @TempDir Path directory;
  private Seshat seshat;
  private Server server;
  private Browser browser;

  @BeforeEach
  void open() throws IOException {
    Optional<Path> program = Browser.program();
    assumeTrue(program.isPresent(), "no Chromium on this machine's PATH");
    seshat = Seshat.open(directory.resolve("e2e.db"));
    server = Server.start(seshat, ServerOptions.local().withPort(0));
    browser = Browser.open(program.get(), profile);
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
      seshat.close();
    }
  }

  private void go(String path) {
    browser.go(server.uri().resolve(path));
  }

  private Session longSession() {
    Session session = seshat.sessions().start(NewSession.of("Ten thousand turns"));
    for (int batch = 0; batch < 10; batch++) {
      int start = batch * 1_000;
      seshat
          .interactions()
          .appendAll(
              session.id().toString(),
              IntStream.rangeClosed(1, 1_000)
                  .mapToObj(i ->
                      NewInteraction.message(
                          i % 2 == 0 ? "assistant" : "user", "Turn **" + (start + i) + "**"))
                  .toList());
    }
    seshat
        .usage()
        .record(
            NewUsage.of("Anthropic", "claude-sonnet-4-5-20250929", TokenCounts.of(1_000, 500))
                .withSession(session.id()));
    return session;
  }

  @Test
  void theTimelineGrowsBothWaysAndFollowsWhatIsRecorded() {
    Session session = longSession();
    String turns = "document.querySelectorAll('.turn').length";
    go("/sessions/" + session.id() + "?at=5000");
    assertThat(browser.evaluate("document.querySelector('.here').id")).isEqualTo("turn-5000");
    browser.evaluate("document.querySelector('.edge a').click()");
    browser.until(turns + " >= 100");
    browser.evaluate("scrollTo(0, document.body.scrollHeight)");
    browser.until(turns + " >= 150");
    assertThat(
            browser.evaluate(
                "[...document.querySelectorAll('.turn')].every((t, i, all) => !i || +t.id.slice(5)"
                    + " === +all[i - 1].id.slice(5) + 1)"))
        .as("no turn is missing or twice")
        .isEqualTo("true");
    go("/sessions/" + session.id());
    seshat
        .interactions()
        .append(session.id().toString(), NewInteraction.message("user", "A turn that arrives"));
    browser.until("document.querySelector('.turns').textContent.includes('A turn that arrives')");
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void theListOfSessionsGrowsAndIsLive() {
    IntStream.range(0, 60).forEach(i -> seshat.sessions().create(NewSession.of("Session " + i)));
    go("/sessions");
    seshat.sessions().create(NewSession.of("Appears by itself"));
    browser.until("document.querySelector('.list').textContent.includes('Appears by itself')");
    browser.evaluate("document.querySelector('#more a').click()");
    browser.until("document.querySelectorAll('.list tbody tr').length >= 61");
    browser.until("!document.querySelector('#more a')");
    seshat.sessions().create(NewSession.of("Appears above all of them"));
    browser.until(
        "document.querySelector('#rows tr').textContent.includes('Appears above all of them')"
            + " && document.querySelectorAll('#rows tr').length === 62");
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void aListKeepsWhatTheReaderHasJustGotWhileItIsLive() {
    IntStream.range(0, 60).forEach(i -> seshat.sessions().create(NewSession.of("Session " + i)));
    Random random = new Random(Long.getLong("seshat.seed", 61));
    for (int round = 0; round < 6; round++) {
      go("/sessions");
      browser.until("document.querySelector('#more a')");
      seshat.sessions().create(NewSession.of("Round " + round));
      // at some moment between the change and the page that shows it
      browser.evaluate(
          "setTimeout(() => document.querySelector('#more a').click(), "
              + random.nextInt(700)
              + ")");
      browser.until("!document.querySelector('#more a')");
      int all = 61 + round;
      browser.until("document.querySelectorAll('#rows tr').length === " + all);
      browser.until("document.querySelector('#rows').textContent.includes('Round " + round + "')");
      assertThat(
              browser.evaluate(
                  "new Set([...document.querySelectorAll('#rows tr')].map((tr) => tr.id || tr.textContent)).size"))
          .isEqualTo(String.valueOf(all));
    }
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void formsAndKeysWork() {
    Session session = seshat.sessions().start(NewSession.of("Try the buttons"));
    go("/sessions/" + session.id() + "/notes");
    browser.evaluate(
        "document.querySelector('textarea').value = 'Noted in a browser';"
            + " document.querySelector('form[action$=\"/notes\"]').requestSubmit()");
    browser.until("document.querySelector('.items')?.textContent.includes('Noted in a browser')");
    browser.evaluate("document.querySelector('form[action$=\"/pause\"]').requestSubmit()");
    browser.until("document.querySelector('.state')?.textContent.includes('paused')");
    assertThat(seshat.sessions().get(session.id().toString()).status())
        .isEqualTo(SessionStatus.PAUSED);
    browser.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '/', bubbles: true}))");
    assertThat(browser.evaluate("document.activeElement.id")).isEqualTo("q");
    browser.evaluate("document.querySelector('[data-action=theme]').click()");
    String theme = browser.evaluate("document.documentElement.dataset.theme");
    go("/");
    assertThat(browser.evaluate("document.documentElement.dataset.theme")).isEqualTo(theme);
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void theKeyboardGoesEverywhereAndIsQuietWhileOneTypes() {
    IntStream.range(0, 3).forEach(i -> seshat.sessions().create(NewSession.of("Session " + i)));
    go("/sessions");
    String focused = "document.activeElement.textContent";
    browser.press("j");
    assertThat(browser.evaluate(focused)).isEqualTo("Session 2");
    browser.press("j");
    browser.press("j");
    browser.press("k");
    assertThat(browser.evaluate(focused)).isEqualTo("Session 1");
    browser.press("Enter");
    browser.until("document.querySelector('h1')?.textContent === 'Session 1'");
    browser.press("?");
    browser.until("document.getElementById('help').open");
    browser.press("g");
    browser.press("u");
    assertThat(browser.evaluate("document.getElementById('help').open")).isEqualTo("true");
    browser.evaluate("document.getElementById('help').close()");
    browser.press("/");
    browser.press("g");
    browser.press("u");
    assertThat(browser.evaluate("document.getElementById('q').value")).isEqualTo("gu");
    browser.evaluate("document.activeElement.blur()");
    browser.press("g");
    browser.press("u");
    browser.until("location.pathname === '/usage'");
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void whatFailsIsSaidAndWhatIsOpenStaysOpenWhenThePageChanges() {
    Session session = seshat.sessions().start(NewSession.of("Stay"));
    go("/audit");
    browser.evaluate("document.querySelector('#e-1 summary').click()");
    browser.evaluate("document.querySelector('#e-1 summary').focus()");
    seshat.sessions().pause(session.id().toString());
    browser.until("document.getElementById('rows').textContent.includes('paused the session')");
    assertThat(
            browser.evaluate(
                "document.querySelector('#e-1 details').open && document.activeElement.closest('tr').id"))
        .isEqualTo("e-1");
    browser.evaluate("htmx.ajax('GET', '/audit?cursor=x', {target: '#rows', swap: 'none'})");
    browser.until("document.querySelector('#warned .toast') !== null");
    assertThat(browser.evaluate("document.querySelector('#warned .toast').textContent"))
        .contains("cursor");
    browser.evaluate("document.querySelector('#warned button').click()");
    assertThat(browser.evaluate("document.querySelectorAll('.toast').length")).isEqualTo("0");
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void everyPageFitsAPhoneAndEveryControlHasAName() {
    String session = "/sessions/" + longSession().id();
    List<String> pages =
        List.of(
            "/",
            "/sessions",
            session,
            session + "/usage",
            session + "/notes",
            session + "/artifacts",
            session + "/progress",
            session + "/brief",
            session + "/related",
            "/usage",
            "/audit",
            "/settings",
            "/api",
            "/search?q=turn",
            "/nope");
    for (int width : new int[] {390, 1_280}) {
      browser.width(width);
      for (String page : pages) {
        go(page);
        assertThat(
                Integer.parseInt(
                    browser.evaluate("document.documentElement.scrollWidth - innerWidth")))
            .as("%s at %d pixels is no wider than the window", page, width)
            .isLessThanOrEqualTo(0);
        assertThat(
                browser.evaluate(
                    "[...document.querySelectorAll('input:not([type=hidden]), select,"
                        + " textarea')].filter(e => !e.labels.length).length"))
            .as("fields without a label at " + page)
            .isEqualTo("0");
        assertThat(
                browser.evaluate(
                    "[...document.querySelectorAll('a, button')].filter(e => !e.textContent.trim()"
                        + " && !e.getAttribute('aria-label')).length"))
            .as("links and buttons without a name at " + page)
            .isEqualTo("0");
        assertThat(browser.evaluate("document.querySelectorAll('h1').length"))
            .as("one title at " + page)
            .isEqualTo("1");
      }
    }
    assertThat(browser.problems()).isEmpty();
  }
}
