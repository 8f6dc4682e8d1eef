package dev.seshat.cli;

import dev.seshat.Page;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.interview.NewTemplate;
import dev.seshat.interview.Template;
import dev.seshat.interview.Templates;
import dev.seshat.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `template`: forms that sessions are made of.
@Command(
    name = "template",
    description = "Forms that sessions for common goals are made of",
    addMethodSubcommands = false)
final class TemplateCommand {
  private static final String TEMPLATE = "Its name, its id or its beginning";

  private final SeshatCommand root;

  TemplateCommand(SeshatCommand root) {
    this.root = root;
  }

  private Templates templates() {
    return root.seshat().templates();
  }

  /// What may be said of a template.
  static final class Fields {
    @Option(names = "--description", paramLabel = "TEXT", description = "When to use it")
    @Nullable String description;

    @Option(
        names = "--intention",
        paramLabel = "TEXT",
        description = "{event} and {storyteller} stand for their names")
    @Nullable String intention;

    @Option(
        names = "--success",
        paramLabel = "INDICATOR",
        description = "What shows success, or JSON {\"text\", \"check\"}; may be repeated")
    @Nullable List<String> success;

    @Option(
        names = "--completion",
        paramLabel = "INDICATOR",
        description = "What shows completion; may be repeated")
    @Nullable List<String> completion;

    @Option(
        names = "--constraint",
        paramLabel = "TEXT",
        description = "A rule to keep; may be repeated")
    @Nullable List<String> constraints;

    @Option(names = "--procedure", paramLabel = "TEXT", description = "How to go about it")
    @Nullable String procedure;

    @Option(names = "--minutes", paramLabel = "N", description = "How long it takes")
    @Nullable Integer minutes;

    @Option(
        names = "--for-event",
        paramLabel = "TYPE",
        description = "A type of life event that it suits; may be repeated")
    @Nullable List<String> eventTypes;

    @Option(
        names = "--for-node",
        paramLabel = "NODE",
        description = "The key of a node that it suits; may be repeated")
    @Nullable List<String> nodes;

    @Option(
        names = "--process",
        paramLabel = "PROCESS",
        description = "The process that its sessions follow")
    @Nullable String process;

    Map<String, @Nullable Object> json(SeshatCommand root) {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      put(json, "template_description", description);
      put(json, "default_intention", intention);
      put(json, "default_success_indicators", indicators(success));
      put(json, "default_completion_indicators", indicators(completion));
      put(json, "default_constraints", constraints);
      put(json, "default_procedure_notes", procedure);
      put(json, "default_duration_minutes", minutes);
      put(json, "suggested_for_event_types", eventTypes);
      put(json, "suggested_for_process_nodes", nodes);
      if (process != null) {
        json.put("process_version_id", root.seshat().processes().require(process).id().toString());
      }
      return json;
    }

    private static void put(
        Map<String, @Nullable Object> json, String name, @Nullable Object value) {
      if (value != null) {
        json.put(name, value);
      }
    }

    private static @Nullable List<Object> indicators(@Nullable List<String> texts) {
      return texts == null
          ? null
          : texts.stream()
              .<Object>map(
                  each -> each.startsWith("{") ? Json.parseObject("indicator", each) : each)
              .toList();
    }
  }

  @Command(name = "add", description = "Add a template")
  int add(
      @Parameters(paramLabel = "NAME", description = "What it is called") String name,
      @Mixin Fields fields) {
    Map<String, @Nullable Object> json = fields.json(root);
    json.put("template_name", name);
    return changed(templates().add(NewTemplate.fromJson(json)));
  }

