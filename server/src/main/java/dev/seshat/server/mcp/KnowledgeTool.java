package dev.seshat.server.mcp;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.knowledge.Applied;
import dev.seshat.knowledge.Coverage;
import dev.seshat.knowledge.EvidenceOutcome;
import dev.seshat.knowledge.Health;
import dev.seshat.knowledge.Keyword;
import dev.seshat.knowledge.Knowledge;
import dev.seshat.knowledge.KnowledgeOverview;
import dev.seshat.knowledge.NewEvidence;
import dev.seshat.knowledge.Pattern;
import dev.seshat.knowledge.PatternFilter;
import dev.seshat.knowledge.Validator;
import dev.seshat.promise.Promise;
import dev.seshat.server.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `knowledge`: what earlier work has taught, and what this work says of that.
final class KnowledgeTool {
  private static final int MOST = 30;
  private static final int LINE = 600;

  private KnowledgeTool() {}

  static Tool tool() {
    return Tool.of(
        "knowledge",
        "Knowledge",
        "What earlier work taught. apply: patterns and keywords for a description, and how well it is covered (notes them as"
            + " applied in session). show: a pattern by id, a category, or all counts. validate: say whether a pattern held;"
            + " do so whenever you tried one. forget: out of use, with the reason. reflect: have what an ended session taught"
            + " worked out.",
        true,
        Schema.object(
            field("action!", Schema.word("", "apply", "show", "validate", "forget", "reflect")),
            field("description", Schema.text("apply: what is wanted", Knowledge.MAX_DESCRIPTION)),
            field("id", Schema.text("Of the pattern", 100)),
            field("category", Schema.text("show", 64)),
            field("outcome", Schema.word("validate", "supported", "contradicted", "neutral")),
            field("validated_by", Schema.word("Default agent", "agent", "person")),
            field("text", Schema.text("validate: notes; forget: the reason", 2_000)),
            field("session", Schema.text("Id, short id or 'current'", 100)),
            field("iteration", Schema.integer("validate: its number", 1, Long.MAX_VALUE)),
            field("limit", Schema.integer("Default 10", 1, MOST)),
            Common.idempotencyKey()),
        Schema.answer(
            field("patterns!", Schema.list("", Schema.any(""), MOST)),
            field("keywords", Schema.list("", Schema.any(""), MOST)),
            field("coverage", Schema.any("")),
            field("overview", Schema.any("")),
            field("promise", Schema.any(""))),
        KnowledgeTool::handle);
  }

  private static Tool.Answer handle(Call call) {
    return switch (call.needed("action")) {
      case "apply" -> apply(call);
      case "show" -> show(call);
      case "validate" -> one("Counted. ", validate(call));
      case "reflect" -> reflect(call);
      default ->
          one("Forgotten. ", call.seshat().patterns().forget(id(call), needed(call, "text")));
    };
  }

  private static String id(Call call) {
    return needed(call, "id");
  }

  private static String needed(Call call, String name) {
    String text = call.text(name);
    if (text == null || text.isBlank()) {
      throw new Invalid(name, "is missing; this action needs it");
    }
    return text;
  }

  private static Pattern validate(Call call) {
    String by = call.text("validated_by");
    NewEvidence evidence =
        NewEvidence.of(
                EvidenceOutcome.of(needed(call, "outcome")),
                by == null ? Validator.AGENT : Validator.of(by))
            .withNotes(call.text("text"));
    return call.seshat()
        .patterns()
        .validate(id(call), evidence, call.text("session"), call.whole("iteration"));
  }

  private static Tool.Answer apply(Call call) {
    Applied found =
        call.seshat()
            .knowledge()
            .apply(needed(call, "description"), call.text("session"), call.integer("limit", 10));
    Map<String, @Nullable Object> structured = new LinkedHashMap<>();
    structured.put(
        "patterns",
        found.patterns().stream()
            .map(each -> {
              Map<String, @Nullable Object> json = json(each.pattern());
              json.put("fit", each.fit().word());
              return json;
            })
            .toList());
    structured.put("keywords", found.keywords().stream().map(KnowledgeTool::json).toList());
    structured.put("coverage", found.coverage().toJson());
    List<String> lines = new ArrayList<>();
    lines.add(coverage(found));
    found.patterns().forEach(each -> lines.add(each.fit().word() + " " + line(each.pattern())));
    found.keywords().forEach(each -> lines.add("keyword " + line(each)));
    if (!found.recorded().isEmpty()) {
      lines.add("Noted as applied: " + String.join(", ", found.recorded()));
    }
    return new Tool.Answer(structured, String.join("\n", lines));
  }

