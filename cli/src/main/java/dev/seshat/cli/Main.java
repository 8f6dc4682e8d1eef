package dev.seshat.cli;

import java.util.Set;

/// The program's entry. It answers `--version` by itself, before the command line's library is loaded.
public final class Main {
  private static final Set<String> TAKE_A_VALUE = Set.of("--store", "--workspace", "--actor");

  private Main() {}

  public static void main(String[] args) {
    if (asksForVersion(args)) {
      System.out.println("seshat " + version());
      return;
    }
    int code = Cli.run(Terminal.ofSystem(), args);
    if (code != 0) {
      System.exit(code);
    }
  }

  /// The program's version, as its jar states it.
  static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /// Whether `--version` stands before the command, if there is one.
  static boolean asksForVersion(String[] args) {
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
