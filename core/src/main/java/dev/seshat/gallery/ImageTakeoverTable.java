package dev.seshat.gallery;

import dev.seshat.store.Tx;
import java.sql.SQLException;

/// The SQL of what is learned of pictures after they were told of.
final class ImageTakeoverTable {
  private ImageTakeoverTable() {}

  /// Gives a picture that has none its bytes.
  static void attach(Tx tx, String image, String url, StagedImage staged) throws SQLException {
    tx.updateOne(
        "the picture",
        "UPDATE images SET image_url = ?, media_type = ?, bytes = ?, width = ?, height = ?, sha256 = ?"
            + " WHERE image_id = ? AND sha256 IS NULL",
        url,
        staged.picture().format().mediaType(),
        staged.length(),
        (long) staged.picture().width(),
        (long) staged.picture().height(),
        staged.sha256(),
        image);
  }

  /// Tells of a picture what it was made of, if nothing is known of that.
  static void parent(Tx tx, String image, String parent) throws SQLException {
    tx.update(
        "UPDATE images SET parent_id = ? WHERE image_id = ? AND parent_id IS NULL AND image_id <> ?",
        parent,
        image,
        parent);
  }
}
