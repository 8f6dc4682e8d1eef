package dev.seshat.transcript;

import dev.seshat.Texts;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What every text passes on its way from a foreign file into a row: made storable, bounded, and without secrets.
///
/// It counts the secrets that it masked. It is for one thread.
final class Intake {
  /// The longest text of a row, in characters; what is longer is cut with a note, and whole in the archive.
  static final int TEXT_MAX = 100_000;

  private static final int PAYLOAD_MAX = 1_000_000;
  private static final int DEPTH_MAX = 40;
  private static final int ITEMS_MAX = 10_000;
  private static final Set<String> NAMES =
      Set.of("type", "tool", "session", "external_id", "request_id", "parent", "previous");
  private static final String LEFT_OUT = "[left out: see the archived transcript]";

  private final boolean maskSecrets;
  private long masked;
  private int budget = PAYLOAD_MAX;

  Intake(boolean maskSecrets) {
    this.maskSecrets = maskSecrets;
  }

  /// How many secrets were masked since this was last asked.
  long takeMasked() {
    long count = masked;
    masked = 0;
    return count;
  }

  /// A text as a row may hold it, of at most `max` characters.
  String text(String text, int max) {
    String storable = cut(Texts.storable(text), max);
    return maskSecrets ? masked(null, storable) : storable;
  }

  String text(String text) {
    return text(text, TEXT_MAX);
  }

  /// A JSON value as plain values: texts as [#text], binary data as its type, size and hash, deep and endless things cut.
  @Nullable Object value(JsonNode node) {
    budget = PAYLOAD_MAX;
    return value(null, node, 0);
  }

  /// Plain values of a JSON object with the secrets in their texts masked; names by which things are known stay.
  Map<String, @Nullable Object> plain(Map<String, @Nullable Object> json) {
    Map<String, @Nullable Object> masked = new LinkedHashMap<>();
    json.forEach(
        (name, value) -> masked.put(name, NAMES.contains(name) ? value : plain(name, value)));
    return masked;
  }

  private @Nullable Object plain(@Nullable String name, @Nullable Object value) {
    if (!maskSecrets) {
      return value;
    }
    return switch (value) {
      case String text -> masked(name, text);
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        map.forEach(
            (key, item) -> fields.put(String.valueOf(key), plain(String.valueOf(key), item)));
        yield fields;
      }
      case List<?> list -> {
        List<@Nullable Object> items = new ArrayList<>();
        list.forEach(item -> items.add(plain(null, item)));
        yield items;
      }
      case null, default -> value;
    };
  }

  /// The fields of a JSON object that are wanted.
  Map<String, @Nullable Object> fields(
      JsonNode object, java.util.function.Predicate<String> wanted) {
    budget = PAYLOAD_MAX;
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (wanted.test(field.getKey())) {
        put(fields, field, 1);
      }
    }
    return fields;
  }

  private @Nullable Object value(@Nullable String name, JsonNode node, int depth) {
    if (node.isString()) {
      return string(name, node.stringValue());
    }
    if (node.isNull() || node.isMissingNode()) {
      return null;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isNumber()) {
      return number(node);
    }
    if (depth >= DEPTH_MAX || budget <= 0) {
      return LEFT_OUT;
    }
    Map<String, @Nullable Object> binary = Binary.describe(node);
    if (binary != null) {
      return binary;
    }
    return node.isArray() ? items(node, depth) : object(node, depth);
  }

  private List<@Nullable Object> items(JsonNode array, int depth) {
    List<@Nullable Object> items = new ArrayList<>();
    for (JsonNode item : array) {
      if (items.size() >= ITEMS_MAX || budget <= 0) {
        items.add(LEFT_OUT);
        break;
      }
      budget -= 2;
      items.add(value(null, item, depth + 1));
    }
    return items;
  }

  private Map<String, @Nullable Object> object(JsonNode object, int depth) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (fields.size() >= ITEMS_MAX || budget <= 0) {
        fields.put("…", LEFT_OUT);
        break;
      }
      put(fields, field, depth + 1);
    }
    return fields;
  }

  private void put(
      Map<String, @Nullable Object> fields, Map.Entry<String, JsonNode> field, int depth) {
    String name = text(field.getKey(), 500);
    budget -= name.length() + 4;
    fields.put(name, value(name, field.getValue(), depth));
  }

  private String string(@Nullable String name, String text) {
    if (budget <= 0) {
      return LEFT_OUT;
    }
    budget -= Math.min(text.length(), TEXT_MAX);
    String storable = cut(Texts.storable(text), TEXT_MAX);
    return maskSecrets ? masked(name, storable) : storable;
  }

  private String masked(@Nullable String name, String text) {
    Secrets.Masked whole = name == null ? null : Secrets.maskField(name, text);
    Secrets.Masked result = whole == null ? Secrets.mask(text) : whole;
    masked += result.count();
    return result.text();
  }

  /// Numbers that both databases' JSON can hold; others as text.
  private static Object number(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.canConvertToLong() ? node.longValue() : node.bigIntegerValue();
    }
    double value = node.doubleValue();
    return Double.isFinite(value) ? value : node.asString();
  }

  private static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return text.substring(0, end)
        + "… ["
        + (text.length() - end)
        + " more characters in the archived transcript]";
  }

  /// Images and documents that stand in a transcript as base64.
  static final class Binary {
    private Binary() {}

    /// Type, size and SHA-256 of what a block carries in base64; null if it carries none.
    static @Nullable Map<String, @Nullable Object> describe(JsonNode block) {
      JsonNode source = block.path("source");
      if (source.path("type").asString("").equals("base64") && source.path("data").isString()) {
        return describe(
            block, source.path("media_type").asString(""), source.path("data").stringValue());
      }
      JsonNode inline = block.path("inlineData");
      if (inline.path("data").isString()) {
        return describe(
            block, inline.path("mimeType").asString(""), inline.path("data").stringValue());
      }
      String url = block.path("image_url").asString("");
      int comma = url.indexOf(";base64,");
      return url.startsWith("data:") && comma > 0
          ? describe(block, url.substring(5, comma), url.substring(comma + 8))
          : null;
    }

    private static Map<String, @Nullable Object> describe(
        JsonNode block, String mediaType, String base64) {
      Map<String, @Nullable Object> known = new LinkedHashMap<>();
      known.put("type", Texts.storable(Texts.shorten(block.path("type").asString("binary"), 40)));
      known.put("media_type", Texts.storable(Texts.shorten(mediaType, 100)));
      try {
        byte[] data = Base64.getMimeDecoder().decode(base64);
        known.put("size", data.length);
        known.put(
            "sha256", HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data)));
      } catch (IllegalArgumentException e) {
        known.put("unreadable", "not base64");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
      return known;
    }
  }
}
