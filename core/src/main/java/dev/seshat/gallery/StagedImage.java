package dev.seshat.gallery;

import dev.seshat.store.Folder;
import java.nio.file.Path;

/// A picture whose bytes are on disk, looked at and found good, and that no row tells of yet. It is to be closed, which
/// takes it away again unless it was added.
public final class StagedImage implements AutoCloseable {
  private final Folder folder;
  private final Path file;
  private final Picture picture;
  private final long length;
  private final String sha256;

  StagedImage(Folder folder, Path file, Picture picture, long length, String sha256) {
    this.folder = folder;
    this.file = file;
    this.picture = picture;
    this.length = length;
    this.sha256 = sha256;
  }

  Path file() {
    return file;
  }

  Picture picture() {
    return picture;
  }

  public long length() {
    return length;
  }

  public String sha256() {
    return sha256;
  }

  @Override
  public void close() {
    folder.discard(file);
  }
}
