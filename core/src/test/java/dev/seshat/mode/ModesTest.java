package dev.seshat.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.session.Ending;
import dev.seshat.session.NewSession;
import dev.seshat.session.SessionChange;
import dev.seshat.session.SessionField;
import dev.seshat.task.Complexity;
import dev.seshat.task.NewTask;
import dev.seshat.task.Task;
import dev.seshat.task.TaskChange;
import dev.seshat.task.TaskGuide;
import dev.seshat.task.TaskPlace;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class ModesTest {
  private static final String OWN =
      """
      mode_metadata:
        name: Own
      mode_configuration:
        default_complexity: complex
        auto_task_routing: true
        max_subtask_depth: 1
      roles:
        cook: {role_definition: You cook.}
        baker: {role_definition: You bake.}
      task_routing_rules:
        - {keywords: [bread, cake], role: baker}
        - {keywords: [soup, cake], role: cook}
      validation_rules:
        - It was tasted.
        - {rule: The oven is off., roles: [baker]}
      """;

  private static String session(Seshat seshat) {
    return seshat.sessions().startUnfocused(NewSession.of("Ship it").kind("tasks")).shortId();
  }

  private static Path file(Seshat seshat, String name) throws IOException {
    Path file = seshat.folder().resolve("roles").resolve(name + ".yaml");
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return file;
  }

  @EveryStore
  void thoseThatComeWithSeshatAreThereAndAreTakenWhenTheyAreUsed(TestStore store) {
    Seshat seshat = store.seshat();
    assertThat(seshat.modes().list())
        .extracting(Mode::name, Mode::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("default", "shipped"),
            org.assertj.core.groups.Tuple.tuple("research", "shipped"),
            org.assertj.core.groups.Tuple.tuple("writing", "shipped"));
    String session = session(seshat);
    ModeBinding bound = seshat.modes().select(session, "research", Map.of());
    assertThat(bound.mode()).isEqualTo("research");
    assertThat(seshat.folder().resolve("roles/research.yaml")).exists();
    assertThat(seshat.modes().get("research").state()).isEqualTo("valid");
    assertThat(seshat.sessions().get(session).get(SessionField.MODE_ID)).isEqualTo(bound.modeId());
    assertThat(seshat.modes().sessionsIn("research")).hasSize(1);
  }

  @EveryStore
  void aFileIsNoticedWhenItComesChangesAndGoes(TestStore store) throws IOException {
    Seshat seshat = store.seshat();
    Modes modes = seshat.modes();
    Files.writeString(file(seshat, "own"), OWN);
    Files.writeString(file(seshat, "Not A Word"), OWN);
    Files.writeString(seshat.folder().resolve("roles/readme.txt"), "x");
    ModeScan first = modes.scan();
    assertThat(first.added()).containsExactly("own");
    assertThat(first.ignored()).containsOnlyKeys("Not A Word.yaml", "readme.txt");
    assertThat(modes.scan().isNothing()).isTrue();
    Files.writeString(file(seshat, "own"), OWN.replace("name: Own", "name: Mine"));
    assertThat(modes.get("own").title()).isEqualTo("Mine");
    Files.writeString(file(seshat, "own"), OWN.replace("complex", "hard"));
    ModeScan broken = modes.scan();
    assertThat(broken.changed()).containsExactly("own");
    assertThat(broken.invalid()).containsExactly("own");
    Mode mode = modes.get("own");
    assertThat(mode.state()).isEqualTo("invalid");
    assertThat(mode.errors()).extracting(ModeError::line).containsExactly(4);
    assertThat(mode.title()).as("what the last right file said").isEqualTo("Mine");
    Files.delete(file(seshat, "own"));
    assertThat(modes.scan().gone()).containsExactly("own");
    assertThat(modes.get("own").state()).isEqualTo("missing");
    modes.backups().revert("own");
    assertThat(modes.get("own").state()).isEqualTo("valid");
    assertThat(modes.get("own").title()).isEqualTo("Mine");
  }

  @EveryStore
  void oneModeIsBoundAtATime(TestStore store) {
    Seshat seshat = store.seshat();
    Modes modes = seshat.modes();
    String session = session(seshat);
    assertThat(modes.bound(session)).isEmpty();
    assertThat(modes.unselect(session)).isFalse();
    modes.select(session, "default", Map.of());
    modes.select(session, "writing", Map.of("max_subtask_depth", 2, "note", "mine"));
    modes.select(session, "writing", Map.of("note", "mine", "max_subtask_depth", 2));
    assertThat(modes.history(session))
        .extracting(ModeBinding::mode)
        .containsExactly("writing", "default");
    assertThat(modes.history(session).get(1).unboundAt()).isNotNull();
    assertThat(modes.unselect(session)).isTrue();
    assertThat(modes.bound(session)).isEmpty();
    assertThat(seshat.sessions().get(session).get(SessionField.MODE_ID)).isNull();
    assertThat(modes.history(session)).hasSize(2);
    modes.select(session, "research", Map.of("max_subtask_depth", 3));
    dev.seshat.session.Session fork = seshat.sessions().fork(session, null, null);
    ModeBinding taken = modes.bound(fork.id().toString()).orElseThrow();
    assertThat(taken.mode()).isEqualTo("research");
    assertThat(taken.context()).containsEntry("max_subtask_depth", 3);
    assertThat(fork.get(SessionField.MODE_ID)).isEqualTo(taken.modeId());
    assertThat(seshat.tasks().tree(fork.id().toString())).isEmpty();
    assertThatThrownBy(() -> modes.select(session, "nothing", Map.of()))
        .isInstanceOf(NotFound.class)
        .hasMessage("no mode 'nothing'; there are default, research, writing");
    assertThatThrownBy(() -> modes.select(session, "../x", Map.of())).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> modes.select(session, "default", Map.of("max_subtask_depth", "deep")))
        .hasMessageStartingWith("binding_context.max_subtask_depth: ");
    assertThatThrownBy(() -> modes.select(session, "default", Map.of("default_complexity", "hard")))
        .hasMessageStartingWith("binding_context.default_complexity: must be simple");
    seshat.sessions().complete(session, Ending.none());
    assertThatThrownBy(() -> modes.select(session, "default", Map.of()))
        .isInstanceOf(IllegalTransition.class);
  }

  @EveryStore
  void oneThatNobodyUsesIsRemovedAndItsHistoryStays(TestStore store) throws IOException {
    Seshat seshat = store.seshat();
    Modes modes = seshat.modes();
    String session = session(seshat);
    assertThatThrownBy(() -> modes.remove("writing")).isInstanceOf(NotFound.class);
    modes.create("own", null, OWN);
    modes.create("other", null, OWN);
    modes.select(session, "own", Map.of());
    assertThatThrownBy(() -> modes.remove("own"))
        .isInstanceOf(Conflict.class)
        .hasMessageStartingWith("1 session is worked on in mode 'own'");
    Files.delete(file(seshat, "own"));
    assertThat(modes.get("own").state()).as("without a scan").isEqualTo("missing");
    assertThatThrownBy(() -> modes.remove("own")).isInstanceOf(Conflict.class);
    modes.unselect(session);
    modes.remove("own");
    assertThatThrownBy(() -> modes.get("own")).isInstanceOf(NotFound.class);
    assertThat(modes.history(session)).extracting(ModeBinding::mode).containsExactly("own");
    assertThat(modes.history(session).getFirst().modeId()).isNull();
    modes.remove("other");
    assertThat(file(seshat, "other")).doesNotExist();
    assertThat(modes.backups().list().getFirst().modes()).containsExactly("other");
    assertThat(modes.list()).extracting(Mode::state).containsOnly("shipped");
  }

  @EveryStore
  void whatWasNeverRightCannotBeUsed(TestStore store) throws IOException {
    Seshat seshat = store.seshat();
    String session = session(seshat);
    Files.writeString(file(seshat, "own"), "roles: [");
    assertThatThrownBy(() -> seshat.modes().select(session, "own", Map.of()))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("roles/own.yaml is not right");
    assertThat(seshat.modes().get("own").state()).isEqualTo("unusable");
    assertThatThrownBy(() -> seshat.modes().backups().revert("own")).isInstanceOf(NotFound.class);
  }

  @EveryStore
  void theModeSaysWhoAndHowMuchAndHowDeep(TestStore store) {
    Seshat seshat = store.seshat();
    String session = session(seshat);
    seshat.modes().create("own", null, OWN);
    seshat.modes().select(session, "own", Map.of());
    List<Task> made =
        seshat
            .tasks()
            .add(
                session,
                List.of(
                    NewTask.of("Bake a cake").called("cake"),
                    NewTask.of("Make SOUP").under("cake").weighing(Complexity.SIMPLE),
                    NewTask.of("Soup again").by("waiter"),
                    NewTask.of("Sweep")));
    assertThat(made)
        .extracting(Task::specialistType)
        .containsExactly("baker", "cook", "waiter", null);
    assertThat(made)
        .extracting(Task::complexity)
        .containsExactly(
            Complexity.COMPLEX, Complexity.SIMPLE, Complexity.COMPLEX, Complexity.COMPLEX);
    String soup = made.get(1).marker();
    TaskGuide guide =
        Objects.requireNonNull(seshat.tasks().context(session, made.get(0).marker()).guide());
    assertThat(guide.definition()).isEqualTo("You bake.");
    assertThat(guide.rules()).containsExactly("It was tasted.", "The oven is off.");
    assertThat(Objects.requireNonNull(seshat.tasks().context(session, soup).guide()).rules())
        .containsExactly("It was tasted.");
    TaskGuide nobodys =
        Objects.requireNonNull(seshat.tasks().context(session, made.get(3).marker()).guide());
    assertThat(nobodys.role()).isNull();
    assertThat(nobodys.rules()).containsExactly("It was tasted.");
    assertThatThrownBy(() -> seshat.tasks().add(session, List.of(NewTask.of("Salt").under(soup))))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("mode 'own' lets tasks stand at most 1 deep");
    assertThatThrownBy(() ->
            seshat
                .tasks()
                .change(session, made.get(3).marker(), TaskChange.to(TaskPlace.under(soup)), null))
        .isInstanceOf(Invalid.class);
    seshat
        .modes()
        .select(session, "own", Map.of("max_subtask_depth", 3, "auto_task_routing", false));
    Task salt =
        seshat.tasks().add(session, List.of(NewTask.of("Salt the soup").under(soup))).getFirst();
    assertThat(salt.specialistType()).isNull();
    assertThat(salt.level()).isEqualTo(2);
  }

  @EveryStore
  void aChangedFileCountsFromTheNextTaskOn(TestStore store) throws IOException {
    Seshat seshat = store.seshat();
    String session = session(seshat);
    seshat.modes().create("own", null, OWN);
    seshat.modes().select(session, "own", Map.of());
    Files.writeString(file(seshat, "own"), OWN.replace("bread", "pie"));
    assertThat(
            seshat.tasks().add(session, List.of(NewTask.of("A pie"))).getFirst().specialistType())
        .isEqualTo("baker");
    Files.writeString(file(seshat, "own"), "roles: [");
    assertThat(
            seshat.tasks().add(session, List.of(NewTask.of("A pie"))).getFirst().specialistType())
        .isEqualTo("baker");
    assertThat(seshat.modes().get("own").state()).isEqualTo("invalid");
  }

  @EveryStore
  void modesAreMadeOfOthersOrOfTexts(TestStore store) {
    Modes modes = store.seshat().modes();
    assertThat(modes.create("mine", "writing", null).title()).isEqualTo("Writing");
    assertThat(modes.create("team", null, null).title()).isEqualTo("Default");
    assertThat(modes.create("research", null, null).title()).isEqualTo("Research");
    assertThatThrownBy(() -> modes.create("mine", null, OWN)).isInstanceOf(Conflict.class);
    assertThatThrownBy(() -> modes.create("bad", null, "roles: {}\nx: 1"))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("'mode_metadata' is missing")
        .hasMessageContaining("2:1 x: is not known here");
    assertThatThrownBy(() -> modes.get("bad")).isInstanceOf(NotFound.class);
    assertThat(modes.validate("x: 1").errors()).hasSize(3);
    assertThat(modes.validateFile("mine").isValid()).isTrue();
    assertThat(modes.validateFile("default").isValid()).isTrue();
  }

  @EveryStore
  void copiesAreKeptAndPutBack(TestStore store) throws IOException {
    Seshat seshat = store.seshat();
    Modes modes = seshat.modes();
    assertThatThrownBy(() -> modes.backups().make()).isInstanceOf(Conflict.class);
    modes.create("own", null, OWN);
    modes.create("mine", "default", null);
    ModeBackup backup = modes.backups().make();
    assertThat(backup.modes()).containsExactly("mine", "own");
    Files.writeString(file(seshat, "own"), "spoilt: [");
    Files.delete(file(seshat, "mine"));
    assertThat(modes.backups().restore(backup.name(), "own")).containsExactly("own");
    assertThat(modes.text("own")).isEqualTo(OWN);
    assertThat(modes.get("own").state()).isEqualTo("valid");
    assertThat(modes.get("mine").state()).isEqualTo("missing");
    assertThat(modes.backups().restore(backup.name(), null)).containsExactly("mine", "own");
    assertThat(modes.get("mine").state()).isEqualTo("valid");
    // what was there was copied before
    assertThat(modes.backups().list()).hasSize(3);
    for (int i = 0; i < ModeBackups.KEPT + 3; i++) {
      modes.backups().make();
    }
    assertThat(modes.backups().list()).hasSize(ModeBackups.KEPT);
    String gone = backup.name();
    assertThatThrownBy(() -> modes.backups().restore(gone, null)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> modes.backups().restore("../../x.zip", null))
        .isInstanceOf(Invalid.class);
    Path spoilt =
        seshat.folder().resolve("roles-backups").resolve(modes.backups().list().getFirst().name());
    Files.writeString(spoilt, "no zip");
    assertThatThrownBy(() -> modes.backups().restore(String.valueOf(spoilt.getFileName()), null))
        .isInstanceOf(Invalid.class);
  }

  @EveryStore
  void theBriefSaysTheModeAndTheOpenTasks(TestStore store) {
    Seshat seshat = store.seshat();
    String session = session(seshat);
    assertThat(seshat.briefs().brief(session, 4_000)).doesNotContain("## Mode", "## Open tasks");
    seshat.modes().select(session, "default", Map.of());
    List<Task> made =
        seshat
            .tasks()
            .add(
                session,
                List.of(
                    NewTask.of("Build it").called("build"),
                    NewTask.of("Announce").after("build"),
                    NewTask.of("Write docs")));
    seshat.tasks().move(session, made.get(2).marker(), dev.seshat.task.TaskStatus.IN_PROGRESS);
    String brief = seshat.briefs().brief(session, 4_000);
    assertThat(brief)
        .contains("## Mode\n- default: Default\n")
        .contains(
            "## Open tasks\n- 0 of 3 completed\n- ready: Build it (%s, priority 3, @implementer)\n- in progress: Write docs (%s"
                .formatted(made.get(0).marker(), made.get(2).marker()))
        .contains("- waiting: Announce (" + made.get(1).marker() + ", priority 3, waits for 1)");
  }

  @EveryStore
  void sessionsOfTasksHaveNamesOfTheirOwn(TestStore store) throws InterruptedException {
    Seshat seshat = store.seshat();
    dev.seshat.session.Sessions sessions = seshat.sessions();
    NewSession release = NewSession.of("Ship").kind("tasks").with(SessionField.NAME, "Release");
    String first = sessions.create(release).shortId();
    assertThatThrownBy(() -> sessions.create(release))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("session " + first + " of tasks is called 'Release' too");
    sessions.create(release.kind("chat"));
    String other = sessions.create(release.project("elsewhere")).shortId();
    assertThatThrownBy(
            () -> sessions.update(other, SessionChange.none().clear(SessionField.PROJECT), null))
        .isInstanceOf(Conflict.class);
    sessions.cancel(first, Ending.none());
    sessions.archive(first);
    String second = sessions.create(release).shortId();
    assertThatThrownBy(() -> sessions.activate(first)).isInstanceOf(Conflict.class);
    assertThat(sessions.get(first).status().word()).isEqualTo("archived");
    sessions.update(second, SessionChange.none().set(SessionField.NAME, "Later"), null);
    sessions.activate(first);
    assertThat(sessions.get(first).get(SessionField.NAME)).isEqualTo("Release");
    java.util.concurrent.atomic.AtomicInteger made =
        new java.util.concurrent.atomic.AtomicInteger();
    NewSession raced = release.with(SessionField.NAME, "Raced");
    List<Thread> threads = new java.util.ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  sessions.create(raced);
                  made.incrementAndGet();
                } catch (Conflict e) {
                  // another was faster
                }
              }));
    }
    for (Thread each : threads) {
      each.join();
    }
    assertThat(made).hasValue(1);
  }
}
