package dev.seshat.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.session.Ending;
import dev.seshat.session.NewSession;
import dev.seshat.session.SessionStatus;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class TaskBoardTest {
  private static final Map<TaskStatus, Integer> LIMITS =
      Arrays.stream(TaskStatus.values()).collect(Collectors.toMap(Function.identity(), any -> 10));

  private static String session(Seshat seshat, String name) {
    return seshat.sessions().start(NewSession.of("Ship it").name(name).kind("tasks")).shortId();
  }

  private static TaskBoard.Column column(Seshat seshat, BoardFilter filter, TaskStatus status) {
    return seshat.taskBoard().columns(filter, LIMITS).stream()
        .filter(each -> each.status() == status)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> titles(TaskBoard.Column column) {
    return column.cards().stream().map(each -> each.task().title()).toList();
  }

  @EveryStore
  void whatMayBeginStandsBeforeWhatWaits(TestStore store) {
    Seshat seshat = store.seshat();
    String session = session(seshat, "One");
    List<Task> made =
        seshat
            .tasks()
            .add(
                session,
                List.of(
                    NewTask.of("Announce").after("b"),
                    NewTask.of("Build").called("b"),
                    NewTask.of("100 % sure_thing").called("s"),
                    NewTask.of("Sleep")));
    TaskBoard.Column pending = column(seshat, BoardFilter.of(session), TaskStatus.PENDING);
    assertThat(titles(pending)).containsExactly("Build", "100 % sure_thing", "Sleep", "Announce");
    assertThat(pending.total()).isEqualTo(4);
    assertThat(pending.hasMore()).isFalse();
    assertThat(pending.cards().getLast().waitsFor())
        .extracting(TaskBoard.Named::title)
        .containsExactly("Build");
    assertThat(pending.cards().getFirst().session()).isEqualTo("One");
    TaskBoard.Column cut =
        seshat
            .taskBoard()
            .columns(BoardFilter.of(session), Map.of(TaskStatus.PENDING, 2))
            .getFirst();
    assertThat(titles(cut)).containsExactly("Build", "100 % sure_thing");
    assertThat(cut.total()).isEqualTo(4);
    seshat.tasks().move(session, made.get(1).marker(), TaskStatus.IN_PROGRESS);
    seshat.tasks().move(session, made.get(1).marker(), TaskStatus.COMPLETED);
    seshat.tasks().move(session, made.get(3).marker(), TaskStatus.CANCELLED);
    seshat.tasks().move(session, made.get(3).marker(), TaskStatus.PENDING);
    assertThat(
            column(seshat, BoardFilter.of(session), TaskStatus.PENDING)
                .cards()
                .getLast()
                .waitsFor())
        .isEmpty();
    assertThat(titles(column(seshat, BoardFilter.of(session), TaskStatus.COMPLETED)))
        .containsExactly("Build");
    for (String text : List.of("0 % S", "sure_", "SURE_THING")) {
      assertThat(titles(column(seshat, BoardFilter.all().withText(text), TaskStatus.PENDING)))
          .as(text)
          .containsExactly("100 % sure_thing");
    }
    assertThat(titles(column(seshat, BoardFilter.all().withText("e%d"), TaskStatus.PENDING)))
        .isEmpty();
  }

  @EveryStore
  void allSessionsButThoseThatArePutAway(TestStore store) {
    Seshat seshat = store.seshat();
    String one = session(seshat, "One");
    String two = session(seshat, "Two");
    seshat.tasks().add(one, List.of(NewTask.of("Build").in("Work")));
    seshat.tasks().add(two, List.of(NewTask.of("Test").in("Play"), NewTask.of("Rest")));
    assertThat(titles(column(seshat, BoardFilter.all(), TaskStatus.PENDING)))
        .containsExactlyInAnyOrder("Build", "Test", "Rest");
    assertThat(titles(column(seshat, BoardFilter.all().inGroup("Play"), TaskStatus.PENDING)))
        .containsExactly("Test");
    assertThat(titles(column(seshat, BoardFilter.of(two), TaskStatus.PENDING)))
        .containsExactlyInAnyOrder("Test", "Rest");
    seshat.taskClaims().claim(one, java.time.Duration.ofMinutes(1));
    assertThat(
            titles(
                column(seshat, BoardFilter.all().doneBy(seshat.actor()), TaskStatus.IN_PROGRESS)))
        .containsExactly("Build");
    assertThat(column(seshat, BoardFilter.all().doneBy("nobody"), TaskStatus.IN_PROGRESS).cards())
        .isEmpty();
    seshat.sessions().move(two, SessionStatus.CANCELLED, Ending.none(), null);
    assertThat(column(seshat, BoardFilter.all(), TaskStatus.PENDING).cards()).isEmpty();
    assertThatThrownBy(() -> column(seshat, BoardFilter.of("ffffffff"), TaskStatus.PENDING))
        .isInstanceOf(NotFound.class);
  }

  @EveryStore
  void theOutlineOfASmallSessionIsWhole(TestStore store) {
    Seshat seshat = store.seshat();
    String session = session(seshat, "One");
    List<Task> made =
        seshat
            .tasks()
            .add(
                session,
                List.of(
                    NewTask.of("Release").called("r").in("Shipping"),
                    NewTask.of("Notes").called("n").under("r"),
                    NewTask.of("Build").called("b").under("r").after("n"),
                    NewTask.of("Rest").after("r")));
    TaskOutline.Outline all = seshat.taskOutline().of(session, TaskOutline.Wanted.ALL);
    assertThat(all.isWhole()).isTrue();
    assertThat(all.above()).isEmpty();
    assertThat(all.parts()).hasSize(2);
    TaskOutline.Line rest = all.parts().getFirst().lines().getFirst();
    assertThat(rest.task().title()).isEqualTo("Rest");
    assertThat(rest.dependsOn()).extracting(TaskBoard.Named::title).containsExactly("Release");
    TaskOutline.Line release = all.parts().getLast().lines().getFirst();
    assertThat(release.blocks()).extracting(TaskBoard.Named::title).containsExactly("Rest");
    assertThat(release.under())
        .extracting(each -> each.task().title())
        .containsExactly("Notes", "Build");
    TaskOutline.Outline branch =
        seshat
            .taskOutline()
            .of(session, new TaskOutline.Wanted(made.getFirst().marker(), null, null));
    assertThat(branch.above()).extracting(Task::title).containsExactly("Release");
    assertThat(branch.parts().getFirst().lines()).hasSize(2);
    assertThat(seshat.taskOutline().candidates(made.get(1)))
        .extracting(TaskBoard.Named::title)
        .containsExactly("Rest", "Build");
    TaskOutline.Summary summary = seshat.taskOutline().summary(session);
    assertThat(summary).isEqualTo(new TaskOutline.Summary(4, 0, 4, 1, 0));
  }

  @EveryStore
  void aLargeOneIsSeenByItsBranches(TestStore store) {
    Seshat seshat = store.seshat();
    String session = session(seshat, "One");
    List<NewTask> many = new ArrayList<>(List.of(NewTask.of("Root").called("root").in("Work")));
    IntStream.range(0, 700).forEach(i -> many.add(NewTask.of("Part " + i).under("root")));
    IntStream.range(0, 60).forEach(i -> many.add(NewTask.of("Other " + i).in("Work")));
    List<Task> made = seshat.tasks().add(session, many);
    TaskOutline.Outline top = seshat.taskOutline().of(session, TaskOutline.Wanted.ALL);
    assertThat(top.isWhole()).isFalse();
    TaskOutline.Part work = top.parts().getFirst();
    assertThat(work.lines()).hasSize(50).allMatch(each -> each.under().isEmpty());
    assertThat(work.next()).isNotNull();
    TaskOutline.Part rest =
        seshat
            .taskOutline()
            .of(session, new TaskOutline.Wanted(null, "Work", work.next()))
            .parts()
            .getFirst();
    assertThat(rest.lines()).hasSize(11);
    assertThat(rest.next()).isNull();
    String root = made.getFirst().marker();
    TaskOutline.Part first =
        seshat
            .taskOutline()
            .of(session, new TaskOutline.Wanted(root, null, null))
            .parts()
            .getFirst();
    assertThat(first.lines()).hasSize(500);
    TaskOutline.Part second =
        seshat
            .taskOutline()
            .of(session, new TaskOutline.Wanted(root, null, first.next()))
            .parts()
            .getFirst();
    assertThat(second.lines()).hasSize(200);
    assertThat(second.lines().getLast().task().title()).isEqualTo("Part 699");
    assertThatThrownBy(
            () -> seshat.taskOutline().of(session, new TaskOutline.Wanted(root, null, "nonsense")))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(
            () -> seshat.taskOutline().of(session, new TaskOutline.Wanted(null, "Nowhere", null)))
        .isInstanceOf(NotFound.class);
  }

  @EveryStore
  void ofManyGroupsEachShowsItsFirst(TestStore store) {
    Seshat seshat = store.seshat();
    String session = session(seshat, "One");
    List<NewTask> many = new ArrayList<>();
    IntStream.range(0, 600).forEach(i -> many.add(NewTask.of("Task " + i).in("Group " + i % 20)));
    List<Task> made = seshat.tasks().add(session, many);
    seshat
        .tasks()
        .change(session, made.get(20).marker(), TaskChange.after(made.get(1).marker()), null);
    TaskOutline.Outline top = seshat.taskOutline().of(session, TaskOutline.Wanted.ALL);
    assertThat(top.parts()).hasSize(20);
    assertThat(top.parts())
        .allSatisfy(each -> {
          assertThat(each.lines()).hasSize(11);
          assertThat(each.next()).isNotNull();
        });
    assertThat(top.parts().getFirst().lines().get(1).dependsOn())
        .extracting(TaskBoard.Named::title)
        .containsExactly("Task 1");
    assertThat(top.parts().get(1).lines().getFirst().blocks())
        .extracting(TaskBoard.Named::title)
        .containsExactly("Task 20");
  }
}
