package dev.seshat.cli;

/// The program's entry. It answers `--version` by itself, before the command line's library is loaded.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    if (Given.asksForVersion(args)) {
      System.out.println(
          Given.of(args).json() ? "{\"version\":\"" + version() + "\"}" : "seshat " + version());
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
}
