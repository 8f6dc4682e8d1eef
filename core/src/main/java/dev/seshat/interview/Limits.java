package dev.seshat.interview;

import dev.seshat.people.Boundary;
import dev.seshat.process.Condition;
import dev.seshat.process.ProcessNode;
import dev.seshat.process.ProcessPrompt;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What leaves or takes away the prompts of a node: conditions, what the storyteller allows, and what was dealt with.
///
/// @param facts what conditions are held against
/// @param boundary what the storyteller allows
/// @param done the prompts that were answered or skipped about the same event
/// @param canDeepen whether more than the facts of the event in focus may be asked
record Limits(Condition.Facts facts, Boundary boundary, Set<UUID> done, boolean canDeepen) {
  /// Scene, people, tension, change, meaning; within each as the process has them.
  private static final Comparator<ProcessPrompt> ORDER =
      Comparator.comparing(ProcessPrompt::category)
          .thenComparingInt(ProcessPrompt::orderIndex)
          .thenComparing(ProcessPrompt::id);

  Limits {
    done = Set.copyOf(done);
  }

  /// Whether a prompt may be asked of this storyteller at all.
  boolean permits(ProcessPrompt prompt) {
    return prompt.condition().holds(facts)
        && boundary.permits(prompt.tier(), prompt.topics())
        && (canDeepen || prompt.tier() == 1);
  }

  /// The prompts that are left, in the order in which they are asked.
  List<ProcessPrompt> left(ProcessNode node) {
    return node.prompts().stream()
        .filter(prompt -> !done.contains(prompt.id()) && permits(prompt))
        .sorted(ORDER)
        .toList();
  }

  Optional<ProcessPrompt> next(ProcessNode node) {
    return left(node).stream().findFirst();
  }

  /// Whether nothing that has to be asked is left.
  boolean isDone(ProcessNode node) {
    return left(node).stream().noneMatch(ProcessPrompt::isRequired);
  }
}
