package dev.seshat.prompting;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.Texts;
import dev.seshat.store.Folder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The profiles that sessions may iterate by: those that come with Seshat, and a person's own, each a JSON file named
/// for it in the folder `profiles` of the store's files. A person's file takes the place of a built-in one of its name.
public final class Profiles {
  private static final String FOLDER = "profiles";
  private static final int MAX_BYTES = 256 << 10;
  private static final List<String> BUILT_IN =
      Objects.requireNonNull(resource("index")).strip().lines().toList();

  private final @Nullable Folder folder;

  /// @param folder of the files of the store; null for the built-in ones alone
  public Profiles(@Nullable Folder folder) {
    this.folder = folder;
  }

  /// The one of a session that names none: the first that comes with Seshat.
  public static String usual() {
    return BUILT_IN.getFirst();
  }

  /// The names of all there are, in alphabetical order.
  public List<String> names() {
    Set<String> names = new TreeSet<>(BUILT_IN);
    names.addAll(own());
    return List.copyOf(names);
  }

  /// The profile of this name.
  ///
  /// @throws NotFound if there is none
  /// @throws Invalid if a person's own cannot be read as one
  public Profile get(String name) {
    return find(name)
        .orElseThrow(() ->
            new NotFound(
                "no profile '"
                    + Texts.shorten(name, 80)
                    + "'; there are "
                    + String.join(", ", names())));
  }

  /// The profile of this name, if there is one.
  public Optional<Profile> find(String name) {
    // a name that is no word must not reach the file system
    if (!name.equals(name.strip()) || !isWord(name)) {
      return Optional.empty();
    }
    String text = ownText(name);
    if (text == null && BUILT_IN.contains(name)) {
      return Optional.of(Profile.parse(name, Objects.requireNonNull(resource(name + ".json"))));
    }
    return text == null ? Optional.empty() : Optional.of(parsed(name, text));
  }

  private static boolean isWord(String name) {
    try {
      Texts.word("profile", name);
      return true;
    } catch (Invalid e) {
      return false;
    }
  }

  private static Profile parsed(String name, String text) {
    try {
      return Profile.parse(name, text);
    } catch (Invalid e) {
      throw e.within(FOLDER + "/" + name + ".json");
    }
  }

  private @Nullable String ownText(String name) {
    if (folder == null) {
      return null;
    }
    String file = FOLDER + "/" + name + ".json";
    try (InputStream in = folder.open(file).orElse(null)) {
      if (in == null) {
        return null;
      }
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new Invalid(file, "is larger than 256 KiB");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Invalid(file, "is no text in UTF-8");
    } catch (IOException e) {
      throw new StoreUnavailable("cannot read " + folder.root().resolve(file), e);
    }
  }

  private List<String> own() {
    return folder == null
        ? List.of()
        : folder.list(FOLDER).stream()
            .map(file -> file.substring(FOLDER.length() + 1))
            .filter(file -> file.endsWith(".json"))
            .map(file -> file.substring(0, file.length() - ".json".length()))
            .filter(Profiles::isWord)
            .toList();
  }

  private static @Nullable String resource(String name) {
    try (InputStream in = Profiles.class.getResourceAsStream("profiles/" + name)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the profile " + name, e);
    }
  }
}
