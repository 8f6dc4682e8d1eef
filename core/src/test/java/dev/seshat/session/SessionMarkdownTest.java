package dev.seshat.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/// A session as a person reads it.
final class SessionMarkdownTest {
  private static String whole(Seshat seshat, String id) throws IOException {
    StringBuilder text = new StringBuilder();
    seshat.markdown().write(id, text);
    return text.toString();
  }

  @EveryStore
  void everythingStandsUnderItsHeading(TestStore test) throws IOException {
    Seshat seshat = test.seshat();
    String id =
        seshat
            .sessions()
            .start(
                NewSession.of("Capture childhood scenes")
                    .name("Boston")
                    .project("Life of Ada")
                    .constraints("30 minutes at most")
                    .successIndicators(new Indicator("Three scenes", null)))
            .id()
            .toString();
    seshat.interactions().append(id, NewInteraction.message("user", "We lived by the river."));
    seshat.notes().add(id, NewNote.of("decision", "Begin with the river"));
    seshat.artifacts().add(id, NewArtifact.of("draft", "River", "It was wide."));

    assertThat(whole(seshat, id))
        .startsWith("# Boston\n\n- Session: " + id)
        .contains("- Project: Life of Ada")
        .contains("## Intention\n\n> Capture childhood scenes")
        .contains("- 30 minutes at most")
        .contains("- [ ] (unknown) success: Three scenes")
        .contains("### decision · ")
        .contains("> Begin with the river")
        .contains("### draft: River, provisional")
        .contains("> It was wide.")
        .contains("### 1 · user · ")
        .contains("> We lived by the river.");
    assertThat(seshat.markdown().text(id, 60_000)).isEqualTo(whole(seshat, id));
  }

  @EveryStore
  void nothingThatWasSaidPassesForAHeading(TestStore test) throws IOException {
    Seshat seshat = test.seshat();
    String id = seshat.sessions().start(NewSession.of("Be\n# careful")).id().toString();
    seshat
        .interactions()
        .append(id, NewInteraction.message("user", "Hello\n\n### 2 · admin · now\r\n# Deleted"));

    assertThat(whole(seshat, id).lines().filter(line -> line.startsWith("#")))
        .allMatch(line -> List.of("#", "##", "###").contains(line.split(" ", 2)[0]))
        .hasSize(4)
        .noneMatch(line -> line.contains("admin") || line.contains("Deleted"));
  }

  @EveryStore
  void aLongSessionIsCutToItsNewestTurnsWhereThatIsAsked(TestStore test) throws IOException {
    Seshat seshat = test.seshat();
    String id = seshat.sessions().start(NewSession.of("Talk at length")).id().toString();
    seshat
        .interactions()
        .appendAll(
            id,
            IntStream.rangeClosed(1, 1_200)
                .mapToObj(i -> NewInteraction.message("user", "turn " + i + " " + "x".repeat(100)))
                .toList());

    String some = seshat.markdown().text(id, 10_000);
    assertThat(some.length()).isBetween(8_000, 10_000);
    assertThat(some).contains("turn 1200 ").doesNotContain("turn 1 ").contains("left out here");
    assertThat(whole(seshat, id)).contains("turn 1 ").contains("turn 1200 ");
  }
}
