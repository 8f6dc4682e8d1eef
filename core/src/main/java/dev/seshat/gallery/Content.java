package dev.seshat.gallery;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.store.Folder;
import java.nio.file.Files;
import java.nio.file.Path;

/// A picture's bytes as they were added.
///
/// @param file holds them; it never changes, and may be gone once the picture is deleted
public record Content(Image image, Path file, String mediaType, long length, String sha256) {

  /// @throws NotFound if they are kept elsewhere, or are gone
  static Content of(Image image, Folder folder) {
    String mediaType = image.mediaType();
    String sha256 = image.sha256();
    Long length = image.bytes();
    if (mediaType == null || sha256 == null || length == null) {
      throw new NotFound(
          "the bytes of "
              + image.imageId()
              + " are not kept here, but at "
              + Texts.shorten(image.imageUrl(), 300));
    }
    Path file = folder.path(image.imageUrl());
    if (!Files.isRegularFile(file)) {
      throw new NotFound("the file of " + image.imageId() + " is not there: " + image.imageUrl());
    }
    return new Content(image, file, mediaType, length, sha256);
  }
}
