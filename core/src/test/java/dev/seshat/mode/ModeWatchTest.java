package dev.seshat.mode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.promise.Steward;
import dev.seshat.session.NewSession;
import dev.seshat.task.NewTask;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/// Files of modes that change while a server runs: noticed by themselves, before anybody asks for them.
class ModeWatchTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String KITCHEN =
      """
      mode_metadata:
        name: Kitchen
      mode_configuration:
        auto_task_routing: true
      roles:
        baker: {role_definition: You bake.}
      task_routing_rules:
        - {keywords: [bread], role: baker}
      """;

  private static void await(BooleanSupplier what) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!what.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(what.getAsBoolean()).isTrue();
  }

  /// How often the log says that something became of a mode; asking for the mode itself would look at its file.
  private static int noted(Seshat seshat, String action) {
    return (int)
        seshat.audit().after(0, 1_000).stream()
            .filter(each -> each.action().equals(action))
            .count();
  }

  @EveryStore
  void aFileThatChangesIsReadAgainByItself(TestStore store)
      throws IOException, InterruptedException {
    Seshat seshat = store.seshat();
    Modes modes = seshat.modes();
    String session = seshat.sessions().create(NewSession.of("Bake").kind("tasks")).shortId();
    Path file = seshat.folder().resolve("roles/kitchen.yaml");
    try (Steward steward = new Steward().keep("modes", modes::watch).start()) {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, KITCHEN);
      await(() -> noted(seshat, "mode.add") == 1);
      modes.select(session, "kitchen", Map.of());

      Files.writeString(file, KITCHEN.replace("role: baker", "role: bakr"));
      await(() -> noted(seshat, "mode.change") == 1);
      Mode broken = modes.get("kitchen");
      assertThat(broken.state()).isEqualTo("invalid");
      assertThat(broken.errors())
          .extracting(ModeError::toString)
          .containsExactly(
              "8:31 task_routing_rules[0].role: there is no role 'bakr'; there are baker");
      assertThat(
              seshat
                  .tasks()
                  .add(session, List.of(NewTask.of("Bake bread")))
                  .getFirst()
                  .specialistType())
          .as("the last right file goes on")
          .isEqualTo("baker");

      Files.writeString(file, KITCHEN.replace("name: Kitchen", "name: Bakery"));
      await(() -> noted(seshat, "mode.change") == 2);
      assertThat(modes.get("kitchen").state()).isEqualTo("valid");
      assertThat(modes.get("kitchen").title()).isEqualTo("Bakery");

      Files.delete(file);
      await(() -> noted(seshat, "mode.gone") == 1);
      assertThat(modes.get("kitchen").state()).isEqualTo("missing");
      assertThat(modes.get("kitchen").title()).isEqualTo("Bakery");
      assertThat(steward).isNotNull();
    }
  }
}