  @Command(name = "list", description = "List templates by name, or those that suit best")
  int list(
      @Option(
              names = "--for-event",
              paramLabel = "TYPE",
              description = "Those that suit events of this type")
          @Nullable String eventType,
      @Option(names = "--for-node", paramLabel = "NODE", description = "Those that suit this node")
          @Nullable String node,
      @Option(names = "--inactive", description = "Those out of use too") boolean inactive,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "1 to 200 (default 50)")
          int limit,
      @Option(
              names = "--cursor",
              paramLabel = "CURSOR",
              description = "Where the page before ended")
          @Nullable String cursor) {
    Page<Template> page =
        eventType == null && node == null
            ? templates().list(inactive, cursor, limit)
            : new Page<>(templates().suggestedFor(eventType, node), null);
    if (!root.printedAsJson(
        SessionReadVerbs.page(
            "templates", page.items().stream().map(Template::toJson).toList(), page.next()))) {
      Table table =
          new Table().column("ID").flexible("NAME").number("MIN").flexible("FOR").warning("");
      for (Template each : page.items()) {
        table.row(
            each.id().toString().substring(0, 8),
            each.name(),
            each.told().durationMinutes() == null
                ? ""
                : String.valueOf(each.told().durationMinutes()),
            String.join(", ", each.told().eventTypes())
                + (each.told().processNodes().isEmpty()
                    ? ""
                    : " / " + String.join(", ", each.told().processNodes())),
            each.told().isActive() ? "" : "out of use");
      }
      SessionView.printTable(root, table, page.next(), "no templates");
    }
    return Cli.OK;
  }

  @Command(name = "show", description = "Show a template")
  int show(@Parameters(paramLabel = "TEMPLATE", description = TEMPLATE) String ref) {
    Template template = templates().get(ref);
    if (root.printedAsJson(template.toJson())) {
      return Cli.OK;
    }
    template
        .toJson()
        .forEach((name, value) -> {
          if (value != null && !value.equals(List.of()) && !name.equals("version")) {
            String label = "%-30s".formatted(name.replace('_', ' '));
            root.say(Ink.DIM.on(root.terminal(), label) + root.harmless(shown(value)));
          }
        });
    return Cli.OK;
  }

  private static String shown(Object value) {
    return value instanceof List<?> list
        ? String.join(
            "\n" + " ".repeat(30),
            list.stream()
                .map(each -> each instanceof String text ? text : Json.write(each))
                .toList())
        : String.valueOf(value);
  }

  @Command(
      name = "edit",
      description = "Change a template; sessions that were made of it stay as they are")
  int edit(
      @Parameters(paramLabel = "TEMPLATE", description = TEMPLATE) String ref,
      @Option(names = "--name", paramLabel = "NAME", description = "Another name")
          @Nullable String name,
      @Option(names = "--active", negatable = true, description = "Whether it is in use")
          @Nullable Boolean active,
      @Mixin Fields fields,
      @Option(
              names = "--clear",
              paramLabel = "FIELD",
              description = "Set a field to nothing, as in 'template show --json'; may be repeated")
          @Nullable List<String> clear) {
    Map<String, @Nullable Object> json = fields.json(root);
    StorytellerCommand.clear(json, clear);
    Fields.put(json, "template_name", name);
    Fields.put(json, "is_active", active);
    if (json.isEmpty()) {
      throw new Invalid("", "nothing is to change");
    }
    return changed(templates().change(ref, json, null));
  }

  @Command(name = "delete", description = "Forget a template; sessions that were made of it stay")
  int delete(@Parameters(paramLabel = "TEMPLATE", description = TEMPLATE) String ref) {
    Template template = templates().get(ref);
    templates().delete(template.id().toString(), null);
    if (!root.printedAsJson(template.toJson())) {
      root.say("template '" + root.harmless(template.name()) + "' is gone");
    }
    return Cli.OK;
  }

  private int changed(Template template) {
    if (!root.printedAsJson(template.toJson())) {
      root.say(
          Ink.DIM.on(root.terminal(), template.id().toString().substring(0, 8))
              + "  "
              + root.harmless(template.name())
              + (template.told().isActive() ? "" : "  out of use"));
    }
    return Cli.OK;
  }
}
