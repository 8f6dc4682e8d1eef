package dev.seshat.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.markdown.MergePolicy;
import dev.seshat.server.Client.Answer;
import dev.seshat.session.NewSession;
import dev.seshat.task.NewTask;
import dev.seshat.task.Task;
import dev.seshat.task.TaskChange;
import dev.seshat.task.TaskStatus;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The board, the tree and the page of a task as a browser without scripts gets and sends them.
class TaskPagesTest extends PageCase {
  private String session = "";

  @BeforeEach
  void prepare() {
    session =
        client
            .seshat
            .sessions()
            .start(NewSession.of("Ship it").name("Spring <i>").kind("tasks"))
            .id()
            .toString();
  }

  private List<Task> plan(NewTask... tasks) {
    return client.seshat.tasks().add(session, List.of(tasks));
  }

  private Task now(Task task) {
    return client.seshat.tasks().get(session, task.id().toString());
  }

  private String tree() {
    return page("/sessions/" + session + "/tasks");
  }

  private static String text(String words) {
    return URLEncoder.encode(words, StandardCharsets.UTF_8);
  }

  private Answer send(String path, String fields, String... headers) {
    return client.form(
        "/sessions/" + session + "/" + path, "_token=" + token(tree()) + "&" + fields, headers);
  }

  @Test
  void anEmptyBoardSaysHowToBegin() {
    assertThat(page("/board")).contains("No tasks yet", "task_plan");
    assertThat(page("/sessions/" + session + "/board")).contains("No tasks yet");
    assertThat(tree()).contains("No tasks yet");
  }

  @Test
  void cardsStandByTheirState() {
    List<Task> made =
        plan(
            NewTask.of("Write <b>notes</b>").called("n").in("Words"),
            NewTask.of("Announce").after("n"));
    for (String path : List.of("/board", "/sessions/" + session + "/board")) {
      assertThat(page(path))
          .contains("Write &lt;b&gt;notes", "waits for 1", ">Words<", "In progress", "Cancelled")
          .doesNotContain("<b>notes");
    }
    assertThat(page("/board")).contains("Spring &lt;i&gt;");
    assertThat(page("/board?text=announce"))
        .contains("Announce")
        .doesNotContain("t-" + made.getFirst().id());
    assertThat(page("/board?group=Words")).doesNotContain("id=\"t-" + made.getLast().id());
    assertThat(client.get("/board?pending=x", "Accept", "text/html").status()).isEqualTo(422);
    assertThat(client.get("/board?nonsense=1", "Accept", "text/html").status()).isEqualTo(422);
  }

  @Test
  void theSessionsProgressSaysHowManyAreDone() {
    String path = "/sessions/" + session + "/progress";
    assertThat(page(path)).doesNotContain("by what they weigh");
    List<Task> made = plan(NewTask.of("Build"), NewTask.of("Notes"), NewTask.of("Cake"));
    client.seshat.tasks().move(session, made.getFirst().marker(), TaskStatus.IN_PROGRESS);
    client.seshat.tasks().move(session, made.getFirst().marker(), TaskStatus.COMPLETED);
    assertThat(page(path)).contains("1 of 3 completed, 33 % by what they weigh");
  }

  @Test
  void twoHundredCardsAtFirst() {
    plan(IntStream.range(0, 250).mapToObj(i -> NewTask.of("Task " + i)).toArray(NewTask[]::new));
    String board = page("/sessions/" + session + "/board");
    assertThat(board.split("class=\"card ", -1)).hasSize(201);
    assertThat(board).contains("?pending=400#c-pending");
    assertThat(page("/sessions/" + session + "/board?pending=400").split("class=\"card ", -1))
        .hasSize(251);
  }

