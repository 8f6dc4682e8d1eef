package dev.seshat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/// How many tokens of a language model a text costs, counted offline by the tokenizer `o200k_base`.
///
/// Models differ by some percent; every budget in Seshat is counted in these tokens.
public final class Tokens {
  private Tokens() {}

  /// Loaded on first use, because its table takes a tenth of a second to read.
  private static final class Loaded {
    static final Encoding ENCODING =
        Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
  }

  /// The tokens of `text`; words that look like a model's control tokens count as plain text.
  public static int count(String text) {
    return Loaded.ENCODING.countTokensOrdinary(text);
  }

  /// The longest beginning of `text` that costs at most `tokens` and ends with a whole character.
  public static String head(String text, int tokens) {
    int low = 0;
    // few texts have more than a dozen characters to a token; those are cut there
    int high = (int) Math.min(text.length(), Math.max(0, tokens) * 12L);
    if (high == text.length() && count(text) <= tokens) {
      return text;
    }
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (count(whole(text, middle)) <= tokens) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return whole(text, low);
  }

  private static String whole(String text, int end) {
    boolean split =
        end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, split ? end - 1 : end);
  }
}
