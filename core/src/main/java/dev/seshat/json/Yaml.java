package dev.seshat.json;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A YAML file as plain Java values, as [Json] has them, that remembers on which line each stands. What comes in is bounded
/// (a million characters, depth 100, no tags of Java classes, few aliases).
public final class Yaml {
  private static final int MAX_CHARACTERS = 1 << 20;

  /// Aliases of aliases grow without end: so many values at most.
  private static final int MAX_VALUES = 100_000;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setAllowDuplicateKeys(false)
          .setAllowRecursiveKeys(false)
          .setMaxAliasesForCollections(20)
          .setCodePointLimit(MAX_CHARACTERS)
          .setParseComments(false)
          .build();

  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, Place> keys = new HashMap<>();
  private final Scalars scalars = new Scalars();
  private @Nullable Object value;
  private int values;

  private Yaml() {}

  /// Where something stands in a file; both from 1.
  public record Place(int line, int column) {
    private static final Place FIRST = new Place(1, 1);

    private static Place of(Mark mark) {
      return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }
  }

  /// What keeps a text from being read, and where.
  public record Problem(Place place, String message) {}

  /// The values of single words and numbers, as the library reads them.
  private static final class Scalars extends StandardConstructor {
    Scalars() {
      super(SETTINGS);
    }

    @Nullable Object of(ScalarNode node) {
      return constructObject(node);
    }
  }

  /// Reads a file of one document.
  ///
  /// @param path how the file is called in errors
  /// @throws Invalid if it is not YAML, too large or too deep, or names a key twice
  public static Yaml parse(String path, String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new Invalid(path, "is too long; at most " + MAX_CHARACTERS + " characters are allowed");
    }
    try {
      return new Yaml().filled(path, text);
    } catch (MarkedYamlEngineException e) {
      String where = e.getProblemMark().map(mark -> " in line " + (mark.getLine() + 1)).orElse("");
      throw new Invalid(path, "is not YAML" + where + ": " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new Invalid(path, "is not YAML: " + Texts.shorten(String.valueOf(e.getMessage()), 200));
    }
  }

  /// Looks only whether a text can be read as YAML at all, whatever its values are.
  ///
  /// @throws Invalid if it cannot, or is too long or too deep
  public static void requireReadable(String path, String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new Invalid(path, "is too long; at most " + MAX_CHARACTERS + " characters are allowed");
    }
    try {
      requireShallow(path, text);
    } catch (MarkedYamlEngineException e) {
      String where = e.getProblemMark().map(mark -> " in line " + (mark.getLine() + 1)).orElse("");
      throw new Invalid(path, "is not YAML" + where + ": " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new Invalid(path, "is not YAML: " + Texts.shorten(String.valueOf(e.getMessage()), 200));
    }
  }