  @Test
  void aMoveThatIsNotAllowedIsRefusedWithItsReason() {
    Task task = plan(NewTask.of("Build")).getFirst();
    String path = "tasks/" + task.id() + "/status";
    Answer refused = send(path, "status=completed", "Accept", "application/json");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("detail")).contains("Build", "is pending", "in_progress");
    Answer moved = send(path, "status=in_progress", "Accept", "application/json");
    assertThat(moved.status()).isEqualTo(200);
    assertThat(moved.json()).containsEntry("status", "in_progress");
    Answer done = send(path, "status=completed&from=board", "Accept", "text/html");
    assertThat(done.status()).isEqualTo(303);
    assertThat(done.header("Location")).isEqualTo("/board#t-" + task.id());
    assertThat(now(task).status()).isEqualTo(TaskStatus.COMPLETED);
    assertThat(send(path, "status=gone").status()).isEqualTo(422);
    assertThat(send(path, "status=pending&from=//evil").status()).isEqualTo(422);
    assertThat(send("tasks/" + UUID.randomUUID() + "/status", "status=pending").status())
        .isEqualTo(404);
  }

  @Test
  void aParentIsCompletedWithAllUnderIt() {
    List<Task> made = plan(NewTask.of("Release").called("r"), NewTask.of("Notes").under("r"));
    String path = "tasks/" + made.getFirst().id() + "/status";
    assertThat(send(path, "status=in_progress").status()).isEqualTo(303);
    assertThat(send(path, "status=completed").status()).isEqualTo(409);
    assertThat(send(path, "status=completed&with_subtasks=true").status()).isEqualTo(303);
    assertThat(now(made.getLast()).status()).isEqualTo(TaskStatus.COMPLETED);
  }

  @Test
  void tasksAndGroupsAreWrittenDown() {
    assertThat(send("task-groups", "group_name=" + text("Words & <deeds>")).status())
        .isEqualTo(303);
    assertThat(tree()).contains("Words &amp; &lt;deeds", "Nothing stands in it yet");
    Answer made =
        send(
            "tasks",
            "title="
                + text("Write <it>")
                + "&task_group="
                + text("Words & <deeds>")
                + "&from=tree");
    assertThat(made.status()).isEqualTo(303);
    assertThat(made.header("Location")).contains("/tasks#t-");
    assertThat(tree()).contains("Write &lt;it", "0 of 1 done");
    Task task = client.seshat.tasks().tree(session).getFirst();
    Answer under = send("tasks", "title=Part&parent=" + task.marker() + "&from=task");
    assertThat(under.header("Location")).endsWith("/tasks/" + task.marker());
    assertThat(page(under.header("Location"))).contains("Part", "Where it stands");
    assertThat(send("tasks", "title=").status()).isEqualTo(422);
    assertThat(send("task-groups/remove", "group=" + text("Words & <deeds>")).status())
        .isEqualTo(409);
    assertThat(
            send(
                    "task-groups/change",
                    "group=" + text("Words & <deeds>") + "&group_name=Deeds&description=What")
                .status())
        .isEqualTo(303);
    assertThat(tree()).contains("Deeds", "What").doesNotContain("Words &amp;");
  }

  @Test
  void allOfATaskIsChanged() {
    List<Task> made = plan(NewTask.of("Build").in("Work"), NewTask.of("Test"), NewTask.of("Ship"));
    Task build = made.getFirst();
    Task test = made.get(1);
    String path = "tasks/" + build.id();
    String fields =
        "title="
            + text("Build <it>")
            + "&description=**Well**&specialist_type=builder&complexity_level=complex&priority_level=1&estimated_effort=5"
            + "&actual_effort=&verification_status=pending&reference=PROJ-1&related_tasks="
            + test.marker();
    assertThat(send(path, fields + "&version=" + build.version()).status()).isEqualTo(303);
    assertThat(page("/sessions/" + session + "/" + path))
        .contains("Build &lt;it", "<strong>Well</strong>", "@builder", "urgent", "~5 h", "PROJ-1");
    assertThat(send(path, fields + "&version=" + build.version()).status())
        .as("somebody else changed it")
        .isEqualTo(409);
    assertThat(send(path, fields.replace("=5", "=x") + "&version=2").status()).isEqualTo(422);
    assertThat(send(path + "/dependencies", "add_depends_on=" + test.marker()).status())
        .isEqualTo(303);
    assertThat(tree()).contains("after <span dir=\"auto\">Test", "before <span dir=\"auto\">Build");
    Answer circle =
        send(
            "tasks/" + test.id() + "/dependencies",
            "add_depends_on=" + build.marker(),
            "Accept",
            "text/html");
    assertThat(circle.status()).isEqualTo(409);
    assertThat(circle.body()).contains("Build &lt;it");
    assertThat(send(path + "/dependencies", "remove_depends_on=" + test.marker()).status())
        .isEqualTo(303);
    assertThat(now(build).dependsOn()).isEmpty();
    assertThat(send(path + "/dependencies", "add_depends_on=").status()).isEqualTo(422);
    assertThat(send(path + "/progress", "progress_percentage=40").status()).isEqualTo(303);
    assertThat(now(build).progress()).isEqualTo(40);
    assertThat(send(path + "/place", "task_group=Work&parent=" + test.marker()).status())
        .isEqualTo(303);
    assertThat(now(build).parentId()).isEqualTo(test.id());
    assertThat(send(path + "/place", "before=" + test.marker()).status()).isEqualTo(303);
    assertThat(client.seshat.tasks().tree(session))
        .extracting(Task::title)
        .containsExactly("Build <it>", "Test", "Ship");
    assertThat(send("tasks/" + test.id() + "/place", "parent=" + test.marker()).status())
        .isEqualTo(409);
  }

  @Test
  void aLargeTreeIsSeenByItsBranches() {
    NewTask[] many = new NewTask[801];
    many[0] = NewTask.of("Root").called("root");
    for (int i = 1; i <= 800; i++) {
      many[i] = i < 600 ? NewTask.of("Part " + i).under("root") : NewTask.of("Other " + i);
    }
    Task root = plan(many).getFirst();
    assertThat(tree()).contains("599 under it", "?under=" + root.marker(), "cursor=");
    String branch = page("/sessions/" + session + "/tasks?under=" + root.marker());
    assertThat(branch).contains("Part 500", "cursor=").doesNotContain("Part 501<", "Other 700");
    assertThat(page("/sessions/" + session + "/tasks?first=ready")).contains("ready-first");
  }

  @Test
  void theHeadOfASessionSaysHowItsTasksStand() {
    plan(NewTask.of("Build").called("b"), NewTask.of("Test").after("b"));
    client.seshat.taskClaims().claim(session, Duration.ofMinutes(5));
    assertThat(page("/sessions/" + session)).contains("2 tasks", "2 open", "0 ready", "1 yours");
  }

  @Test
  void whatFileAndStoreSayDifferentlyIsDecidedHere() throws IOException {
    Task task = plan(NewTask.of("Build the boat")).getFirst();
    assertThat(page("/sessions/" + session + "/conflicts"))
        .contains("Nothing to decide", "not written yet");
    client.seshat.taskFiles().sync(session, MergePolicy.MANUAL, false);
    Path file = Path.of(client.seshat.taskFiles().state(session).path());
    Files.writeString(file, Files.readString(file).replace("Build the boat", "Build the <raft>"));
    client
        .seshat
        .tasks()
        .change(
            session, task.marker(), TaskChange.fromJson(Map.of("title", "Build the ship")), null);
    client.seshat.taskFiles().sync(session, null, false);
    String shown = page("/sessions/" + session + "/conflicts");
    assertThat(shown).contains("Build the boat", "Build the ship", "Build the &lt;raft");
    assertThat(page("/sessions/" + session)).contains("Conflicts");
    assertThat(send("conflicts", "marker=" + task.marker() + "&field=nonsense&choice=db").status())
        .isIn(404, 422);
    Answer done =
        send("conflicts", "marker=" + task.marker() + "&field=title&choice=value&value=Build");
    assertThat(done.status()).isEqualTo(303);
    assertThat(now(task).title()).isEqualTo("Build");
    assertThat(Files.readString(file)).contains("] Build ^" + task.marker());
    assertThat(page("/sessions/" + session)).doesNotContain("/conflicts");
    assertThat(send("sync", "").status()).isEqualTo(303);
    assertThat(send("conflicts/all", "choice=both").status()).isEqualTo(422);
  }

  @Test
  void todaySaysWhatIsReadyAndWhatIsMine() {
    plan(NewTask.of("Build <it>"), NewTask.of("Test"));
    assertThat(page("/")).contains("Ready to begin", "Build &lt;it").doesNotContain("Your tasks");
    client.seshat.taskClaims().claim(session, Duration.ofMinutes(5));
    assertThat(page("/")).contains("Your tasks");
  }
}
