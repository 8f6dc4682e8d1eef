package dev.seshat.gallery;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.store.Folder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Small pictures, drawn when they are first asked for and kept below the folder of files, by the hash of what they are of.
final class Thumbnails {
  static final Set<Integer> SIZES = Set.of(256, 768);
  private static final Logger LOG = LoggerFactory.getLogger(Thumbnails.class);
  static final String FOLDER = "thumbnails";

  private Thumbnails() {}

  static Thumbnail of(Folder folder, Image image, Path file, int size) {
    if (!SIZES.contains(size)) {
      throw new Invalid("size", "must be 256 or 768");
    }
    String hash = String.valueOf(image.sha256());
    for (PictureFormat format : List.of(PictureFormat.JPEG, PictureFormat.PNG)) {
      try (InputStream in = folder.open(name(hash, size, format)).orElse(null)) {
        if (in != null) {
          return new Thumbnail(format.mediaType(), in.readAllBytes());
        }
      } catch (IOException e) {
        break; // drawn again
      }
    }
    try {
      Picture picture = Pictures.look(file);
      Thumbnail drawn = Drawing.encoded(Drawing.fitting(file, picture, size));
      keep(folder, name(hash, size, PictureFormat.of(drawn.mediaType())), drawn);
      return drawn;
    } catch (IOException e) {
      throw new NotFound("the file of " + image.imageId() + " is not there");
    }
  }

  private static void keep(Folder folder, String name, Thumbnail drawn) {
    try {
      folder.write(name, drawn.bytes());
    } catch (StoreUnavailable e) {
      LOG.debug("a small picture was drawn and not kept: {}", e.getMessage());
    }
  }

  private static String name(String hash, int size, PictureFormat format) {
    return FOLDER + "/" + hash.substring(0, 2) + "/" + hash + "-" + size + "." + format.extension();
  }

  /// All names that small ones of a picture may have.
  static List<String> names(String hash) {
    return SIZES.stream()
        .flatMap(size ->
            Stream.of(PictureFormat.JPEG, PictureFormat.PNG)
                .map(format -> name(hash, size, format)))
        .toList();
  }
}
