package dev.seshat.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessesTest {
  private static final String SMALL =
      """
      process: small
      nodes:
        - key: one
          name: One
          type: informational
          next:
            - to: two
              when: {profile_flag: "!shy"}
            - to: three
        - key: two
          name: Two
          type: iterative
          agent_constraints: |
            - Be kind.
            * Be short.
          prompts:
            - {category: scene, text: What was it like?, required: true, topics: [War]}
          next:
            - {to: two, when: {section_selected: more}}
            - {to: three}
        - {key: three, name: Three, type: synthesis}
      """;

  @EveryStore
  void isReadBackAsItWasWritten(TestStore store) {
    Processes processes = store.seshat().processes();
    ProcessVersion made = processes.importText("small.yaml", SMALL);
    assertThat(made.shown()).isEqualTo("small@1");
    assertThat(made.isActive()).isTrue();
    ProcessGraph graph = processes.graph("small");
    assertThat(graph.nodes()).extracting(ProcessNode::key).containsExactly("one", "two", "three");
    ProcessNode two = graph.node("two").orElseThrow();
    assertThat(two.constraints()).containsExactly("Be kind.", "Be short.");
    assertThat(two.prompts().getFirst().topics()).containsExactly("war");
    assertThat(two.prompts().getFirst().isRequired()).isTrue();
    assertThat(graph.reachableFrom("two")).containsExactly("two", "three");
    assertThat(processes.source("small@1")).isEqualTo(SMALL);
  }

  @EveryStore
  void theSameFileIsKeptOnceAndAnotherIsTheNextVersion(TestStore store) {
    Processes processes = store.seshat().processes();
    ProcessVersion first = processes.importText("small.yaml", SMALL);
    assertThat(processes.importText("again.yaml", SMALL).id()).isEqualTo(first.id());
    ProcessVersion second = processes.importText("small.yaml", SMALL.replace("One", "Erstes"));
    assertThat(second.shown()).isEqualTo("small@2");
    assertThat(processes.get("small").id()).isEqualTo(second.id());
    assertThat(processes.get("small@1").isActive()).isFalse();
    assertThat(processes.importText("small.yaml", SMALL).id()).isEqualTo(first.id());
    assertThat(processes.get("small").id()).isEqualTo(first.id());
    assertThat(processes.list()).hasSize(2);
    assertThatThrownBy(() -> processes.get("small@3")).isInstanceOf(NotFound.class);
  }

  @EveryStore
  void thoseThatComeWithSeshatAreComplete(TestStore store) {
    Processes processes = store.seshat().processes();
    for (String name : processes.shipped()) {
      processes.require(name);
      ProcessGraph graph = processes.graph(name);
      assertThat(graph.nodes()).hasSizeGreaterThanOrEqualTo(name.equals("life-story") ? 8 : 6);
      List<ProcessPrompt> prompts =
          graph.nodes().stream().flatMap(node -> node.prompts().stream()).toList();
      assertThat(prompts.stream().map(ProcessPrompt::category).collect(Collectors.toSet()))
          .containsExactlyInAnyOrder(PromptCategory.values());
      assertThat(prompts.stream().map(ProcessPrompt::tier).collect(Collectors.toSet()))
          .containsExactlyInAnyOrder(1, 2, 3);
      assertThat(graph.nodes()).allMatch(node -> node.agentObjective() != null);
      assertThat(graph.nodes().getLast().next()).isEmpty();
    }
    assertThat(processes.list()).hasSize(processes.shipped().size());
  }

  @Test
  void theFirstWayWhoseConditionHoldsIsTaken() {
    ProcessGraph graph = parse(SMALL);
    assertThat(after(graph, "one", facts())).isEqualTo("two");
    assertThat(after(graph, "one", new Condition.Facts(Set.of(), Set.of("shy"), Set.of())))
        .isEqualTo("three");
    assertThat(after(graph, "two", new Condition.Facts(Set.of(), Set.of(), Set.of("more"))))
        .isEqualTo("two");
    assertThat(graph.after(graph.node("three").orElseThrow(), facts())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key: two | key: one | is that of nodes[0]",
        "- to: two | - to: nowhere | names no node: 'nowhere'",
        "type: iterative | type: fork | circle without an iterative node: two → two",
        "type: informational | type: intro | must be informational",
        "required: true | tier: 4 | must be a whole number from 1 to 3",
        "category: scene | category: mood | must be scene",
        "profile_flag | profile | must be always, scope_match",
        "process: small | nodes2: small | 'process'",
        "name: Two | names: Two | 'name'",
        "'key: three, ' | 'key: four, ' | names no node: 'three'",
      })
  void whatIsWrongIsSaidWithItsLine(String from, String to, String problem) {
    assertThat(SMALL).contains(from);
    assertThatThrownBy(() -> parse(SMALL.replace(from, to)))
        .isInstanceOf(Invalid.class)
        .hasMessageStartingWith("small.yaml: ")
        .hasMessageContaining(problem.replace("'name'", "name").replace("'process'", "process"))
        .hasMessageMatching("(?s).*\\(line \\d+\\)");
  }

  @Test
  void hostileFilesAreRefused() {
    String laughs =
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
            + Arrays.stream("bcdefghi".split(""))
                .map(c ->
                    "%s: &%s [%s]\n"
                        .formatted(c, c, ("*" + (char) (c.charAt(0) - 1) + ", ").repeat(9)))
                .collect(Collectors.joining());
    for (String text :
        List.of(
            laughs,
            "a: &a\n  b: *a\n",
            "process: !!java.lang.ProcessBuilder [ls]\n",
            "[".repeat(5_000),
            "process: x\nprocess: y\n",
            "",
            "- a\n- b\n",
            "process: x\u0000\n",
            "? [a]\n: b\n",
            "process: ../../x\nnodes: []\n")) {
      assertThatThrownBy(() -> parse(text)).isInstanceOf(Invalid.class);
    }
  }

  private static ProcessGraph parse(String text) {
    return ProcessFile.parse("small.yaml", text, UUID::randomUUID);
  }

  private static String after(ProcessGraph graph, String key, Condition.Facts facts) {
    return graph.after(graph.node(key).orElseThrow(), facts).orElseThrow().key();
  }

  private static Condition.Facts facts() {
    return new Condition.Facts(Set.of(), Set.of(), Set.of());
  }
}
