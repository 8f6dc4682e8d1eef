package dev.seshat.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seshat.Seshat;
import dev.seshat.access.NewToken;
import dev.seshat.access.Role;
import dev.seshat.server.Server;
import dev.seshat.server.ServerOptions;
import dev.seshat.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every page of the dashboard and every state of it, held against axe-core: WCAG 2.2 A and AA, and good practice.
class AccessibilityTest {
  private static final String RUN =
      """
      axe.run(document, {
        runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
        resultTypes: ['violations'],
      }).then(found => found.passes.length + ' passed\\n' + found.violations.map(v =>
        v.id + ': ' + v.help + '\\n' + v.nodes.slice(0, 5).map(n =>
          '    ' + n.target.join(' ') + ' ' + n.failureSummary.replaceAll('\\n', ' ')).join('\\n')).join('\\n'))
      """;

  /// What reaches beyond the screen and cannot be scrolled to within itself.
  private static final String BEYOND =
      """
      (() => {
        const wide = document.documentElement;
        if (wide.scrollWidth <= wide.clientWidth) return '';
        const beyond = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > wide.clientWidth + 1);
        return 'scrolls sideways: ' + wide.scrollWidth + ' of ' + wide.clientWidth + ', by '
          + beyond.slice(0, 3).map(e => e.tagName + '.' + e.className).join(' ');
      })()
      """;

  @TempDir Path profile;
  @TempDir Path directory;
  private Seshat seshat;
  private Server server;
  private Browser browser;
  private String axe;

  @BeforeEach
  void open() throws IOException {
    Optional<Path> program = Browser.program();
    assumeTrue(program.isPresent(), "no Chromium on this machine's PATH");
    try (InputStream in = AccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
      assertThat(in).as("axe-core on the class path").isNotNull();
      axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
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

  private FurnishedRooms rooms() {
    return new FurnishedRooms(seshat, server.pages());
  }

  private String check(String where) {
    browser.evaluate(axe);
    String[] found = browser.evaluate(RUN).split(" passed\n", 2);
    assertThat(found).as("axe-core's answer at " + where).hasSize(2);
    assertThat(Integer.parseInt(found[0])).as("rules that were checked at " + where).isPositive();
    String faults = (found[1] + "\n" + browser.evaluate(BEYOND)).strip();
    return faults.isEmpty() ? "" : where + "\n" + faults.indent(2);
  }

  private void go(String path) {
    browser.go(server.uri().resolve(path));
  }

  @Test
  void everyPageInBothThemesAndOnAPhone() {
    List<String> addresses = rooms().addresses();
    assertThat(addresses).contains("/", "/sessions", "/usage", "/audit", "/settings");
    StringBuilder violations = new StringBuilder();
    for (int width : new int[] {1_280, 390}) {
      browser.width(width);
      for (boolean dark : new boolean[] {false, true}) {
        browser.dark(dark);
        for (String address : addresses) {
          go(address);
          violations.append(check(address + (dark ? " dark " : " light ") + width));
        }
      }
    }
    assertThat(violations.toString()).isEmpty();
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void anEmptyStore() {
    StringBuilder violations = new StringBuilder();
    for (String address : List.of("/", "/sessions", "/usage", "/audit", "/settings", "/search")) {
      go(address);
      violations.append(check(address));
    }
    assertThat(violations.toString()).isEmpty();
  }

  @Test
  void whatOpensAndWhatIsTold() {
    Session session = rooms().session();
    StringBuilder violations = new StringBuilder();
    for (boolean dark : new boolean[] {false, true}) {
      browser.dark(dark);
      browser.width(1_280);
      go("/sessions");
      browser.press("?");
      browser.until("document.getElementById('help').open");
      violations.append(check("help"));
      browser.evaluate("document.getElementById('help').close()");
      browser.evaluate("seshat.tell('It is kept.'); seshat.tell('It failed.', true)");
      violations.append(check("toasts"));
      go("/sessions/" + session.id() + "/progress");
      browser.evaluate("document.querySelector('[popovertarget=confirm-cancel]').click()");
      browser.until("document.querySelector('#confirm-cancel:popover-open') !== null");
      violations.append(check("confirm"));
      browser.width(390);
      go("/");
      browser.evaluate("document.querySelector('.menu').click()");
      browser.until("document.querySelector('#menu:popover-open') !== null");
      violations.append(check("menu"));
      go("/sessions?kind=chat");
      browser.evaluate("document.querySelector('.rest').open = true");
      violations.append(check("filters"));
      go("/sessions/" + session.id());
      browser.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
      violations.append(check("opened turns"));
    }
    assertThat(violations.toString()).isEmpty();
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void loggingIn() {
    String secret = seshat.access().create(new NewToken("phone", Role.READER, null)).secret();
    server.close();
    server = Server.start(seshat, ServerOptions.local().withPort(0).withLogin());
    StringBuilder violations = new StringBuilder();
    for (int width : new int[] {1_280, 390}) {
      browser.width(width);
      for (boolean dark : new boolean[] {false, true}) {
        browser.dark(dark);
        go("/sessions");
        violations.append(check("login" + (dark ? " dark " : " light ") + width));
        logIn("seshat_of_somebody_else");
        browser.until("document.querySelector('[role=alert]')?.textContent.length > 0");
        violations.append(check("refused login" + (dark ? " dark " : " light ") + width));
      }
    }
    logIn(secret);
    browser.until("location.pathname === '/sessions'");
    violations.append(check("logged in"));
    assertThat(violations.toString()).isEmpty();
  }

  private void logIn(String secret) {
    browser.evaluate(
        "document.getElementById('secret').value = '"
            + secret
            + "'; document.querySelector('form').requestSubmit()");
  }
}
