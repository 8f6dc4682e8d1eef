package dev.seshat.gallery;

import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.store.Folder;
import dev.seshat.store.Scope;
import dev.seshat.store.Store;
import dev.seshat.store.Stores;
import dev.seshat.store.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of pictures: how they come into the folder, and how they leave it.
///
/// A file is put in its place inside the transaction that adds its row, before that ends, and is taken away by a
/// transaction of its own, once no row names it. Both hold the lock of [ImageTable#lock], so that neither sees the other half
/// done. A crash leaves a file without a row, which `doctor` finds, and never a row without a file.
final class ImageFiles {
  static final long MAX_BYTES = 64L << 20;

  /// What the files of pictures are called; nothing else is written or removed.
  static final Pattern NAME =
      Pattern.compile(
          "sessions/[0-9a-f]{8}/(reference(-[2-9]\\d{0,3}|-1\\d{1,3})?|iter-\\d{2,9}/img-\\d{1,2}|images/[A-Za-z0-9_]{1,100})"
              + "\\.(png|jpg|webp|gif)");

  private static final Logger LOG = LoggerFactory.getLogger(ImageFiles.class);
  private static final String MARKER = ".store";

  private final Store here;
  private final Store store;
  private final Folder folder;

  ImageFiles(Scope scope) {
    this.here = scope.store();
    this.store = Stores.outermost(here);
    this.folder = store.folder();
  }

  Folder folder() {
    return folder;
  }

  /// Takes in bytes as they come, and looks at them.
  ///
  /// @throws Invalid if they are no picture that is taken; then nothing is left of them
  StagedImage stage(InputStream in) {
    Path file = folder.incoming();
    try {
      MessageDigest digest = sha256();
      long length;
      try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
        length = copy(in, out);
      }
      Picture picture = Pictures.look(file);
      Drawing.requireDrawable(file, picture);
      Folder.sync(file);
      String hash = HexFormat.of().formatHex(digest.digest());
      return new StagedImage(folder, file, picture, length, hash);
    } catch (IOException e) {
      folder.discard(file);
      throw new StoreUnavailable("the picture could not be taken in: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      folder.discard(file);
      throw e;
    }
  }

  private static long copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long length = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      length += read;
      if (length > MAX_BYTES) {
        throw new Invalid(Pictures.PATH, "is larger than 64 MiB");
      }
      out.write(buffer, 0, read);
    }
    return length;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Holds back whoever else puts files into the folder or takes them away, until the transaction ends.
  ///
  /// @throws StoreUnavailable if the folder is another store's
  void lock(Tx tx) throws SQLException {
    String own = ImageTable.lock(tx).toString();
    try (InputStream in = folder.open(MARKER).orElse(null)) {
      if (in == null) {
        // a transaction that fails takes back whose the folder is
        tx.afterCommit(() -> mark(own));
        return;
      }
      String owner = new String(in.readNBytes(100), StandardCharsets.US_ASCII).strip();
      if (!owner.equals(own)) {
        throw new StoreUnavailable(
            "the folder "
                + folder.root()
                + " holds the files of another store; name one for this with --files");
      }
    } catch (IOException e) {
      throw new StoreUnavailable(
          "the folder " + folder.root() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void mark(String own) {
    try {
      if (!folder.has(MARKER)) {
        folder.write(MARKER, own.getBytes(StandardCharsets.US_ASCII));
      }
    } catch (SeshatException e) {
      LOG.warn("the folder of files was not marked: {}", e.getMessage());
    }
  }

  /// Puts a file in its place, unless its bytes are kept under another name already; to be called under the lock.
  ///
  /// @param wanted what it is to be called, if it has to be called anything
  /// @return what it is called
  String place(Tx tx, StagedImage staged, String wanted) throws SQLException {
    String known = ImageTable.fileOf(tx, staged.sha256()).orElse(null);
    String name = known == null ? wanted : known;
    if (known == null || !folder.has(known)) {
      folder.place(staged.file(), name);
    }
    return name;
  }

  /// Removes the files of these names that no row names any more. What cannot be removed is left to the doctor.
  void removeUnnamed(Collection<String> names) {
    removeUnnamed(store, names);
  }

  /// The same where a transaction of the caller's has not ended.
  void takeBack(Collection<String> names) {
    removeUnnamed(here, names);
  }

  private void removeUnnamed(Store store, Collection<String> names) {
    List<String> ours = names.stream().filter(name -> NAME.matcher(name).matches()).toList();
    if (ours.isEmpty()) {
      return;
    }
    try {
      store.write(tx -> {
        lock(tx);
        for (String name : ours) {
          if (!ImageTable.isNamed(tx, name)) {
            folder.delete(name);
          }
        }
        return 0;
      });
    } catch (SeshatException e) {
      LOG.warn("files of deleted pictures were left: {}", e.getMessage());
    }
  }

  /// The same of small ones, by the hashes of what they were drawn from.
  void removeThumbnails(Collection<String> hashes) {
    try {
      List<String> gone =
          store.read(tx -> {
            List<String> unused = new java.util.ArrayList<>();
            for (String hash : hashes) {
              if (ImageTable.fileOf(tx, hash).isEmpty()) {
                unused.add(hash);
              }
            }
            return unused;
          });
      gone.stream().map(Thumbnails::names).forEach(names -> names.forEach(folder::delete));
    } catch (SeshatException e) {
      LOG.warn("small pictures were left: {}", e.getMessage());
    }
  }
}
