package dev.seshat.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seshat.Seshat;
import dev.seshat.server.Server;
import dev.seshat.server.ServerOptions;
import dev.seshat.session.NewSession;
import dev.seshat.task.NewTask;
import dev.seshat.task.Task;
import dev.seshat.task.TaskStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tasks in a real Chromium: cards and branches that are moved by mouse and by keyboard.
class TaskPagesBrowserTest {
  @TempDir Path profile;
  @TempDir Path directory;
  private Seshat seshat;
  private Server server;
  private Browser browser;
  private String session = "";

  @BeforeEach
  void open() throws IOException {
    Optional<Path> program = Browser.program();
    assumeTrue(program.isPresent(), "no Chromium on this machine's PATH");
    seshat = Seshat.open(directory.resolve("e2e.db"));
    server = Server.start(seshat, ServerOptions.local().withPort(0));
    browser = Browser.open(program.get(), profile);
    session = seshat.sessions().start(NewSession.of("Ship it").kind("tasks")).id().toString();
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

  private List<Task> plan(NewTask... tasks) {
    return seshat.tasks().add(session, List.of(tasks));
  }

  private TaskStatus status(Task task) {
    return seshat.tasks().get(session, task.id().toString()).status();
  }

  private void go(String path) {
    browser.go(server.uri().resolve(path));
    browser.until("document.getElementById('live').dataset.state === 'live'");
  }

  private static String card(Task task) {
    return "document.getElementById('t-" + task.id() + "')";
  }

  private static String stands(Task task, String column) {
    return card(task) + "?.closest('.column')?.dataset.status === '" + column + "'";
  }

  private void focusGrip(Task task) {
    browser.evaluate(card(task) + ".querySelector('[data-grip]').focus()");
  }

  private String said(String id) {
    return browser.evaluate("document.getElementById('" + id + "').textContent");
  }

  @Test
  void aCardIsDraggedByTheMouse() {
    Task build = plan(NewTask.of("Build"), NewTask.of("Test")).getFirst();
    go("/board");
    browser.drag(
        card(build) + ".querySelector('.what > a')",
        "document.querySelector('.column.in_progress')");
    browser.until(stands(build, "in_progress") + " && !document.querySelector('[data-busy]')");
    assertThat(status(build)).isEqualTo(TaskStatus.IN_PROGRESS);
    assertThat(browser.evaluate("location.pathname")).as("it was no click").isEqualTo("/board");
    browser.drag(card(build), "document.querySelector('.column.completed')");
    browser.until(stands(build, "completed") + " && !document.querySelector('[data-busy]')");
    assertThat(status(build)).isEqualTo(TaskStatus.COMPLETED);
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void aCardIsDraggedByAFinger() {
    Task build = plan(NewTask.of("Build"), NewTask.of("Test")).getFirst();
    browser.touchscreen();
    go("/board");
    browser.swipe(
        card(build) + ".querySelector('[data-grip]')",
        "document.querySelector('.column.in_progress')");
    browser.until(stands(build, "in_progress") + " && !document.querySelector('[data-busy]')");
    assertThat(status(build)).isEqualTo(TaskStatus.IN_PROGRESS);
    browser.swipe(
        card(build) + ".querySelector('.what > a')", "document.querySelector('.column.completed')");
    assertThat(
            browser.evaluate(
                stands(build, "in_progress") + " && !document.querySelector('[data-busy]')"))
        .as("a finger on the words scrolls, and moves nothing")
        .isEqualTo("true");
    assertThat(status(build)).isEqualTo(TaskStatus.IN_PROGRESS);
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void whatIsRefusedGoesBackWithTheServersWords() {
    Task build = plan(NewTask.of("Build")).getFirst();
    go("/sessions/" + session + "/board");
    browser.drag(card(build), "document.querySelector('.column.completed')");
    browser.until("document.querySelector('#warned .toast')?.textContent.includes('Build')");
    browser.until(stands(build, "pending"));
    assertThat(browser.evaluate("document.querySelector('#warned').textContent"))
        .contains("is pending", "in_progress");
    assertThat(status(build)).isEqualTo(TaskStatus.PENDING);
  }

  @Test
  void aCardIsMovedByTheKeyboard() {
    Task build = plan(NewTask.of("Build"), NewTask.of("Test")).getFirst();
    go("/board");
    focusGrip(build);
    browser.press(" ");
    browser.until("document.querySelector('.held') !== null");
    assertThat(said("board-said")).isEqualTo("Build picked up in Pending, column 1 of 6.");
    browser.press("ArrowRight");
    assertThat(said("board-said")).isEqualTo("In progress, column 2 of 6.");
    browser.press("ArrowRight");
    browser.press("ArrowRight");
    assertThat(said("board-said"))
        .isEqualTo("Completed, column 4 of 6; it cannot go there from Pending.");
    browser.press("Escape");
    assertThat(said("board-said")).isEqualTo("Back in Pending.");
    assertThat(browser.evaluate(stands(build, "pending"))).isEqualTo("true");
    browser.press(" ");
    browser.press("ArrowRight");
    browser.press(" ");
    browser.until(
        stands(build, "in_progress")
            + " && document.getElementById('board-said').textContent === 'Build: now In progress.'");
    assertThat(status(build)).isEqualTo(TaskStatus.IN_PROGRESS);
    browser.until("!document.querySelector('[data-busy]')");
    assertThat(
            browser.evaluate(
                "document.activeElement === " + card(build) + ".querySelector('[data-grip]')"))
        .as("the focus stays with the card")
        .isEqualTo("true");
  }

  @Test
  void whatOthersChangeAppears() {
    Task build = plan(NewTask.of("Build"), NewTask.of("Test").after()).getFirst();
    go("/sessions/" + session + "/board");
    seshat.tasks().move(session, build.marker(), TaskStatus.BLOCKED);
    browser.until(stands(build, "blocked"));
    Task late = plan(NewTask.of("Late")).getFirst();
    browser.until(stands(late, "pending"));
    assertThat(browser.evaluate("document.getElementById('count-pending').textContent.trim()"))
        .isEqualTo("2");
    assertThat(browser.problems()).isEmpty();
  }

  private String titles() {
    return seshat.tasks().tree(session).stream()
        .map(each -> "  ".repeat(each.level()) + each.title())
        .collect(Collectors.joining("\n"));
  }

  private void carry(Task task, String... keys) {
    focusGrip(task);
    browser.press(" ");
    browser.until("document.querySelector('.task.held') !== null");
    for (String key : keys) {
      browser.press(key);
    }
  }

  @Test
  void aBranchIsMovedByTheKeyboard() {
    List<Task> made =
        plan(
            NewTask.of("Build").in("Work").called("b"),
            NewTask.of("Test").in("Work").after("b"),
            NewTask.of("Ship").in("Work"),
            NewTask.of("Rest").in("Play"));
    Task test = made.get(1);
    go("/sessions/" + session + "/tasks");
    browser.until("document.querySelectorAll('svg.ways circle').length === 1");
    carry(made.get(2), "ArrowUp");
    assertThat(said("tree-said")).isEqualTo("Work, 2 of 3, after Build.");
    browser.press("Escape");
    assertThat(said("tree-said")).isEqualTo("Ship is back, Work, 3 of 3, after Test.");
    carry(test, "ArrowRight");
    assertThat(said("tree-said")).isEqualTo("under Build, 1 of 1.");
    browser.press(" ");
    browser.until("!document.querySelector('[data-busy]') && document.querySelector('.toast.bad')");
    assertThat(titles())
        .as("a task cannot wait for the one that it stands under")
        .isEqualTo("Build\nTest\nShip\nRest");
    carry(made.get(2), "ArrowRight");
    browser.press(" ");
    browser.until(
        "document.querySelector('details.under " + "#t-" + made.get(2).id() + "') !== null");
    assertThat(titles()).isEqualTo("Build\nTest\n  Ship\nRest");
    browser.until(
        "document.activeElement === " + card(made.get(2)) + ".querySelector('[data-grip]')");
    carry(test, "ArrowDown");
    browser.press(" ");
    browser.until("!document.querySelector('[data-busy]')");
    assertThat(titles()).isEqualTo("Build\nTest\n  Ship\nRest");
    assertThat(seshat.tasks().get(session, test.marker()).group()).isEqualTo("Play");
    assertThat(browser.problems()).isEmpty();
  }
}
