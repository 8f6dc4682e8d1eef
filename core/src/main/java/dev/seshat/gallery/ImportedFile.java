package dev.seshat.gallery;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The file of a picture that came in an export, put in its place before its row is written.
///
/// @param columns what the row then says, by the bytes and not by what was told
public record ImportedFile(Map<String, @Nullable Object> columns) {

  /// Refuses a name that no picture's file has, such as one that leads out of the folder.
  public static void requireName(String url) {
    if (!ImageFiles.NAME.matcher(url).matches()) {
      throw new Invalid(
          "image_url", "'" + Texts.shorten(url, 100) + "' is no name of an image's file");
    }
  }

  /// Puts them in their place, under the name that they had unless another picture has that here.
  ///
  /// @param placed is told the name
  public static ImportedFile place(
      Tx tx, Scope scope, String imageId, String url, StagedImage staged, Collection<String> placed)
      throws SQLException {
    requireName(url);
    ImageFiles files = new ImageFiles(scope);
    files.lock(tx);
    Picture picture = staged.picture();
    String dot = "." + picture.format().extension();
    String stem = url.substring(0, url.lastIndexOf('.'));
    String wanted = stem + dot;
    if (ImageTable.isNamed(tx, wanted)) {
      wanted = url.substring(0, "sessions/01234567/".length()) + "images/" + imageId + dot;
    }
    requireName(wanted);
    if (ImageTable.isNamed(tx, wanted) && ImageTable.fileOf(tx, staged.sha256()).isEmpty()) {
      throw new Invalid("image_id", "is that of another image here");
    }
    placed.add(wanted);
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("image_url", files.place(tx, staged, wanted));
    columns.put("media_type", picture.format().mediaType());
    columns.put("bytes", staged.length());
    columns.put("width", (long) picture.shownWidth());
    columns.put("height", (long) picture.shownHeight());
    return new ImportedFile(columns);
  }

  /// Removes those of the files that no row names.
  public static void removeUnnamed(Scope scope, Collection<String> names) {
    new ImageFiles(scope).takeBack(names);
  }
}