  /// Reads a text of one document, and says where what is wrong with it stands.
  ///
  /// @param problem is told what keeps it from being read
  /// @return nothing if it cannot be read
  public static Optional<Yaml> read(String text, Consumer<Problem> problem) {
    Yaml yaml = new Yaml();
    try {
      if (text.length() > MAX_CHARACTERS) {
        throw new Invalid("", "is too long; at most " + MAX_CHARACTERS + " characters are allowed");
      }
      return Optional.of(yaml.filled("", text));
    } catch (Invalid e) {
      problem.accept(new Problem(yaml.keyPlace(e.path()), e.getMessage()));
    } catch (MarkedYamlEngineException e) {
      Place place = e.getProblemMark().map(Place::of).orElse(Place.FIRST);
      problem.accept(new Problem(place, "is not YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      String why = Texts.shorten(String.valueOf(e.getMessage()), 200);
      problem.accept(new Problem(Place.FIRST, "is not YAML: " + why));
    }
    return Optional.empty();
  }

  private Yaml filled(String path, String text) {
    requireShallow(path, text);
    Optional<Node> root = new Compose(SETTINGS).composeString(text);
    this.value = value("", root.orElseThrow(() -> new Invalid(path, "is empty")), 0);
    return this;
  }

  /// What the library makes of the events calls itself for each level.
  private static void requireShallow(String path, String text) {
    int depth = 0;
    for (Event event : new Parse(SETTINGS).parseString(text)) {
      if (event instanceof CollectionStartEvent && ++depth > Json.MAX_DEPTH) {
        throw new Invalid(path, "nests deeper than " + Json.MAX_DEPTH);
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
  }

  /// All of it, where it is an object.
  ///
  /// @throws Invalid if it is something else
  @SuppressWarnings("unchecked")
  public Map<String, @Nullable Object> object(String path) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new Invalid(path, "must have fields, such as 'name: …'");
  }

  /// The line of what stands at a place, or of what that would stand in; from 1.
  public int line(String path) {
    return place(path).line();
  }

  /// Where what stands at a place begins, or what that would stand in.
  public Place place(String path) {
    return place(places, path);
  }

  /// The same of the name of a field; of what has none, where it begins itself.
  public Place keyPlace(String path) {
    Place key = keys.get(path);
    return key == null ? place(path) : key;
  }

  private static Place place(Map<String, Place> places, String path) {
    String at = path;
    while (!at.isEmpty() && !places.containsKey(at)) {
      int cut = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
      at = cut < 0 ? "" : at.substring(0, cut);
    }
    return places.getOrDefault(at, Place.FIRST);
  }

  /// The value itself, whatever it is.
  public @Nullable Object value() {
    return value;
  }

  private @Nullable Object value(String path, Node node, int depth) {
    if (++values > MAX_VALUES) {
      throw new Invalid(path, "has too many values; at most " + MAX_VALUES + " are allowed");
    }
    // an alias may stand deeper than what it stands for
    if (depth > Json.MAX_DEPTH) {
      throw new Invalid(path, "nests deeper than " + Json.MAX_DEPTH);
    }
    node.getStartMark().ifPresent(mark -> places.putIfAbsent(path, Place.of(mark)));
    return switch (node) {
      case MappingNode mapping -> object(path, mapping, depth);
      case SequenceNode sequence -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (Node each : sequence.getValue()) {
          list.add(value(path + "[" + list.size() + "]", each, depth + 1));
        }
        yield list;
      }
      case ScalarNode scalar -> scalar(path, scalar);
      default -> throw new Invalid(path, "is of no kind that is known");
    };
  }

  private Map<String, @Nullable Object> object(String path, MappingNode mapping, int depth) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (NodeTuple each : mapping.getValue()) {
      if (!(each.getKeyNode() instanceof ScalarNode key)) {
        throw new Invalid(path, "has a key that is no word");
      }
      String name = Texts.storable(key.getValue());
      String inner = path.isEmpty() ? name : path + "." + name;
      if (map.containsKey(name)) {
        key.getStartMark().ifPresent(mark -> places.put(inner, Place.of(mark)));
        key.getStartMark().ifPresent(mark -> keys.put(inner, Place.of(mark)));
        throw new Invalid(inner, "stands twice (line " + line(inner) + ")");
      }
      key.getStartMark().ifPresent(mark -> keys.putIfAbsent(inner, Place.of(mark)));
      map.put(name, value(inner, each.getValueNode(), depth + 1));
    }
    return map;
  }

  private @Nullable Object scalar(String path, ScalarNode node) {
    Object read;
    try {
      read = scalars.of(node);
    } catch (YamlEngineException e) {
      throw new Invalid(path, "cannot be read: " + Texts.shorten(node.getValue(), 60));
    }
    return switch (read) {
      case null -> null;
      case String text -> Texts.storable(text);
      case Boolean flag -> flag;
      case Integer number -> number;
      case Long number -> number;
      case BigInteger number -> number;
      case Double number when Double.isFinite(number) -> BigDecimal.valueOf(number);
      default -> throw new Invalid(path, "is of no kind that is known");
    };
  }
}
