package dev.seshat.mode;

import dev.seshat.json.Yaml;
import dev.seshat.task.Complexity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the YAML file of a mode, and says all that is wrong with it.
final class ModeFile {
  private static final int MAX_ERRORS = 100;
  private static final int MAX_ROLES = 50;
  private static final int MAX_RULES = 200;
  private static final int MAX_KEYWORDS = 100;
  private static final int MAX_ITEMS = 100;
  private static final int MAX_TEXT = 10_000;
  private static final List<String> COMPLEXITIES =
      Arrays.stream(Complexity.values()).map(Complexity::word).toList();

  private final List<ModeError> errors = new ArrayList<>();

  private ModeFile() {}

  static ModeCheck read(String text) {
    ModeFile file = new ModeFile();
    Optional<Yaml> yaml =
        Yaml.read(
            text,
            problem ->
                file.errors.add(
                    new ModeError(
                        problem.place().line(), problem.place().column(), "", problem.message())));
    ModeContent content = yaml.isEmpty() ? null : file.content(yaml.get());
    List<ModeError> errors =
        file.errors.stream()
            .sorted(Comparator.comparingInt(ModeError::line).thenComparingInt(ModeError::column))
            .limit(MAX_ERRORS)
            .toList();
    return new ModeCheck(errors.isEmpty() ? content : null, errors);
  }

  private @Nullable ModeContent content(Yaml yaml) {
    if (!(yaml.value() instanceof Map<?, ?> map)) {
      errors.add(new ModeError(1, 1, "", "must have fields, such as 'mode_metadata:'"));
      return null;
    }
    ModeFields file = new ModeFields(yaml, "", map, errors);
    String title = "";
    String description = null;
    String version = null;
    ModeFields metadata = file.object("mode_metadata");
    if (metadata != null) {
      title =
          metadata.required("name", 200, "it is what people call the mode, as 'name: Research'");
      description = metadata.text("description", MAX_TEXT);
      version = metadata.version("version");
      metadata.text("author", 200);
      metadata.texts("tags", MAX_ITEMS, 100);
      metadata.done();
    } else if (!file.has("mode_metadata")) {
      file.missing("mode_metadata", "it says what the mode is called, as 'name: Research'");
    }
    Complexity complexity = Complexity.MODERATE;
    boolean routing = false;
    Integer depth = null;
    ModeFields configuration = file.object("mode_configuration");
    if (configuration != null) {
      complexity =
          Complexity.of(configuration.oneOf("default_complexity", COMPLEXITIES, "moderate"));
      routing = configuration.flag("auto_task_routing");
      depth = configuration.number("max_subtask_depth", 0, 49);
      configuration.done();
    }
    List<Role> roles = roles(file);
    Set<String> names = new HashSet<>(roles.stream().map(Role::name).toList());
    List<RoutingRule> rules = new ArrayList<>();
    for (ModeFields each : file.objects("task_routing_rules", MAX_RULES)) {
      rules.add(rule(each, names));
    }
    List<ValidationRule> validation = validation(file, names);
    file.done();
    return new ModeContent(
        title, description, version, complexity, routing, depth, roles, rules, validation);
  }

  private List<Role> roles(ModeFields file) {
    ModeFields all = file.object("roles");
    if (all == null) {
      if (!file.has("roles")) {
        file.missing("roles", "it names who tasks are given to, each with a 'role_definition'");
      }
      return List.of();
    }
    List<Role> roles = new ArrayList<>();
    for (String name : all.names(MAX_ROLES)) {
      ModeFields role = all.object(name);
      if (role == null) {
        if (!all.has(name)) {
          all.wrong(all.at(name), "has no fields; say who it is, as 'role_definition: You …'");
        }
        roles.add(new Role(name, "", List.of(), List.of(), null));
        continue;
      }
      String definition =
          role.required("role_definition", MAX_TEXT, "it says who the role is, as 'You …'");
      List<String> expertise = role.texts("expertise", MAX_ITEMS, 1_000);
      List<String> approach = role.texts("approach", MAX_ITEMS, MAX_TEXT);
      roles.add(
          new Role(name, definition, expertise, approach, role.text("output_format", MAX_TEXT)));
      role.done();
    }
    if (roles.isEmpty()) {
      file.wrong("roles", "has none; a mode has at least one role");
    }
    return roles;
  }

  private RoutingRule rule(ModeFields fields, Set<String> roles) {
    List<String> keywords = fields.texts("keywords", MAX_KEYWORDS, 100);
    if (!fields.has("keywords")) {
      fields.missing("keywords", "they are the words that tell, as 'keywords: [find, source]'");
    }
    for (String each : keywords) {
      if (ModeRouting.words(each).isEmpty()) {
        fields.wrong(fields.at("keywords"), "'" + each + "' has no letter and no digit");
      }
    }
    String role = fields.required("role", 64, "it is one of the roles above");
    requireRole(fields, fields.at("role"), role, roles);
    fields.done();
    return new RoutingRule(keywords, role);
  }

  private static void requireRole(ModeFields fields, String where, String role, Set<String> roles) {
    if (!role.isEmpty() && !roles.contains(role)) {
      String known = String.join(", ", roles.stream().sorted().toList());
      fields.wrong(where, "there is no role '" + role + "'; there are " + known);
    }
  }

  /// Each a text, or a text with the roles that it is about.
  private List<ValidationRule> validation(ModeFields file, Set<String> roles) {
    List<?> all = file.list("validation_rules", MAX_RULES);
    List<ValidationRule> rules = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      String where = "validation_rules[" + i + "]";
      Object each = all.get(i);
      if (each instanceof String text && !text.isBlank() && text.length() <= MAX_TEXT) {
        rules.add(new ValidationRule(text.strip(), List.of()));
      } else if (each instanceof Map<?, ?> map) {
        ModeFields fields = file.inner(where, map);
        String rule = fields.required("rule", MAX_TEXT, "it says what is to be true");
        List<String> whose = fields.texts("roles", MAX_ROLES, 64);
        whose.forEach(role -> requireRole(fields, fields.at("roles"), role, roles));
        fields.done();
        rules.add(new ValidationRule(rule, whose));
      } else {
        file.wrong(
            where,
            "must be a text that says what is to be true of a task, or 'rule:' and 'roles:'");
      }
    }
    return rules;
  }
}
