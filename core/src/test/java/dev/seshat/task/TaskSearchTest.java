package dev.seshat.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.search.Hit;
import dev.seshat.search.SearchFilter;
import dev.seshat.search.SearchQuery;
import dev.seshat.session.NewSession;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Tasks are found by their words, as they are now.
class TaskSearchTest {
  private static List<UUID> found(Seshat seshat, String words) {
    SearchQuery query =
        SearchQuery.of(words).withFilter(SearchFilter.none().withEntityKinds(Set.of("task")));
    return seshat.search().find(query).hits().stream().map(Hit::entityId).toList();
  }

  @EveryStore
  void aTaskIsFoundByWhatItSaysNow(TestStore store) {
    Seshat seshat = store.seshat();
    String session = seshat.sessions().create(NewSession.of("Ship").kind("tasks")).shortId();
    Task task =
        seshat
            .tasks()
            .add(
                session,
                List.of(
                    NewTask.fromJson(
                        Map.of(
                            "title",
                            "Feed the otters",
                            "description",
                            "Fresh herring only",
                            "reference",
                            "ZOO-7"))))
            .getFirst();
    assertThat(found(seshat, "otter")).containsExactly(task.id());
    assertThat(found(seshat, "herring")).containsExactly(task.id());
    assertThat(found(seshat, "zoo")).containsExactly(task.id());
    Hit hit = seshat.search().find(SearchQuery.of("otters")).hits().getFirst();
    assertThat(hit.entityKind()).isEqualTo("task");
    assertThat(hit.snippet()).startsWith("Feed the otters");
    assertThat(seshat.recall().recall("what do otters eat?", 400, SearchFilter.none()).text())
        .contains("Feed the otters");

    seshat
        .tasks()
        .change(
            session,
            task.marker(),
            TaskChange.fromJson(Map.of("title", "Feed the penguins")),
            null);
    assertThat(found(seshat, "otter")).isEmpty();
    assertThat(found(seshat, "penguin")).containsExactly(task.id());
    seshat.tasks().move(session, task.marker(), TaskStatus.CANCELLED);
    assertThat(found(seshat, "penguin")).as("cancelled, not deleted").hasSize(1);

    assertThat(seshat.search().check().isWhole()).isTrue();
    seshat.search().reindex(written -> {});
    assertThat(found(seshat, "penguin")).containsExactly(task.id());
    assertThat(seshat.search().check().isWhole()).isTrue();
  }

  @EveryStore
  void whatTheFileSaysIsFoundToo(TestStore store) throws IOException {
    Seshat seshat = store.seshat();
    String session = seshat.sessions().create(NewSession.of("Ship").kind("tasks")).shortId();
    seshat.tasks().add(session, List.of(NewTask.of("Feed the otters")));
    seshat.taskFiles().sync(session, null, false);
    Path file = Path.of(seshat.taskFiles().state(session).path());
    String text = Files.readString(file);
    Files.writeString(
        file,
        text.replace("- [ ] Feed the otters", "- [ ] Clean the aquarium\n- [ ] Feed the walrus"));
    seshat.taskFiles().sync(session, null, true);
    assertThat(found(seshat, "walrus")).hasSize(1);
    assertThat(found(seshat, "otters")).isEmpty();
    assertThat(found(seshat, "aquarium")).hasSize(1);
    assertThat(seshat.search().check().isWhole()).isTrue();
  }
}
