package dev.seshat.interview;

import dev.seshat.Texts;
import dev.seshat.process.ProcessNode;
import dev.seshat.process.ProcessPrompt;
import dev.seshat.session.Indicator;
import java.util.List;
import java.util.Objects;

/// What shows that a session at a node succeeded, and that it is complete.
final class NodeIndicators {
  private NodeIndicators() {}

  /// What the process says; else that the outcome is reached, which a person decides.
  static List<Indicator> success(ProcessNode node) {
    if (!node.successIndicators().isEmpty() || node.outcome() == null) {
      return node.successIndicators();
    }
    return List.of(Indicator.of(Texts.shorten(Objects.requireNonNull(node.outcome()), 2_000)));
  }

  /// What the process says; else that everything that has to be asked was, which the prompts show.
  static List<Indicator> completion(ProcessNode node) {
    long required = node.prompts().stream().filter(ProcessPrompt::isRequired).count();
    if (!node.completionIndicators().isEmpty() || required == 0) {
      return node.completionIndicators();
    }
    return List.of(
        new Indicator("Every required prompt is answered or skipped", "prompts_open() = 0"));
  }
}
