package dev.seshat.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Where a command reads and writes: its streams, its environment, and what is known of the window.
///
/// @param out results, and nothing else
/// @param err errors, progress, notices
/// @param outIsTerminal whether a person sees the results: then they may have colour, and are cut to the window
/// @param errIsTerminal whether a person sees the progress
/// @param wanted when results are to have colour
/// @param wide whether tables are to keep their own width
record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Colour wanted,
    boolean wide) {
  private static final int WIDTH = 100;
  private static final int MIN_WIDTH = 20;

  /// The width of what is no window.
  static final int UNLIMITED = Integer.MAX_VALUE / 2;

  Terminal(
      InputStream in,
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      boolean outIsTerminal,
      boolean errIsTerminal) {
    this(in, out, err, environment, outIsTerminal, errIsTerminal, Colour.AUTO, false);
  }

  /// The streams of this process.
  static Terminal ofSystem() {
    OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 14);
    return new Terminal(
        new FileInputStream(FileDescriptor.in),
        new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        System.getenv(),
        isTerminal(1),
        isTerminal(2));
  }

  /// A variable of the environment; null where it is unset or empty.
  @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /// The same as the arguments want it; a word for colour that means nothing is told of when they are parsed.
  Terminal as(Given said) {
    String word = said.colour();
    Colour when =
        Arrays.stream(Colour.values())
            .filter(each -> each.word().equals(word))
            .findFirst()
            .orElse(wanted);
    return new Terminal(in, out, err, environment, outIsTerminal, errIsTerminal, when, said.wide());
  }

  /// Whether results may have colour.
  boolean colour() {
    return switch (wanted) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          outIsTerminal && variable("NO_COLOR") == null && !"dumb".equals(variable("TERM"));
    };
  }

  /// How many columns a line of a table may have.
  int width() {
    if (!outIsTerminal || wide) {
      return UNLIMITED;
    }
    String columns = variable("COLUMNS");
    if (columns != null && columns.matches("[1-9]\\d{0,3}")) {
      return Math.max(MIN_WIDTH, Integer.parseInt(columns));
    }
    return windowWidth();
  }

  private static boolean isTerminal(int descriptor) {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      // not Linux: the JDK knows of input and output together only
      return System.console() != null && System.console().isTerminal();
    }
  }

  /// What `stty` says of the window that this process runs in.
  private static int windowWidth() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(Path.of("/dev/tty").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said =
          new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      if (stty.waitFor(1, TimeUnit.SECONDS) && said.matches("\\d+ [1-9]\\d{0,3}")) {
        return Math.max(MIN_WIDTH, Integer.parseInt(said.substring(said.indexOf(' ') + 1)));
      }
    } catch (IOException e) {
      // no stty here
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return WIDTH;
  }
}
