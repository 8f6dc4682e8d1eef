package dev.seshat.cli;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The editor that a person has chosen for texts: `VISUAL`, or else `EDITOR`.
record Editor(String command) {
  /// What stands above this line is not part of the text.
  static final String CUT = "# ------ write below this line ------";

  /// The one that the environment names; null for none.
  static @Nullable Editor of(Terminal terminal) {
    String visual = terminal.variable("VISUAL");
    String command = visual != null ? visual : terminal.variable("EDITOR");
    return command == null || command.isBlank() ? null : new Editor(command);
  }

  /// Has a text written.
  ///
  /// @param above what the writer is to see
  /// @param draft what the text begins as
  /// @return what stands below the line, without the space around it
  String write(String above, String draft) throws IOException {
    Path file = java.nio.file.Files.createTempFile("seshat-answer-", ".md");
    try {
      String head = above.lines().map(line -> "# " + line + "\n").reduce("", String::concat);
      java.nio.file.Files.writeString(file, head + CUT + "\n\n" + draft + "\n");
      Process process =
          new ProcessBuilder("sh", "-c", command + " \"$1\"", "sh", file.toString())
              .inheritIO()
              .start();
      if (process.waitFor() != 0) {
        throw new Conflict("the editor '" + command + "' failed; nothing was kept");
      }
      String text = java.nio.file.Files.readString(file);
      int cut = text.indexOf(CUT);
      return (cut < 0 ? text : text.substring(cut + CUT.length())).strip();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Invalid("text", "was not written: the editor was interrupted");
    } finally {
      java.nio.file.Files.deleteIfExists(file);
    }
  }
}
