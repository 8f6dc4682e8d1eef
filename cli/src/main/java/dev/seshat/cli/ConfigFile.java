package dev.seshat.cli;

import dev.seshat.SeshatException.Invalid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Another program's settings in a file, changed so that a crash leaves the old or the new, and with a copy of the old.
final class ConfigFile {
  private static final int MAX_BYTES = 32 << 20;

  private final Path file;

  ConfigFile(Path file) {
    this.file = file;
  }

  /// What became of it.
  ///
  /// @param backup the copy of the old; null where there was none, or nothing to change
  record Written(Path file, @Nullable Path backup, boolean changed) {}

  /// Changes the text of the file; a file that is not there is an empty text.
  ///
  /// @throws Invalid if the file is no text, or `change` says that it cannot be changed
  Written change(UnaryOperator<String> change) throws IOException {
    boolean exists = Files.exists(file);
    Path target = exists ? file.toRealPath() : file.toAbsolutePath();
    String old = exists ? read(target) : "";
    String wanted = change.apply(old);
    if (wanted.equals(old)) {
      return new Written(target, null, false);
    }
    Path folder = target.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path backup = null;
    if (exists) {
      backup = target.resolveSibling(target.getFileName() + ".before-seshat");
      Files.copy(
          target, backup, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }
    replace(target, wanted, exists);
    return new Written(target, backup, true);
  }

  private static void replace(Path target, String text, boolean exists) throws IOException {
    Path made = Files.createTempFile(target.toAbsolutePath().getParent(), ".seshat-", ".new");
    try {
      PosixFileAttributeView from =
          exists ? Files.getFileAttributeView(target, PosixFileAttributeView.class) : null;
      if (from != null) {
        Files.setPosixFilePermissions(made, from.readAttributes().permissions());
      }
      try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  private static String read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new Invalid("file", "'" + file + "' is not a file");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new Invalid("file", "'" + file + "' is too large for settings");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new Invalid("file", "'" + file + "' is not text in UTF-8; nothing was changed");
    }
  }
}
