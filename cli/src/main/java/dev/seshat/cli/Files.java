package dev.seshat.cli;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Files that a command is given by name.
final class Files {
  private static final int MAX_TEXT = 64 << 20;

  private Files() {}

  /// The text itself, or what stdin holds where the text is `-`.
  static String textOrStdin(Terminal terminal, String path, String text) throws IOException {
    return text.equals("-") ? read(path, terminal.in()).strip() : text;
  }

  /// What a file holds, or stdin for `-`.
  static String textOf(Terminal terminal, String path, String file) throws IOException {
    if (file.equals("-")) {
      return read(path, terminal.in());
    }
    try (InputStream in = open(path, file)) {
      return read(path, in);
    }
  }

  /// The bytes of a file that has to be there.
  static InputStream open(String path, String file) throws IOException {
    Path name = Numbers.path(path, file);
    if (java.nio.file.Files.isDirectory(name)) {
      throw new Invalid(path, "'" + Texts.shorten(file, 200) + "' is a folder, not a file");
    }
    try {
      return java.nio.file.Files.newInputStream(name);
    } catch (NoSuchFileException e) {
      throw new NotFound("there is no file '" + Texts.shorten(file, 200) + "'");
    } catch (AccessDeniedException e) {
      throw new Invalid(
          path, "'" + Texts.shorten(file, 200) + "' cannot be read; look at its permissions");
    }
  }

  /// The name of a file without its folders; `stdin` for `-`.
  static String nameOf(String file) {
    Path name = file.equals("-") ? null : Numbers.path("file", file).getFileName();
    return name == null ? "stdin" : name.toString();
  }

  private static String read(String path, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_TEXT + 1);
    if (bytes.length > MAX_TEXT) {
      throw new Invalid(path, "is longer than " + (MAX_TEXT >> 20) + " MB");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Invalid(path, "is not text in UTF-8");
    }
  }
}
