package dev.seshat.interview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.people.Boundary;
import dev.seshat.process.Condition;
import dev.seshat.process.NodeType;
import dev.seshat.process.ProcessEdge;
import dev.seshat.process.ProcessGraph;
import dev.seshat.process.ProcessNode;
import dev.seshat.process.ProcessPrompt;
import dev.seshat.process.PromptCategory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Any process, any storyteller, any answers: what is asked next is allowed, new, and never missing.
class LimitsPropertyTest {
  private static final int CASES = 10_000;
  private static final long SEED = Long.getLong("seshat.seed", 20261122L);
  private static final List<String> TOPICS =
      List.of("romance", "loss", "trauma", "finances", "the war", "school", "intimacy", "faith");
  private static final List<String> WORDS = List.of("a", "b", "c");

  @Test
  void whatIsAskedNextIsAllowedAndNewAndNothingRequiredIsForgotten() {
    Random random = new Random(SEED);
    long asked = 0;
    long withheld = 0;
    for (int i = 0; i < CASES; i++) {
      ProcessGraph graph = graph(random);
      Boundary boundary = boundary(random);
      Condition.Facts facts = new Condition.Facts(some(random), some(random), some(random));
      boolean canDeepen = random.nextBoolean();
      Set<UUID> done = new HashSet<>();
      ProcessNode node = graph.start();
      for (int step = 0; node != null && step < 20; step++) {
        PromptCategory last = PromptCategory.SCENE;
        while (true) {
          Limits limits = new Limits(facts, boundary, done, canDeepen);
          ProcessPrompt next = limits.next(node).orElse(null);
          if (next == null) {
            break;
          }
          String where = "case " + i + ", seed " + SEED + ": " + next + " under " + boundary;
          assertThat(next.tier()).as(where).isLessThanOrEqualTo(boundary.maximumTier());
          assertThat(refused(boundary, next.topics())).as(where).isFalse();
          assertThat(canDeepen || next.tier() == 1).as(where).isTrue();
          assertThat(done.add(next.id())).as(where).isTrue();
          assertThat(next.category()).as(where).isGreaterThanOrEqualTo(last);
          assertThat(limits.isDone(node) && next.isRequired()).as(where).isFalse();
          last = next.category();
          asked++;
        }
        for (ProcessPrompt each : node.prompts()) {
          if (done.contains(each.id())) {
            continue;
          }
          withheld++;
          boolean isAllowed =
              each.tier() <= boundary.maximumTier()
                  && !refused(boundary, each.topics())
                  && (canDeepen || each.tier() == 1)
                  && each.condition().holds(facts);
          assertThat(isAllowed).as("case %s, seed %s: %s was never asked", i, SEED, each).isFalse();
        }
        assertThat(new Limits(facts, boundary, done, canDeepen).isDone(node)).isTrue();
        node = graph.after(node, facts).orElse(null);
      }
    }
    assertThat(asked).isGreaterThan(CASES);
    assertThat(withheld).isGreaterThan(CASES);
  }

  /// A second, plainer opinion: the topic is one of those that are not allowed, word for word.
  private static boolean refused(Boundary boundary, List<String> topics) {
    Map<String, @Nullable Object> said = boundary.toJson();
    return topics.stream()
        .anyMatch(topic ->
            Boolean.FALSE.equals(said.get("allow_" + topic))
                || boundary.offLimitTopics().contains(topic));
  }

  private static ProcessGraph graph(Random random) {
    int size = 1 + random.nextInt(5);
    List<ProcessNode> nodes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<ProcessEdge> next = new ArrayList<>();
      if (i + 1 < size) {
        if (random.nextBoolean()) {
          next.add(
              new ProcessEdge("n" + (i + 1 + random.nextInt(size - i - 1)), condition(random)));
        }
        next.add(new ProcessEdge("n" + (i + 1), Condition.ALWAYS));
      }
      if (i > 0 && random.nextInt(4) == 0) {
        next.addFirst(new ProcessEdge("n" + random.nextInt(i), condition(random)));
      }
      nodes.add(node(random, i, next));
    }
    return new ProcessGraph("any", null, null, nodes);
  }

  private static ProcessNode node(Random random, int index, List<ProcessEdge> next) {
    List<ProcessPrompt> prompts = new ArrayList<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      prompts.add(
          new ProcessPrompt(
              new UUID(random.nextLong(), random.nextLong()),
              PromptCategory.values()[random.nextInt(5)],
              "What of " + i + "?",
              1 + random.nextInt(3),
              random.nextBoolean(),
              random.nextInt(3) == 0 ? condition(random) : Condition.ALWAYS,
              random.nextInt(3) == 0
                  ? List.of(any(random, TOPICS), any(random, TOPICS))
                  : List.of(),
              prompts.size()));
    }
    return new ProcessNode(
        new UUID(random.nextLong(), random.nextLong()),
        "n" + index,
        "Node " + index,
        // so that a way back is on no circle that is refused
        NodeType.ITERATIVE,
        index,
        null,
        null,
        null,
        false,
        null,
        null,
        new ProcessNode.Scope(List.of(), List.of()),
        List.of(),
        List.of(),
        null,
        prompts,
        next);
  }

  private static Condition condition(Random random) {
    Condition.Type type =
        Condition.Type.values()[1 + random.nextInt(Condition.Type.values().length - 1)];
    return new Condition(type, (random.nextBoolean() ? "!" : "") + any(random, WORDS));
  }

  private static Boundary boundary(Random random) {
    Map<String, @Nullable Object> said = new LinkedHashMap<>();
    Boundary.USUAL
        .toJson()
        .forEach((key, value) -> {
          if (value instanceof Boolean && random.nextInt(3) == 0) {
            said.put(key, random.nextBoolean());
          }
        });
    said.put("maximum_tier", 1 + random.nextInt(3));
    if (random.nextBoolean()) {
      said.put("off_limit_topics", List.of(any(random, TOPICS)));
    }
    return Boundary.fromJson(said);
  }

  private static Set<String> some(Random random) {
    Set<String> some = new HashSet<>(WORDS);
    some.removeIf(word -> random.nextBoolean());
    return some;
  }

  private static String any(Random random, List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
