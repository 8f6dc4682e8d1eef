package dev.seshat.gallery;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.session.Session;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Times;
import dev.seshat.store.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/// Pictures as another system kept them, for those who take its rows and files over, into sessions in any state.
public final class ImageTakeover {
  private final Scope scope;
  private final Sessions sessions;
  private final Images images;

  public ImageTakeover(Scope scope, Sessions sessions) {
    this.scope = scope;
    this.sessions = sessions;
    this.images = new Images(scope, sessions);
  }

  /// What is done with a file in one transaction, with whatever else belongs to it.
  @FunctionalInterface
  public interface Keeping {
    void keep(Tx tx, Kept file) throws SQLException;
  }

  /// A file that was found good, and that a transaction may keep once.
  public final class Kept {
    private final StagedImage staged;
    private final Instant modified;
    private final Set<String> placed = new LinkedHashSet<>();

    private Kept(StagedImage staged, Instant modified) {
      this.staged = staged;
      this.modified = modified;
    }

    public String sha256() {
      return staged.sha256();
    }

    public long length() {
      return staged.length();
    }

    /// When the file was written.
    public Instant modified() {
      return modified;
    }

    /// Keeps it as a picture of a session, as of when the file was written.
    public Image addIn(Tx tx, UUID session, NewImage told) throws SQLException {
      new ImageFiles(scope).lock(tx);
      return images.addIn(tx, sessions.lockIn(tx, session), told, staged, placed, modified);
    }

    /// Keeps it as the bytes of a picture that was told of without any.
    ///
    /// @return false if that has bytes already
    public boolean attachIn(Tx tx, String image) throws SQLException {
      Image known = ImageTable.get(tx, image);
      if (known.isKept()) {
        return false;
      }
      ImageFiles files = new ImageFiles(scope);
      files.lock(tx);
      Session session = sessions.lockIn(tx, known.sessionId());
      String wanted =
          ImageNames.of(tx, session.shortId(), NewImage.plain(), image, staged.picture().format());
      placed.add(wanted);
      ImageTakeoverTable.attach(tx, image, files.place(tx, staged, wanted), staged);
      scope.changed(tx, "image.attach", "image", image, known.sessionId(), "{}");
      return true;
    }
  }

  /// Looks at a file and has it kept in one transaction.
  ///
  /// @throws Invalid if it is no picture that is taken
  public void keep(Path file, Keeping keeping) {
    try (InputStream in = Files.newInputStream(file);
        StagedImage staged = images.stage(in)) {
      Instant modified = Times.millis(Files.getLastModifiedTime(file).toInstant());
      Kept kept = new Kept(staged, modified);
      try {
        scope
            .store()
            .write(tx -> {
              keeping.keep(tx, kept);
              return true;
            });
      } catch (RuntimeException | Error e) {
        // what was put in its place before the transaction failed is named by nobody
        new ImageFiles(scope).takeBack(kept.placed);
        throw e;
      }
    } catch (IOException e) {
      throw new Invalid("file", "cannot be read: " + e.getMessage());
    }
  }

  /// Keeps what is told of a picture; one whose id is there stays as it is.
  ///
  /// @return whether it is new
  public boolean recordIn(Tx tx, UUID session, RecordedImage told) throws SQLException {
    return images.recordIn(tx, session, told);
  }

  /// Tells of a picture that it was made of another, where nothing is known of that.
  public void parentIn(Tx tx, String image, String parent) throws SQLException {
    ImageTakeoverTable.parent(tx, image, parent);
  }
}
