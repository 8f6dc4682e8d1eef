package dev.seshat.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What is told of a new task.
final class TaskOptions {
  @Option(names = "--under", paramLabel = "TASK", description = "The task to stand under")
  @Nullable String under;

  @Option(names = "--group", paramLabel = "NAME", description = "Made if it is not there")
  @Nullable String group;

  @Option(
      names = "--after",
      paramLabel = "TASK",
      split = ",",
      description = "What it waits for; several with commas")
  @Nullable List<String> after;

  @Option(names = "--description", paramLabel = "TEXT", description = "What is to be done")
  @Nullable String description;

  @Option(names = "--specialist", paramLabel = "WORD", description = "Who it is for")
  @Nullable String specialist;

  @Option(
      names = "--complexity",
      paramLabel = "WORD",
      description = "simple, moderate, complex or highly_complex: what it weighs in progress",
      completionCandidates = Choices.Complexities.class)
  @Nullable String complexity;

  @Option(names = "--priority", paramLabel = "N", description = "1 urgent to 5 someday (default 3)")
  @Nullable Long priority;

  @Option(names = "--effort", paramLabel = "HOURS", description = "What it will take")
  @Nullable Long effort;

  @Option(names = "--reference", paramLabel = "ID", description = "What another system calls it")
  @Nullable String reference;

  @Option(
      names = "--external-id",
      paramLabel = "ID",
      description = "Unique in the session: one that is there is not made again")
  @Nullable String externalId;

  Map<String, @Nullable Object> fields(String title) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("title", title);
    json.put("parent", under);
    json.put("task_group", group);
    json.put("depends_on", after);
    json.put("description", description);
    json.put("specialist_type", specialist);
    json.put("complexity_level", complexity);
    json.put("priority_level", priority);
    json.put("estimated_effort", effort);
    json.put("reference", reference);
    json.put("external_id", externalId);
    json.values().removeIf(value -> value == null);
    return json;
  }
}
