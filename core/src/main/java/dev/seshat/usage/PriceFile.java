package dev.seshat.usage;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.json.Json;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A public price table in a file, read in either of the two formats that are known.
///
/// @param format `genai-prices` or `litellm`; also the source of its lines
record PriceFile(String format, List<Price> prices, List<String> skipped) {
  private static final long MOST_BYTES = 64L << 20;

  /// @throws NotFound if there is no such file
  /// @throws Invalid if it cannot be read, or is no price table
  static PriceFile read(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new Invalid("file", "is a directory: " + file);
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new Invalid("file", "is larger than 64 MB; that is no price table");
      }
      return parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw NotFound.of("file", file.toString());
    } catch (MalformedInputException e) {
      throw new Invalid("file", "is not UTF-8 text");
    } catch (IOException e) {
      throw new Invalid("file", "cannot be read: " + e.getMessage());
    }
  }

  static PriceFile parse(String text) {
    Object root = Json.parse("file", text);
    PriceFile file = null;
    if (root instanceof List<?>) {
      file = GenaiPrices.read(JsonFields.asObjects(root));
    } else if (root instanceof Map<?, ?>) {
      Map<String, @Nullable Object> object = JsonFields.asObject(root);
      file =
          object.get("providers") instanceof List<?>
              ? GenaiPrices.read(JsonFields.objects(object, "providers"))
              : LiteLlmPrices.read(object);
    }
    if (file == null || file.prices().isEmpty()) {
      throw new Invalid("file", "holds no prices in the format of genai-prices or of LiteLLM");
    }
    return file;
  }
}
