package dev.seshat.cli;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import picocli.CommandLine.Model.ArgSpec;

/// Values that nobody should give, by what an option or parameter takes, and some that are in order.
final class BadValues {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "x",
          "current",
          "a\0b",
          "half \ud83d",
          "'; DROP TABLE sessions; --",
          "\033[31mred\033[0m",
          "%",
          "{\"a\": [",
          "ünï — 漢字 👩‍👩‍👧",
          "00000000-0000-0000-0000-000000000000",
          "2026-02-30",
          "-",
          "@file",
          "x".repeat(300),
          "é".repeat(120_000));
  private static final List<String> NUMBERS =
      List.of(
          "",
          "0",
          "-1",
          "1",
          "7",
          "x",
          "1.5",
          "1e9",
          "1e999999999",
          "NaN",
          "0x10",
          " 5",
          "٣",
          "2147483647",
          "-9223372036854775808",
          "99999999999999999999999");
  private static final String LETTERS =
      "abcXYZ019 _-.,;:'\"\\/%*?[]{}()<>|&$#@!~^`\t\n\r\0éß漢\ud83d\ude00";

  private BadValues() {}

  /// All of the listed values for `arg`, and some made up.
  static List<String> of(ArgSpec arg, World world, Random random) {
    List<String> values = new ArrayList<>();
    Class<?> type = arg.typeInfo().isMultiValue() ? arg.auxiliaryTypes()[0] : arg.type();
    String label = arg.paramLabel().toUpperCase(Locale.ROOT);
    if (label.contains("FILE") || label.contains("DIR")) {
      values.addAll(paths(world.folder()));
    } else if (type == int.class || type == long.class || Number.class.isAssignableFrom(type)) {
      values.addAll(NUMBERS);
    } else if (type == boolean.class || type == Boolean.class) {
      return List.of("true", "x", "");
    } else {
      values.addAll(TEXTS);
      Choices.of(arg).forEach(word -> values.add(random.nextBoolean() ? word : word + "x"));
      values.add(madeUp(random));
    }
    return values;
  }

  /// Names of files of which none may be made but below `folder`.
  private static List<String> paths(Path folder) {
    return List.of(
        "",
        "a\0b",
        folder.toString(),
        folder.resolve("no-such-folder/x").toString(),
        folder.resolve("plan.md") + "/below-a-file",
        folder.resolve("plan.md").toString(),
        folder.resolve("x".repeat(300)).toString(),
        folder.resolve("ünï 漢字 " + System.nanoTime()).toString(),
        "/dev/null");
  }

  /// A text of letters that mean something somewhere.
  static String madeUp(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i >= 0; i--) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  /// What a random number of random digits says.
  static BigDecimal number(Random random) {
    return BigDecimal.valueOf(random.nextLong(), random.nextInt(20));
  }
}
