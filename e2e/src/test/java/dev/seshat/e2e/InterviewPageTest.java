package dev.seshat.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seshat.Seshat;
import dev.seshat.people.NewStoryteller;
import dev.seshat.server.Server;
import dev.seshat.server.ServerOptions;
import dev.seshat.session.Answer;
import dev.seshat.session.ResponseMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The interview page in a real Chromium, by keyboard: what is written is sent, kept, and never lost.
class InterviewPageTest {
  @TempDir Path profile;
  @TempDir Path other;
  @TempDir Path directory;
  private Path chromium;
  private Seshat seshat;
  private Server server;
  private Browser browser;
  private String session;

  @BeforeEach
  void open() throws IOException {
    Optional<Path> program = Browser.program();
    assumeTrue(program.isPresent(), "no Chromium on this machine's PATH");
    chromium = program.get();
    seshat = Seshat.open(directory.resolve("e2e.db"));
    server = Server.start(seshat, ServerOptions.local().withPort(0));
    browser = Browser.open(chromium, profile);
    seshat.storytellers().add(NewStoryteller.of("Rose"));
    seshat.storytellers().consent("Rose", true, null);
    session =
        seshat
            .planning()
            .initializeSessionFromProcessNode("Rose", "life-story", "childhood", Map.of())
            .shortId();
    seshat.sessions().activate(session);
    seshat.interviews().nextPrompt(session);
    go(browser);
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

  private void go(Browser window) {
    window.go(server.uri().resolve("/sessions/" + session + "/interview"));
    write(window, "");
  }

  /// Puts the focus where one writes, and types.
  private static void write(Browser window, String text) {
    window.evaluate("document.querySelector('#answering textarea').focus()");
    if (!text.isEmpty()) {
      window.type(text);
    }
  }

  private static void isWritten(Browser window, String text) {
    window.until("document.querySelector('#answering textarea').value === '" + text + "'");
  }

  private static void isSaid(Browser window, String text) {
    window.until("document.getElementById('saved').textContent.startsWith('" + text + "')");
  }

  private static void isAsked(Browser window, int sequence) {
    window.until(
        "document.querySelector('#answering [name=sequence]')?.value === '" + sequence + "'");
  }

  @Test
  void anAnswerIsSentAndAQuestionSkippedByKeyboard() {
    isAsked(browser, 1);
    write(browser, "A green door.");
    browser.stroke("Ctrl+Enter");
    isAsked(browser, 2);
    assertThat(seshat.interactions().get(session, 1).personText()).isEqualTo("A green door.");
    write(browser, "");
    browser.stroke("Tab");
    browser.until("document.activeElement.id === 'send'");
    browser.stroke("Tab");
    browser.until("document.activeElement.name === 'skip'");
    browser.stroke("Enter");
    isAsked(browser, 3);
    assertThat(seshat.interactions().get(session, 2).responseMethod())
        .isEqualTo(ResponseMethod.SKIP);
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void whatIsWrittenElsewhereIsShownAndNeitherIsLost() throws IOException {
    try (Browser second = Browser.open(chromium, other)) {
      go(second);
      write(browser, "From the first window.");
      isSaid(browser, "Saved");
      write(second, "From the second.");
      isSaid(second, "Not saved yet");
      second.until(
          "!document.getElementById('other').hidden && document.getElementById('other-text').textContent"
              + " === 'From the first window.'");
      isWritten(second, "From the second.");
      assertThat(seshat.interviews().draft(session, 1)).isEqualTo("From the first window.");
      // sending decides nothing either
      second.stroke("Ctrl+Enter");
      isSaid(second, "Not saved yet");
      assertThat(seshat.interactions().get(session, 1).isWaiting()).isTrue();
      second.evaluate("document.querySelector('[data-other=below]').focus()");
      second.stroke("Enter");
      isSaid(second, "Saved");
      isWritten(second, "From the second.\\n\\nFrom the first window.");
      assertThat(seshat.interviews().draft(session, 1))
          .isEqualTo("From the second.\n\nFrom the first window.");
      assertThat(second.problems()).isEmpty();
    }
  }

  @Test
  void whatCannotBeTakenAnyMoreIsRescued() {
    write(browser, "My own words.");
    seshat.interviews().answer(session, 1L, Answer.of("Somebody else's."));
    browser.stroke("Ctrl+Enter");
    browser.until("document.querySelector('#rescued textarea')?.value === 'My own words.'");
    browser.evaluate("document.querySelector('#rescued button').focus()");
    browser.stroke("Enter");
    browser.until("!document.getElementById('rescued')");
    assertThat(seshat.notes().list(session, null, 10).items())
        .anyMatch(note -> note.noteContent().contains("My own words."));
    assertThat(seshat.interactions().get(session, 1).personText()).isEqualTo("Somebody else's.");
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void whatIsWrittenWhileTheServerIsAwayIsKeptAndSentLater() throws IOException {
    int port = server.port();
    server.close();
    write(browser, "While it was away.");
    isSaid(browser, "Not saved: the server does not answer");
    browser.stroke("Ctrl+Enter");
    isSaid(browser, "Not saved: the server does not answer");
    isWritten(browser, "While it was away.");
    server = Server.start(seshat, ServerOptions.local().withPort(port));
    isSaid(browser, "Saved");
    assertThat(seshat.interviews().draft(session, 1)).isEqualTo("While it was away.");
    browser.stroke("Ctrl+Enter");
    browser.until("document.querySelector('#answering [name=sequence]')?.value === '2'");
    assertThat(seshat.interactions().get(session, 1).personText()).isEqualTo("While it was away.");
  }
}
