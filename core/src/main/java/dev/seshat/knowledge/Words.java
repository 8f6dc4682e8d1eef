package dev.seshat.knowledge;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How the words of this package's enums are written and read.
final class Words {
  private Words() {}

  static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The value of a word, in whatever case it is written.
  ///
  /// @throws Invalid naming `path` if there is none
  static <E extends Enum<E>> E read(
      String path, String word, E[] values, Function<E, String> spelling) {
    String given = word.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values)
        .filter(each -> spelling.apply(each).equals(given))
        .findFirst()
        .orElseThrow(() ->
            new Invalid(
                path,
                "must be one of "
                    + Arrays.stream(values).map(spelling).collect(Collectors.joining(", "))
                    + ", not '"
                    + Texts.shorten(word, 40)
                    + "'"));
  }
}
