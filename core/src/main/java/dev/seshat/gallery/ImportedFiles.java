package dev.seshat.gallery;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.store.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// The files of pictures that came in an export, taken in and looked through before the rows that tell of them. Those that
/// were put in no place are taken away again when it is closed.
public final class ImportedFiles implements AutoCloseable {
  private final ImageFiles files;
  private final Map<String, StagedImage> good = new HashMap<>();
  private final Map<String, Invalid> bad = new HashMap<>();

  public ImportedFiles(Scope scope) {
    this.files = new ImageFiles(scope);
  }

  /// Takes bytes in. What is wrong with them is said when a row asks for them.
  ///
  /// @param sha256 what they are said to have
  public void takeIn(String sha256, InputStream bytes) throws IOException {
    try (bytes) {
      StagedImage staged = files.stage(bytes);
      good.put(sha256, staged);
      if (!staged.sha256().equals(sha256)) {
        bad.put(sha256, new Invalid("sha256", "is not that of the image's file"));
      }
    } catch (Invalid e) {
      bad.put(sha256, e);
    }
  }

  /// Whether there are bytes of this hash, good or bad.
  public boolean has(String sha256) {
    return good.containsKey(sha256) || bad.containsKey(sha256);
  }

  /// @throws Invalid if they are no picture, or not those of this hash
  public StagedImage get(String sha256) {
    Invalid wrong = bad.get(sha256);
    if (wrong != null) {
      throw wrong;
    }
    return Objects.requireNonNull(good.get(sha256));
  }

  @Override
  public void close() {
    good.values().forEach(StagedImage::close);
  }
}
