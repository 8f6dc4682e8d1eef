package dev.seshat.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The page about the tools says what the tools say of themselves. `-Dseshat.docs.write=true` writes it anew.
class ReferenceTest {
  private static final String BEGIN = "<!-- the tools: written from their schemas -->\n";
  private static final String END = "<!-- end of the tools -->\n";

  @Test
  void thePageHasTheToolsAsTheyAre() throws IOException {
    Path page = Path.of("../docs/mcp.md");
    String text = Files.readString(page);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    int to = text.indexOf(END);
    assertThat(from).isGreaterThan(BEGIN.length());
    assertThat(to).isGreaterThanOrEqualTo(from);
    if (Boolean.getBoolean("seshat.docs.write")) {
      Files.writeString(page, text.substring(0, from) + reference() + text.substring(to));
    } else {
      assertThat(text.substring(from, to))
          .as("docs/mcp.md; run this test with -Dseshat.docs.write=true")
          .isEqualTo(reference());
    }
  }

  private static String reference() {
    StringBuilder text = new StringBuilder();
    for (Toolset set : Toolset.all()) {
      text.append("\n### Set `").append(set.name()).append("`: ").append(set.about()).append('\n');
      set.tools().forEach(tool -> describe(text, tool));
    }
    return text.append('\n').toString();
  }

  private static void describe(StringBuilder text, Tool tool) {
    text.append("\n#### `")
        .append(tool.name())
        .append(tool.changes() ? "` (changes)\n" : "` (reads)\n")
        .append(tool.description())
        .append("\n\n| argument | | |\n|---|---|---|\n");
    fields(text, "", tool.input().toJson());
    text.append("\nAnswers ")
        .append(
            tool.output().names().stream()
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(", ")))
        .append(".\n");
  }

  /// A row for each field, and for those of the objects of a list.
  private static void fields(StringBuilder text, String within, Map<?, ?> schema) {
    Map<?, ?> properties = (Map<?, ?>) Objects.requireNonNull(schema.get("properties"));
    List<?> required = schema.get("required") instanceof List<?> list ? list : List.of();
    for (Map.Entry<?, ?> entry : properties.entrySet()) {
      Map<?, ?> field = (Map<?, ?>) entry.getValue();
      String name = within + entry.getKey();
      text.append("| `")
          .append(name)
          .append(required.contains(entry.getKey()) ? "`, needed" : "`")
          .append(" | ")
          .append(type(field))
          .append(" | ")
          .append(cell(field.get("description")))
          .append(" |\n");
      if (field.get("items") instanceof Map<?, ?> item && item.containsKey("properties")) {
        fields(text, name + "[].", item);
      }
    }
  }

  private static String type(Map<?, ?> field) {
    List<String> parts = new ArrayList<>();
    if (field.get("enum") instanceof List<?> words) {
      return words.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    parts.add(
        switch (String.valueOf(field.get("type"))) {
          case "string" -> "text";
          case "integer" -> "whole number";
          case "boolean" -> "true, false";
          case "array" -> "list";
          case "null" -> "anything";
          default -> String.valueOf(field.get("type"));
        });
    if (field.get("minimum") != null && field.get("maximum") != null) {
      parts.add(field.get("minimum") + " to " + field.get("maximum"));
    }
    if (field.get("maxItems") != null) {
      parts.add("up to " + field.get("maxItems"));
    }
    return String.join(", ", parts);
  }

  private static String cell(@Nullable Object text) {
    return text == null ? "" : String.valueOf(text).replace("|", "\\|").replace('\n', ' ');
  }
}
