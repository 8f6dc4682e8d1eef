package dev.seshat.cli;

import dev.seshat.Page;
import dev.seshat.json.Json;
import dev.seshat.prompting.Iteration;
import dev.seshat.prompting.IterationChange;
import dev.seshat.prompting.Iterations;
import dev.seshat.prompting.NewIteration;
import dev.seshat.prompting.NewScores;
import dev.seshat.prompting.Profile;
import dev.seshat.prompting.ReferenceChange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `iteration`: prompts that were tried, how they score, and what to try next.
@Command(
    name = "iteration",
    description = "Prompts that were tried, how they score, and what to try next",
    synopsisSubcommandLabel = "COMMAND",
    addMethodSubcommands = false)
final class IterationCommand {
  private static final String REF = "Id, short id or 'current'";
  private static final String NUMBER = "The number of the iteration";

  private final SeshatCommand root;

  IterationCommand(SeshatCommand root) {
    this.root = root;
  }

  private Iterations iterations() {
    return root.seshat().iterations();
  }

  @Command(name = "log", description = "Log a prompt that was tried, with what came of it")
  int log(
      @Parameters(index = "0", paramLabel = "SESSION", description = REF) String ref,
      @Parameters(index = "1", paramLabel = "PROMPT|-", description = "- reads it from stdin")
          String prompt,
      @Option(
              names = "--parameters",
              paramLabel = "JSON",
              description = "An object: what the generator was given beside the prompt")
          @Nullable String parameters,
      @Option(
              names = "--generator-version",
              paramLabel = "TEXT",
              description = "Of the generator (default: the profile's)")
          @Nullable String version,
      @Option(
              names = "--action",
              paramLabel = "TYPE",
              description = "One of the profile's (default: as the prompt changed)")
          @Nullable String action,
      @Option(
              names = "--parent",
              paramLabel = "N",
              description = "The image of the batch before that it starts from")
          @Nullable Integer parent,
      @Option(
              names = "--external-id",
              paramLabel = "ID",
              description = "A session takes each only once")
          @Nullable String externalId,
      @Mixin IterationOptions options)
      throws IOException {
    Map<String, @Nullable Object> json = options.toJson();
    json.put("prompt", Files.textOrStdin(root.terminal(), "prompt", prompt));
    json.put("parameters", parameters == null ? null : Json.parseObject("parameters", parameters));
    json.put("mj_version", version);
    json.put("action_type", action);
    json.put("parent_image", parent);
    json.put("external_id", externalId);
    return IterationView.print(root, iterations().log(ref, NewIteration.fromJson(json)));
  }

  @Command(name = "list", description = "List the iterations of a session, in their order")
  int list(
      @Parameters(paramLabel = "SESSION", description = REF) String ref,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "1 to 1000 (default 50)")
          int limit,
      @Option(
              names = "--cursor",
              paramLabel = "CURSOR",
              description = "Where the page before ended")
          @Nullable String cursor) {
    Page<Iteration> page = iterations().list(ref, cursor, limit);
    return IterationView.printAll(root, page.items(), page.next());
  }

  @Command(name = "show", description = "Show an iteration")
  int show(
      @Parameters(index = "0", paramLabel = "SESSION", description = REF) String ref,
      @Parameters(index = "1", paramLabel = "N", description = NUMBER) int number) {
    return IterationView.print(root, iterations().get(ref, number));
  }

  @Command(name = "delta", description = "Say what changed from one iteration to another")
  int delta(
      @Parameters(index = "0", paramLabel = "SESSION", description = REF) String ref,
      @Parameters(index = "1", paramLabel = "N", description = NUMBER) int number,
      @Option(
              names = "--since",
              paramLabel = "N",
              description = "Since this one (default: the one before)")
          @Nullable Integer since) {
    return IterationView.print(
        root,
        since == null ? iterations().delta(ref, number) : iterations().delta(ref, number, since));
  }

  @Command(name = "suggest", description = "Say what to do next, and why")
  int suggest(@Parameters(paramLabel = "SESSION", description = REF) String ref) {
    return IterationView.print(root, iterations().suggest(ref));
  }

  @Command(
      name = "validate",
      description = "Confirm the scores of an iteration, as a person who has looked at it")
  int validate(
      @Parameters(index = "0", paramLabel = "SESSION", description = REF) String ref,
      @Parameters(index = "1", paramLabel = "N", description = NUMBER) int number,
      @Option(
              names = "--assessment",
              paramLabel = "JSON",
              description = "The scores as you see them (default: as they are)")
          @Nullable String assessment) {
    NewScores corrected =
        assessment == null ? null : NewScores.fromJson(Json.parseObject("assessment", assessment));
    return IterationView.print(root, iterations().validate(ref, number, corrected, null));
  }

  @Command(name = "change", description = "Say more of an iteration; its prompt stays as it is")
  int change(
      @Parameters(index = "0", paramLabel = "SESSION", description = REF) String ref,
      @Parameters(index = "1", paramLabel = "N", description = NUMBER) int number,
      @Mixin IterationOptions options) {
    IterationChange change = IterationChange.fromJson(options.toJson());
    return IterationView.print(root, iterations().change(ref, number, change, null));
  }

  @Command(name = "reference", description = "Show what a session works towards, or say it")
  int reference(
      @Parameters(paramLabel = "SESSION", description = REF) String ref,
      @Option(
              names = "--description",
              paramLabel = "TEXT",
              description = "What the reference shows")
          @Nullable String description,
      @Option(
              names = "--analysis",
              paramLabel = "JSON",
              description = "An object: what was seen in it")
          @Nullable String analysis,
      @Option(
              names = "--image",
              paramLabel = "PATH",
              description = "Where an image of it is; may be repeated")
          @Nullable List<String> images,
      @Option(
              names = "--approach",
              paramLabel = "TEXT",
              description = "How it is gone about, and why")
          @Nullable String approach,
      @Option(
              names = "--profile",
              paramLabel = "NAME",
              description = "The vocabulary of its iterations")
          @Nullable String profile) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("reference_description", description);
    json.put(
        "reference_analysis", analysis == null ? null : Json.parseObject("analysis", analysis));
    json.put("reference_image_paths", images);
    json.put("approach_rationale", approach);
    json.put("profile", profile);
    json.values().removeIf(value -> value == null);
    return IterationView.print(
        root,
        json.isEmpty()
            ? iterations().reference(ref)
            : iterations().setReference(ref, ReferenceChange.fromJson(json), null));
  }

  @Command(name = "profiles", description = "List the vocabularies that a session may iterate by")
  int profiles() {
    List<Profile> all =
        iterations().profiles().names().stream().map(iterations().profiles()::get).toList();
    return IterationView.printProfiles(root, all);
  }
}
