package dev.seshat.server.mcp;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import dev.seshat.prompting.Delta;
import dev.seshat.prompting.Iteration;
import dev.seshat.prompting.IterationChange;
import dev.seshat.prompting.Iterations;
import dev.seshat.prompting.Logged;
import dev.seshat.prompting.NewIteration;
import dev.seshat.prompting.PromptKeyword;
import dev.seshat.prompting.ReferenceChange;
import dev.seshat.prompting.Suggestion;
import dev.seshat.server.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `iteration_log`: a prompt that was tried, with what came of it; answered with what changed and what to do next.
final class IterationTool {
  private static final int LONG = 100_000;
  private static final int SHOWN = 8;

  /// What belongs to the call and not to the iteration.
  private static final List<String> OF_CALL =
      List.of("session", "iteration", "reference", Toolbox.IDEMPOTENCY_KEY);

  private IterationTool() {}

  static Tool tool() {
    return Tool.of(
        "iteration_log",
        "Log an iteration",
        "Logs a try of a prompt with scores and lessons; answers averages, what changed, and the next action with its"
            + " reason. With iteration instead of prompt: says more of that one.",
        true,
        input(),
        Schema.answer(
            field("iteration_number!", Schema.integer("", 1, Long.MAX_VALUE)),
            field("suggestion!", Schema.open(""))),
        IterationTool::handle);
  }

  private static Schema input() {
    return Schema.object(
        Common.session(),
        field("prompt", Schema.text("", LONG)),
        field("iteration", Schema.integer("", 1, Long.MAX_VALUE)),
        field("parameters", Schema.open("")),
        field("mj_version", Schema.text("Of any generator", 64)),
        field("action_type", Schema.text("", 64)),
        field("parent_image", Schema.integer("Of the batch before", 1, 64)),
        field("result_assessment", scores()),
        field("user_feedback", Schema.text("", LONG)),
        field("gap_analysis", Schema.open("")),
        field("success", Schema.flag("")),
        field("what_worked", lessons()),
        field("what_failed", lessons()),
        field("patterns", Schema.list("Ids of those used", Schema.text("", 100), 100)),
        field("reference", Schema.open("reference_description, reference_image_paths, profile")),
        Common.idempotencyKey());
  }

  private static Schema scores() {
    return Schema.object(
        field("scores", Schema.open("0 to 1 for each dimension")),
        field("not_applicable", Schema.open("dimension: reason")),
        field(
            "images", Schema.list("Instead: {scores, not_applicable, notes}", Schema.open(""), 64)),
        field("method", Schema.text("", 64)),
        field("notes", Schema.text("", 10_000)));
  }

  private static Schema lessons() {
    return Schema.list("", Schema.text("", 2_000), 100);
  }

  private static Tool.Answer handle(Call call) {
    Map<String, @Nullable Object> said = new LinkedHashMap<>(call.arguments());
    said.keySet().removeAll(OF_CALL);
    Long number = call.whole("iteration");
    if (number == null) {
      NewIteration iteration = NewIteration.fromJson(said);
      return within(call, (iterations, session) -> iterations.log(session, iteration));
    }
    if (call.has("prompt")) {
      throw new Invalid("iteration", "names an iteration that is there, whose prompt stays");
    }
    IterationChange change = IterationChange.fromJson(said);
    return within(call, (iterations, session) -> changed(iterations, session, number, change));
  }

  private interface Step {
    Logged take(Iterations iterations, String session);
  }

  /// Takes a step together with what the call says of the reference, or neither.
  private static Tool.Answer within(Call call, Step step) {
    UUID id = call.seshat().sessions().get(call.needed("session")).id();
    Tool.Answer taken = within(call, id.toString(), step);
    call.seshat().agentRuns().goOn(id);
    return taken;
  }

  @SuppressWarnings("unchecked")
  private static Tool.Answer within(Call call, String session, Step step) {
    if (!call.has("reference")) {
      return answer(step.take(call.seshat().iterations(), session));
    }
    Map<String, @Nullable Object> reference =
        (Map<String, @Nullable Object>) Objects.requireNonNull(call.arguments().get("reference"));
    return answer(
        call.seshat()
            .together(seshat -> {
              try {
                ReferenceChange change = ReferenceChange.fromJson(reference);
                seshat.iterations().setReference(session, change, null);
              } catch (Invalid e) {
                throw e.within("reference");
              }
              return step.take(seshat.iterations(), session);
            }));
  }

  private static Logged changed(
      Iterations iterations, String session, long number, IterationChange change) {
    Iteration now = iterations.change(session, number, change, null);
    Delta delta = number == 1 ? null : iterations.delta(session, number);
    return new Logged(now, delta, iterations.suggest(session), false);
  }

  private static Tool.Answer answer(Logged logged) {
    Iteration iteration = logged.iteration();
    Map<String, @Nullable Object> structured = new LinkedHashMap<>();
    structured.put("iteration_number", iteration.iterationNumber());
    structured.put("action_type", iteration.actionType());
    if (iteration.resultAssessment() != null) {
      Map<String, @Nullable Object> scores =
          Json.parseObject("result_assessment", iteration.resultAssessment());
      structured.put("score", iteration.score());
      for (String name : List.of("scores", "best", "confidence", "method")) {
        structured.put(name, scores.get(name));
      }
    }
    if (logged.delta() != null) {
      structured.put("delta", logged.delta().toJson());
    }
    Map<String, @Nullable Object> next = logged.suggestion().toJson();
    next.values().removeIf(Objects::isNull);
    structured.put("suggestion", next);
    structured.values().removeIf(Objects::isNull);
    return new Tool.Answer(structured, text(logged));
  }

  private static String text(Logged logged) {
    List<String> lines = new ArrayList<>();
    Iteration iteration = logged.iteration();
    lines.add(
        "Iteration %d (%s)%s"
            .formatted(
                iteration.iterationNumber(),
                iteration.actionType(),
                iteration.score() == null
                    ? ", not scored"
                    : ": batch %s, best image %s, preliminary"
                        .formatted(iteration.score(), iteration.bestScore())));
    if (logged.delta() != null) {
      lines.add(text(logged.delta()));
    }
    Suggestion next = logged.suggestion();
    lines.add("Next: " + next.action().word() + ", since " + next.reason());
    return String.join("\n", lines);
  }

  private static String text(Delta delta) {
    List<String> parts = new ArrayList<>();
    if (delta.scoreDelta() != null) {
      parts.add(String.format(Locale.ROOT, "score %+.4f", delta.scoreDelta()));
    }
    named(parts, "improved", delta.improved());
    named(parts, "degraded", delta.degraded());
    named(parts, "added", delta.added().stream().map(PromptKeyword::shown).toList());
    named(parts, "removed", delta.removed().stream().map(PromptKeyword::shown).toList());
    named(parts, "modified", delta.modified().stream().map(each -> each.to().shown()).toList());
    named(
        parts, "parameters", delta.parameters().stream().map(Delta.ParameterChange::name).toList());
    return "Since %d: %s"
        .formatted(delta.from(), parts.isEmpty() ? "no change" : String.join("; ", parts));
  }

  private static void named(List<String> parts, String what, List<String> items) {
    if (!items.isEmpty()) {
      String more = items.size() > SHOWN ? " and " + (items.size() - SHOWN) + " more" : "";
      parts.add(what + " " + items.stream().limit(SHOWN).collect(Collectors.joining(", ")) + more);
    }
  }
}
