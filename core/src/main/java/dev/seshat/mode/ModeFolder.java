package dev.seshat.mode;

import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.Texts;
import dev.seshat.store.Folder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The files of modes: `roles/NAME.yaml` in the workspace's folder, and those that come with Seshat.
record ModeFolder(Folder folder) {
  static final String ROLES = "roles";
  static final String ENDING = ".yaml";
  static final int MAX_BYTES = 256 << 10;
  static final List<String> SHIPPED = List.of("default", "research", "writing");
  private static final int MAX_FILES = 500;

  /// A file as it was found.
  ///
  /// @param bytes what it holds; of one that is too large, only its beginning
  record Found(String name, String hash, ModeCheck check, String text, byte[] bytes) {
    boolean isWhole() {
      return bytes.length <= MAX_BYTES;
    }
  }

  /// All files, by the names of their modes, and those that are none, with the reason.
  record Listing(SortedMap<String, Found> files, Map<String, String> ignored) {
    /// Whether there is a file of a mode, be it one that cannot be read.
    boolean has(String name) {
      return files.containsKey(name) || ignored.containsKey(name + ENDING);
    }
  }

  static String file(String name) {
    return ROLES + "/" + name + ENDING;
  }

  /// The name of a mode from outside.
  static String name(String name) {
    return Texts.word("mode", name);
  }

  boolean isThere() {
    return Files.isDirectory(folder.root().resolve(ROLES), LinkOption.NOFOLLOW_LINKS);
  }

  Listing list() {
    SortedMap<String, Found> files = new TreeMap<>();
    Map<String, String> ignored = new TreeMap<>();
    for (String file : folder.list(ROLES)) {
      String rest = file.substring(ROLES.length() + 1);
      String shown = Texts.shorten(rest, 100);
      if (!rest.endsWith(ENDING)) {
        ignored.put(shown, "is no mode: its name must end in " + ENDING);
      } else if (files.size() == MAX_FILES) {
        ignored.put(shown, "is one too many; at most " + MAX_FILES + " are read");
      } else {
        take(rest.substring(0, rest.length() - ENDING.length()), shown, files, ignored);
      }
    }
    return new Listing(files, ignored);
  }

  private void take(
      String name, String shown, SortedMap<String, Found> files, Map<String, String> ignored) {
    try {
      name(name);
      find(name).ifPresent(found -> files.put(name, found));
    } catch (SeshatException e) {
      ignored.put(shown, e.getMessage());
    }
  }

  /// The file of a mode; nothing if it is not there.
  Optional<Found> find(String name) {
    try (InputStream in = folder.open(file(name)).orElse(null)) {
      return in == null ? Optional.empty() : Optional.of(found(name, in.readNBytes(MAX_BYTES + 1)));
    } catch (IOException e) {
      throw new StoreUnavailable(
          "the file " + file(name) + " cannot be read: " + e.getMessage(), e);
    }
  }

  static Found found(String name, byte[] bytes) {
    String hash = hash(bytes);
    try {
      if (bytes.length > MAX_BYTES) {
        return unreadable(name, hash, bytes, "is larger than " + MAX_BYTES + " bytes");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new Found(name, hash, check(text), text, bytes);
    } catch (CharacterCodingException e) {
      return unreadable(name, hash, bytes, "is no text in UTF-8");
    }
  }

  private static Found unreadable(String name, String hash, byte[] bytes, String why) {
    ModeCheck check = new ModeCheck(null, List.of(new ModeError(1, 1, "", why)));
    return new Found(name, hash, check, "", bytes);
  }

  /// What is wrong with a text, if anything is.
  static ModeCheck check(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return new ModeCheck(
          null, List.of(new ModeError(1, 1, "", "is larger than " + MAX_BYTES + " bytes")));
    }
    try {
      Texts.checked("", text, MAX_BYTES);
    } catch (Invalid e) {
      return new ModeCheck(null, List.of(new ModeError(1, 1, "", e.getMessage())));
    }
    return ModeFile.read(text);
  }

  void write(String name, String text) {
    folder.write(file(name), text.getBytes(StandardCharsets.UTF_8));
  }

  /// Takes a file away; nothing happens if there is none.
  void delete(String name) {
    folder.delete(file(name));
  }

  /// The text of a mode that comes with Seshat.
  ///
  /// @throws NotFound if there is none of this name
  static String shipped(String name) {
    if (!SHIPPED.contains(name)) {
      throw new NotFound(
          "no mode '%s' comes with Seshat; there are %s"
              .formatted(Texts.shorten(name, 80), String.join(", ", SHIPPED)));
    }
    try (InputStream in =
        Objects.requireNonNull(ModeFolder.class.getResourceAsStream(name + ENDING))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
