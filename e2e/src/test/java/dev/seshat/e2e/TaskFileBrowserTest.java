package dev.seshat.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seshat.Seshat;
import dev.seshat.promise.Steward;
import dev.seshat.server.Server;
import dev.seshat.server.ServerOptions;
import dev.seshat.session.NewSession;
import dev.seshat.task.NewTask;
import dev.seshat.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A board in a real Chromium beside the Markdown file of the same tasks: whichever of them is changed, the other follows.
class TaskFileBrowserTest {
  /// How soon the other side says the same.
  private static final Duration SOON = Duration.ofSeconds(2);

  @TempDir Path profile;
  @TempDir Path directory;
  @TempDir Path project;
  private Seshat seshat;
  private Server server;
  private Steward steward;
  private Browser browser;
  private String session = "";
  private Task build;
  private Path file;
  private final List<Duration> took = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    Optional<Path> program = Browser.program();
    assumeTrue(program.isPresent(), "no Chromium on this machine's PATH");
    seshat = Seshat.open(directory.resolve("e2e.db"));
    session =
        seshat
            .sessions()
            .start(
                NewSession.of("Ship it")
                    .kind("tasks")
                    .with(Map.of("project_root_path", project.toString())))
            .id()
            .toString();
    build =
        seshat.tasks().add(session, List.of(NewTask.of("Build"), NewTask.of("Test"))).getFirst();
    file = Path.of(seshat.taskFiles().sync(session, null, false).state().path());
    server = Server.start(seshat, ServerOptions.local().withPort(0));
    steward = seshat.steward().start();
    browser = Browser.open(program.get(), profile);
    browser.go(server.uri().resolve("/sessions/" + session + "/board"));
    browser.until("document.getElementById('live').dataset.state === 'live'");
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    if (steward != null) {
      steward.close();
    }
    if (server != null) {
      server.close();
      seshat.close();
    }
  }

  private String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// As most editors save: beside the file, then in its place.
  private void edit(String from, String to) throws IOException {
    String text = text();
    assertThat(text).contains(from);
    Path written = Files.writeString(file.resolveSibling("session.md~"), text.replace(from, to));
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private String card() {
    return "document.getElementById('t-" + build.id() + "')";
  }

  private boolean isSeen(String expression) {
    return browser.evaluate(expression).equals("true");
  }

  private String stands(String column) {
    return card() + "?.closest('.column')?.dataset.status === '" + column + "'";
  }

  /// Waits for what is to come, and notes how long it took from now.
  private void follows(String what, BooleanSupplier is) {
    long began = System.nanoTime();
    while (!is.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .as("waited for: " + what)
          .isLessThan(Duration.ofSeconds(60));
      LockSupport.parkNanos(20_000_000);
    }
    took.add(Duration.ofNanos(System.nanoTime() - began));
  }

  private void dragTo(String column) {
    browser.until(card() + " && !document.querySelector('[data-busy]')");
    browser.drag(
        card() + ".querySelector('.what > a')", "document.querySelector('.column." + column + "')");
  }

  /// That it can be done in the time is what is asked; how often a busy machine takes longer says nothing of the program.
  private void wasSoon(String what) {
    System.out.println(what + " took " + took);
    assertThat(Collections.min(took)).as(what + " took " + took).isLessThan(SOON);
  }

  @Test
  void aCardThatIsDraggedChangesTheFile() {
    for (int i = 0; i < 3; i++) {
      dragTo("in_progress");
      follows("in progress", () -> text().contains("- [ ] Build (in_progress) ^" + build.marker()));
      dragTo("pending");
      follows("pending", () -> text().contains("- [ ] Build ^" + build.marker()));
    }
    dragTo("in_progress");
    browser.until("!document.querySelector('[data-busy]')");
    dragTo("completed");
    follows("completed", () -> text().contains("- [x] Build ^" + build.marker()));
    wasSoon("a drag to be in the file");
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void aCardThatIsCarriedByTheKeyboardChangesTheFile() {
    browser.evaluate(card() + ".querySelector('[data-grip]').focus()");
    browser.press(" ");
    browser.until("document.querySelector('.held') !== null");
    browser.press("ArrowRight");
    browser.press(" ");
    follows("in progress", () -> text().contains("- [ ] Build (in_progress) ^" + build.marker()));
    assertThat(text()).contains("- [ ] Test ^");
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void aFileThatIsEditedChangesTheBoard() throws IOException {
    String marker = " ^" + build.marker();
    for (int i = 0; i < 3; i++) {
      edit("- [ ] Build" + marker, "- [x] Build" + marker);
      follows("completed", () -> isSeen(stands("completed")));
      edit("- [x] Build" + marker, "- [ ] Build" + marker);
      follows("pending", () -> isSeen(stands("pending")));
    }
    edit("- [ ] Build" + marker, "- [ ] Build the <b>boat</b>" + marker + "\n- [ ] Paint it");
    follows(
        "the other title",
        () ->
            isSeen(
                card() + "?.querySelector('.what > a').textContent === 'Build the <b>boat</b>'"));
    wasSoon("an edit to be on the board");
    browser.until(
        "[...document.querySelectorAll('.card .what > a')].some(a => a.textContent === 'Paint it')");
    follows("the new line's marker", () -> text().matches("(?s).*- \\[ ] Paint it \\^t\\w+\\R.*"));
    assertThat(browser.problems()).isEmpty();
  }
}
