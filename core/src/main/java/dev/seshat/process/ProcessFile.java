package dev.seshat.process;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import dev.seshat.json.Yaml;
import dev.seshat.session.Indicator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads the YAML file of a process. What is wrong with it is said with the place and the line.
final class ProcessFile {
  private static final int MAX_NODES = 500;
  private static final int MAX_ITEMS = 200;
  private static final int MAX_NAME = 200;
  private static final int MAX_TEXT = 10_000;

  private final Supplier<UUID> ids;

  private ProcessFile(Supplier<UUID> ids) {
    this.ids = ids;
  }

  /// @param path how the file is called in errors
  /// @throws Invalid if it is no process, or not a whole one
  static ProcessGraph parse(String path, String text, Supplier<UUID> ids) {
    Yaml yaml = Yaml.parse(path, text);
    try {
      return new ProcessFile(ids).graph(new Fields(yaml.object(path)));
    } catch (Invalid e) {
      throw new Invalid(path, e.getMessage() + " (line " + yaml.line(e.path()) + ")");
    }
  }

  private interface Reader<T> {
    T read(Fields fields, int index);
  }

  private static <T> List<T> each(Fields fields, String name, int max, Reader<T> reader) {
    List<T> items = new ArrayList<>();
    for (Map<String, @Nullable Object> object : fields.objects(name, max)) {
      Fields item = new Fields(object);
      try {
        items.add(reader.read(item, items.size()));
        item.done();
      } catch (Invalid e) {
        throw e.within(name + "[" + items.size() + "]");
      }
    }
    return items;
  }

  private ProcessGraph graph(Fields fields) {
    String name = Texts.word("process", fields.required("process", 100));
    String title = fields.text("title", MAX_NAME);
    String description = fields.text("description", MAX_TEXT);
    List<ProcessNode> nodes = each(fields, "nodes", MAX_NODES, this::node);
    fields.done();
    return new ProcessGraph(name, title, description, nodes);
  }

  private ProcessNode node(Fields fields, int index) {
    Long minutes = fields.number("duration_minutes", 1, 10_080);
    return new ProcessNode(
        ids.get(),
        Texts.word("key", fields.required("key", 100)),
        fields.required("name", MAX_NAME),
        NodeType.of("type", fields.required("type", 20)),
        index,
        fields.text("purpose", MAX_TEXT),
        fields.text("outcome", MAX_TEXT),
        fields.text("user_facing_text", MAX_TEXT),
        fields.isSet("is_optional"),
        fields.text("agent_objective", MAX_TEXT),
        fields.text("agent_constraints", MAX_TEXT),
        scope(fields.object("scope")),
        indicators("success_indicators", fields.list("success_indicators", MAX_ITEMS)),
        indicators("completion_indicators", fields.list("completion_indicators", MAX_ITEMS)),
        minutes == null ? null : minutes.intValue(),
        each(fields, "prompts", MAX_ITEMS, this::prompt),
        each(fields, "next", MAX_ITEMS, (edge, place) -> edge(edge)));
  }

  private static ProcessNode.Scope scope(@Nullable Map<String, @Nullable Object> object) {
    if (object == null) {
      return new ProcessNode.Scope(List.of(), List.of());
    }
    Fields fields = new Fields(object);
    try {
      ProcessNode.Scope scope =
          new ProcessNode.Scope(words(fields, "event_types"), words(fields, "categories"));
      fields.done();
      return scope;
    } catch (Invalid e) {
      throw e.within("scope");
    }
  }

  private static List<String> words(Fields fields, String name) {
    return fields.texts(name, MAX_ITEMS, 64).stream()
        .map(word -> word.strip().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static List<Indicator> indicators(String name, List<@Nullable Object> values) {
    List<Indicator> indicators = new ArrayList<>();
    for (Object value : values) {
      indicators.add(Indicator.parse(name + "[" + indicators.size() + "]", value));
    }
    return indicators;
  }

  private ProcessPrompt prompt(Fields fields, int index) {
    Long tier = fields.number("tier", 1, ProcessPrompt.MAX_TIER);
    return new ProcessPrompt(
        ids.get(),
        PromptCategory.of("category", fields.required("category", 20)),
        fields.required("text", MAX_TEXT),
        tier == null ? 1 : tier.intValue(),
        fields.isSet("required"),
        Condition.parse("when", fields.any("when")),
        words(fields, "topics"),
        index);
  }

  private static ProcessEdge edge(Fields fields) {
    return new ProcessEdge(fields.required("to", 100), Condition.parse("when", fields.any("when")));
  }
}