  private static String coverage(Applied found) {
    Coverage coverage = found.coverage();
    String unknown =
        found.unknown().isEmpty() ? "" : " No good data for: " + String.join("; ", found.unknown());
    return String.format(Locale.ROOT, "Coverage %.2f", coverage.value())
        + (coverage.wantsResearch()
            ? ": little is known; research before you try."
            : ": enough to begin with.")
        + unknown;
  }

  private static Tool.Answer show(Call call) {
    String id = call.text("id");
    String category = call.text("category");
    if (id != null) {
      return one("", call.seshat().patterns().get(id));
    }
    if (category != null) {
      List<Pattern> patterns =
          call.seshat()
              .patterns()
              .list(PatternFilter.best(call.integer("limit", 10)).ofCategory(category))
              .items();
      String text = patterns.stream().map(KnowledgeTool::line).collect(Collectors.joining("\n"));
      return new Tool.Answer(
          Map.of("patterns", patterns.stream().map(KnowledgeTool::json).toList()),
          text.isEmpty() ? "There are none in this category." : text);
    }
    KnowledgeOverview overview = call.seshat().knowledge().overview();
    String text =
        overview.categories().stream()
            .map(each ->
                each.category() + ": " + each.patterns() + " patterns, " + each.tests() + " tests")
            .collect(Collectors.joining("\n"));
    return new Tool.Answer(
        Map.of("patterns", List.of(), "overview", overview.toJson()),
        text.isEmpty() ? "Nothing is known yet." : text + "\nkeywords: " + overview.keywords());
  }

  private static Tool.Answer reflect(Call call) {
    Promise promise = call.seshat().reflection().promise(needed(call, "session"));
    return new Tool.Answer(
        Map.of("patterns", List.of(), "promise", promise.toJson()),
        "Promise %d (%s): %s. A worker keeps it; 'apply' and 'show' then tell what was learned."
            .formatted(promise.id(), promise.status().word(), promise.taskDescription()));
  }

  private static Tool.Answer one(String before, Pattern pattern) {
    return new Tool.Answer(Map.of("patterns", List.of(json(pattern))), before + line(pattern));
  }

  /// What an agent wants to know: no nulls, and nothing that is the same for nearly all.
  private static Map<String, @Nullable Object> json(Pattern pattern) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(pattern.toJson());
    json.values().removeIf(value -> value == null || List.of().equals(value));
    json.keySet()
        .removeAll(Set.of("by_import", "updated_at", "version", "auto_extracted", "is_reviewed"));
    return json;
  }

  private static Map<String, @Nullable Object> json(Keyword keyword) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(keyword.toJson());
    json.values().removeIf(value -> value == null);
    json.keySet().removeAll(Set.of("created_at", "updated_at", "rated_by"));
    return json;
  }

  private static String line(Pattern pattern) {
    String mark =
        pattern.isActive()
            ? pattern.health() == Health.ANTI_PATTERN ? " ANTI-PATTERN" : ""
            : " FORGOTTEN";
    return "%s (%s, %d of %d, persons %d of %d, agents %d of %d)%s: %s"
        .formatted(
            pattern.id(),
            pattern.currentConfidence().word(),
            pattern.timesSucceeded(),
            pattern.timesTested(),
            pattern.byPersons().successes(),
            pattern.byPersons().tests(),
            pattern.byAgents().successes(),
            pattern.byAgents().tests(),
            mark,
            Texts.shorten(pattern.problem() + " → " + pattern.solution(), LINE));
  }

  private static String line(Keyword keyword) {
    String effect =
        keyword.actualEffect() == null ? keyword.intendedEffect() : keyword.actualEffect();
    String rating = keyword.effectiveness() == null ? "unrated" : keyword.effectiveness().word();
    return "%s (%s, %d of %d): %s"
        .formatted(
            keyword.keyword(),
            rating,
            keyword.timesEffective(),
            keyword.timesUsed(),
            Texts.shorten(effect, 200));
  }
}
