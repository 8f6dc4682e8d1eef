package dev.seshat.legacy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the numbers of a file's projects, hosts and models stand for: names are the same in every file, numbers are not.
final class AgentNumbers {
  /// The host of models whose own is not there.
  static final String NO_HOST = "unknown host";

  private AgentNumbers() {}

  /// A model as its host calls it.
  ///
  /// @param isPriced whether the system had a price for it
  record Named(String host, String name, boolean isPriced) {}

  /// The names of a table's rows by their numbers.
  static Map<String, String> names(OpenSource file, String table) {
    Map<String, String> names = new HashMap<>();
    if (file.columns(table).containsAll(List.of("id", "name"))) {
      file.source()
          .each(
              table,
              List.of("id", "name"),
              List.of(),
              cells -> {
                SourceRow row = new SourceRow(table, "", cells);
                String id = row.text("id");
                String name = AgentNames.name(row);
                if (id != null && name != null) {
                  names.put(id, name);
                }
              });
    }
    return names;
  }

  /// The models of a file by their numbers.
  static Map<String, Named> models(OpenSource file) {
    Map<String, String> hosts = names(file, "hosts");
    Map<String, Named> models = new HashMap<>();
    file.source()
        .each(
            "models",
            file.columns("models"),
            List.of(),
            cells -> {
              SourceRow row = new SourceRow("models", "", cells);
              String id = row.text("id");
              String name = AgentNames.name(row);
              if (id != null && name != null) {
                boolean priced =
                    row.decimal("input_cost_per_1k") != null
                        || row.decimal("output_cost_per_1k") != null;
                models.put(id, new Named(of(hosts, row.text("host_id"), NO_HOST), name, priced));
              }
            });
    return models;
  }

  /// The name that a number stands for.
  static String of(Map<String, String> names, @Nullable String number, String otherwise) {
    String known = number == null ? null : names.get(number);
    return known == null ? otherwise : known;
  }
}
