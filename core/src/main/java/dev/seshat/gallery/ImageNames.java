package dev.seshat.gallery;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// What pictures and their files are called.
final class ImageNames {
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("'img_'uuuuMMdd'_'HHmmss'_'SSS").withZone(ZoneOffset.UTC);

  private ImageNames() {}

  /// `img_20260131_081530_250`
  static String id(Instant at) {
    return ID.format(at);
  }

  /// The name of a file that no row has: for a reference, for a place in an iteration, or for the id.
  static String of(Tx tx, String shortId, NewImage told, String id, PictureFormat format)
      throws SQLException {
    String folder = "sessions/" + shortId + "/";
    String dot = "." + format.extension();
    String name = folder + "images/" + id + dot;
    if (told.isReference()) {
      name = reference(tx, folder, dot);
    } else if (told.iteration() != null && told.position() != null) {
      name = "%siter-%02d/img-%d%s".formatted(folder, told.iteration(), told.position(), dot);
    }
    // one that was moved to another session keeps its file
    return ImageTable.isNamed(tx, name) ? folder + "images/" + id + dot : name;
  }

  private static String reference(Tx tx, String folder, String dot) throws SQLException {
    String name = folder + "reference" + dot;
    for (int i = 2; ImageTable.isNamed(tx, name) && i < 1_000; i++) {
      name = folder + "reference-" + i + dot;
    }
    return name;
  }
}
