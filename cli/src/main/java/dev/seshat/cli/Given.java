package dev.seshat.cli;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the arguments say before they are parsed: which command they name, and how even an error is to be shown.
///
/// @param command the first word that is neither an option nor an option's value; null if there is none
/// @param json whether `--json` is among them
/// @param wide whether `--wide` is among them
/// @param colour the value of `--color`; null if it is not among them
record Given(@Nullable String command, boolean json, boolean wide, @Nullable String colour) {
  /// The options before a command that take the next argument as their value.
  private static final Set<String> TAKE_A_VALUE =
      Set.of("--store", "--workspace", "--actor", "--color");

  static Given of(String... args) {
    String command = null;
    boolean json = false;
    boolean wide = false;
    String colour = null;
    for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
      String arg = args[i];
      json |= arg.equals("--json");
      wide |= arg.equals("--wide");
      if (arg.startsWith("--color=")) {
        colour = arg.substring("--color=".length());
      } else if (arg.equals("--color") && i + 1 < args.length) {
        colour = args[i + 1];
      }
      if (TAKE_A_VALUE.contains(arg)) {
        i++;
      } else if (command == null && !arg.startsWith("-")) {
        command = arg;
      }
    }
    return new Given(command, json, wide, colour);
  }

  /// Whether `--version` stands before the command, if there is one.
  static boolean asksForVersion(String... args) {
    for (int i = 0; i < args.length && args[i].startsWith("-"); i++) {
      if (args[i].equals("--version") || args[i].equals("-V")) {
        return true;
      }
      if (TAKE_A_VALUE.contains(args[i])) {
        i++;
      }
    }
    return false;
  }
}
