package dev.seshat.interview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.people.NewStoryteller;
import dev.seshat.process.Condition;
import dev.seshat.process.ProcessGraph;
import dev.seshat.process.ProcessNode;
import dev.seshat.process.ProcessPrompt;
import dev.seshat.session.Answer;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/// Whole interviews by processes and people made at random, each question as the store has it: nothing is asked that is not
/// allowed or was dealt with, and something is while something has to be.
class WholeInterviewsTest {
  private static final long SEED = Long.getLong("seshat.seed", 60_606);
  private static final List<String> TOPICS =
      List.of("war", "money", "love", "faith", "the old house", "romance", "trauma");

  @EveryStore
  void askOnlyWhatIsLeftAndAllowed(TestStore store) {
    Seshat seshat = store.seshat();
    int interviews = store.isSqlite() ? 60 : 15;
    int asked = 0;
    for (int i = 0; i < interviews; i++) {
      Random random = new Random(SEED + i);
      String process = "made-" + i;
      seshat.processes().importText("made.yaml", yaml(process, random));
      String who = "Person " + i;
      seshat.storytellers().add(NewStoryteller.of(who));
      List<String> flags = random.nextBoolean() ? List.of("served") : List.of();
      seshat.storytellers().change(who, Map.of("profile_flags", flags), null);
      seshat.storytellers().consent(who, true, null);
      seshat
          .storytellers()
          .changeBoundary(
              who,
              Map.of(
                  "maximum_tier",
                  1 + random.nextInt(3),
                  "off_limit_topics",
                  List.of(TOPICS.get(random.nextInt(5))),
                  "allow_romance",
                  random.nextBoolean(),
                  "allow_trauma",
                  random.nextBoolean()));
      asked += led(seshat, who, process, random);
    }
    assertThat(asked).isGreaterThan(interviews);
  }

  /// Leads somebody through a process, in sessions that end when they like.
  ///
  /// @return how many questions were asked
  private static int led(Seshat seshat, String who, String process, Random random) {
    ProcessGraph graph = seshat.processes().graph(process);
    Set<UUID> dealtWith = new HashSet<>();
    ProcessNode node = graph.start();
    int asked = 0;
    String session = begun(seshat, who, process, node);
    for (int step = 0; step < 60; step++) {
      Step now = seshat.interviews().nextPrompt(session);
      List<ProcessPrompt> left = left(seshat, who, node, dealtWith);
      assertThat(now.isNodeDone())
          .as("%s at %s", process, node.key())
          .isEqualTo(left.stream().noneMatch(ProcessPrompt::isRequired));
      if (now.source() == null) {
        assertThat(left).isEmpty();
        ProcessNode next =
            now.next() == null
                ? null
                : graph.node(Objects.requireNonNull(now.next())).orElseThrow();
        if (next == null) {
          return asked;
        }
        seshat.interviews().advance(session, false);
        node = next;
        continue;
      }
      ProcessPrompt source = now.source();
      assertThat(left)
          .as("%s at %s", process, node.key())
          .extracting(ProcessPrompt::id)
          .contains(source.id());
      assertThat(source.category())
          .isEqualTo(left.stream().map(ProcessPrompt::category).min(Enum::compareTo).orElseThrow());
      asked++;
      if (random.nextInt(4) == 0) {
        seshat.interviews().skip(session, null);
      } else {
        seshat.interviews().answer(session, null, Answer.of("So it was."));
      }
      dealtWith.add(source.id());
      if (random.nextInt(6) == 0) {
        seshat.sessions().complete(session, dev.seshat.session.Ending.none());
        session = begun(seshat, who, process, node);
      }
    }
    return asked;
  }

  private static String begun(Seshat seshat, String who, String process, ProcessNode node) {
    String session =
        seshat
            .planning()
            .initializeSessionFromProcessNode(who, process, node.key(), Map.of())
            .id()
            .toString();
    seshat.sessions().activate(session);
    return session;
  }

  /// What may be asked, worked out without the store.
  private static List<ProcessPrompt> left(
      Seshat seshat, String who, ProcessNode node, Set<UUID> dealtWith) {
    var person = seshat.storytellers().get(who);
    var boundary = seshat.storytellers().boundary(who);
    Condition.Facts facts =
        new Condition.Facts(Set.of(), Set.copyOf(person.told().profileFlags()), Set.of());
    return node.prompts().stream()
        .filter(each -> !dealtWith.contains(each.id()))
        .filter(each -> each.tier() <= boundary.maximumTier())
        .filter(each -> each.topics().stream().noneMatch(boundary.offLimitTopics()::contains))
        .filter(each -> boundary.permits(1, each.topics()))
        .filter(each -> each.condition().holds(facts))
        .toList();
  }

  private static String yaml(String name, Random random) {
    StringBuilder yaml = new StringBuilder("process: " + name + "\nnodes:\n");
    int nodes = 1 + random.nextInt(4);
    for (int node = 0; node < nodes; node++) {
      yaml.append("  - key: n").append(node).append("\n    name: Node ").append(node);
      yaml.append("\n    type: data_collection\n");
      List<String> prompts = new ArrayList<>();
      for (int prompt = random.nextInt(6); prompt > 0; prompt--) {
        prompts.add(prompt(node, prompt, random));
      }
      if (!prompts.isEmpty()) {
        yaml.append("    prompts:\n").append(String.join("", prompts));
      }
      if (node + 1 < nodes) {
        yaml.append("    next:\n");
        for (int to = nodes - 1; to > node + 1; to--) {
          if (random.nextInt(3) == 0) {
            yaml.append("      - to: n")
                .append(to)
                .append("\n        when: {profile_flag: served}\n");
          }
        }
        yaml.append("      - to: n").append(node + 1).append('\n');
      }
    }
    return yaml.toString();
  }

  private static String prompt(int node, int prompt, Random random) {
    List<String> categories = List.of("scene", "people", "tension", "change", "meaning");
    return "      - category: "
        + categories.get(random.nextInt(5))
        + "\n        text: Question "
        + node
        + "."
        + prompt
        + "?\n        tier: "
        + (1 + random.nextInt(3))
        + "\n        required: "
        + random.nextBoolean()
        + (random.nextInt(3) == 0
            ? "\n        topics: [" + TOPICS.get(random.nextInt(TOPICS.size())) + "]"
            : "")
        + (random.nextInt(4) == 0 ? "\n        when: {profile_flag: '!served'}" : "")
        + "\n";
  }
}
