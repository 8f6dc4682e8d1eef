package dev.seshat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The pages of `docs/` that are made from the program; `-Dseshat.docs.write=true` writes them anew.
final class Documents {
  private Documents() {}

  /// Holds a page to be what the program says.
  static void require(String name, String text) throws IOException {
    Path page = folder().resolve(name);
    if (Boolean.getBoolean("seshat.docs.write")) {
      Files.writeString(page, text);
    }
    assertThat(Files.readString(page))
        .as("docs/%s is made from the program: run this test with -Dseshat.docs.write=true", name)
        .isEqualTo(text);
  }

  private static Path folder() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("docs")) && directory.getParent() != null) {
      directory = directory.getParent();
    }
    return directory.resolve("docs");
  }
}
