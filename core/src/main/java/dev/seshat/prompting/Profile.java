package dev.seshat.prompting;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import dev.seshat.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The vocabulary of one kind of generator: the dimensions that are scored, the ways to go on, the parameters.
///
/// @param generatorVersion what `mj_version` is when nobody says; null where there is none
/// @param promptForm how a prompt is split into keywords
/// @param batch how many images, or other answers, a prompt gives at most
/// @param dimensions what is scored, always all of it
/// @param actionTypes the ways to go from one iteration to the next
/// @param parameters the ones that the generator knows; others are taken too
public record Profile(
    String name,
    String description,
    @Nullable String generatorVersion,
    PromptForm promptForm,
    int batch,
    List<Dimension> dimensions,
    List<ActionType> actionTypes,
    List<Parameter> parameters) {
  private static final int MAX_ITEMS = 50;

  /// Something that is scored.
  ///
  /// @param uncertain whether a score of it is trusted little until a person has confirmed it
  public record Dimension(String name, String description, boolean uncertain) {}

  /// A way to go on.
  ///
  /// @param takesParent whether it starts from one image of the iteration before
  /// @param role what it is chosen for when an action is suggested; null for none
  public record ActionType(
      String name, String description, boolean takesParent, @Nullable Role role) {}

  /// A parameter that the generator knows.
  public record Parameter(String name, String description) {}

  /// What a suggestion needs an action type for.
  public enum Role {
    START,
    EDIT,
    AGAIN,
    VARY,
    CLOSE_GAP;

    /// The role as a file names it, in lower case.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String word) {
      for (Role role : values()) {
        if (role.word().equals(word)) {
          return role;
        }
      }
      throw new Invalid("for", "must be one of start, edit, again, vary, close_gap");
    }
  }

  /// Reads a profile from the JSON text of its file.
  ///
  /// @throws Invalid naming the field that is missing or breaks its rule
  public static Profile parse(String name, String json) {
    Fields fields = new Fields(Json.parseObject("", json));
    String own = Texts.word("name", fields.required("name", 64));
    if (!own.equals(name)) {
      throw new Invalid("name", "is '" + own + "', but the file is called " + name);
    }
    Long batch = fields.number("batch", 1, 64);
    Profile profile =
        new Profile(
            own,
            fields.required("description", 500),
            fields.text("generator_version", 64),
            PromptForm.of(fields.required("prompt_form", 20)),
            batch == null ? 1 : batch.intValue(),
            each(fields, "dimensions", Profile::dimension),
            each(fields, "action_types", Profile::actionType),
            each(fields, "parameters", Profile::parameter));
    fields.done();
    profile.requireWhole();
    return profile;
  }

  private interface Reader<T> {
    T read(Fields fields);
  }

  private static <T> List<T> each(Fields fields, String name, Reader<T> reader) {
    List<T> items = new ArrayList<>();
    for (Map<String, @Nullable Object> object : fields.objects(name, MAX_ITEMS)) {
      Fields item = new Fields(object);
      try {
        items.add(reader.read(item));
        item.done();
      } catch (Invalid e) {
        throw e.within(name + "[" + items.size() + "]");
      }
    }
    return List.copyOf(items);
  }

  private static Dimension dimension(Fields fields) {
    return new Dimension(
        Texts.word("name", fields.required("name", 64)),
        fields.required("description", 500),
        fields.isSet("uncertain"));
  }

  private static ActionType actionType(Fields fields) {
    String role = fields.text("for", 20);
    return new ActionType(
        Texts.word("name", fields.required("name", 64)),
        fields.required("description", 500),
        fields.isSet("parent"),
        role == null ? null : Role.of(role));
  }

  private static Parameter parameter(Fields fields) {
    return new Parameter(fields.required("name", 64), fields.required("description", 500));
  }

  private void requireWhole() {
    requireNames("dimensions", dimensionNames());
    requireNames("action_types", actionTypes.stream().map(ActionType::name).toList());
    for (Role role : Role.values()) {
      if (actionTypes.stream().filter(type -> type.role() == role).count() != 1) {
        throw new Invalid("action_types", "must have exactly one for '" + role.word() + "'");
      }
    }
  }

  private static void requireNames(String path, List<String> names) {
    Set<String> distinct = new HashSet<>(names);
    if (names.isEmpty() || distinct.size() < names.size()) {
      throw new Invalid(path, "must be there, each with a name of its own");
    }
  }

  /// The names of the dimensions, in the profile's order.
  public List<String> dimensionNames() {
    return dimensions.stream().map(Dimension::name).toList();
  }

  /// The action type that goes by a name.
  ///
  /// @throws Invalid if there is none
  public ActionType actionType(String word) {
    return actionTypes.stream()
        .filter(type -> type.name().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new Invalid(
                "action_type",
                "must be one of "
                    + String.join(", ", actionTypes.stream().map(ActionType::name).toList())
                    + " in the profile "
                    + name));
  }

  /// The action type that has a role.
  public ActionType actionFor(Role role) {
    return actionTypes.stream().filter(type -> type.role() == role).findFirst().orElseThrow();
  }

  /// It as JSON, as its file has it.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("description", description);
    json.put("generator_version", generatorVersion);
    json.put("prompt_form", promptForm.word());
    json.put("batch", batch);
    json.put("dimensions", dimensions.stream().map(Profile::shown).toList());
    json.put("action_types", actionTypes.stream().map(Profile::shown).toList());
    json.put(
        "parameters",
        parameters.stream()
            .map(each -> Map.of("name", each.name(), "description", each.description()))
            .toList());
    return json;
  }

  private static Map<String, Object> shown(Dimension dimension) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", dimension.name());
    json.put("description", dimension.description());
    json.put("uncertain", dimension.uncertain());
    return json;
  }

  private static Map<String, Object> shown(ActionType type) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", type.name());
    json.put("description", type.description());
    json.put("parent", type.takesParent());
    if (type.role() != null) {
      json.put("for", type.role().word());
    }
    return json;
  }
}
