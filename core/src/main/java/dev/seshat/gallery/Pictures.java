package dev.seshat.gallery;

import dev.seshat.SeshatException.Invalid;
import java.io.IOException;
import java.nio.file.Path;

/// Tells what a file's picture is by its bytes, whatever it is called, and that it is whole: a few of its bytes are looked
/// at, none is drawn.
final class Pictures {
  /// The field that an error names.
  static final String PATH = "image";

  private Pictures() {}

  /// @throws Invalid if it is no PNG, JPEG, WebP or GIF, is cut off, is too large, or lies
  static Picture look(Path path) throws IOException {
    try (PictureFile file = new PictureFile(path)) {
      if (file.length() == 0) {
        throw new Invalid(PATH, "is empty");
      }
      int first = file.u8();
      file.seek(0);
      return switch (first) {
        case 0x89 -> PngShape.read(file);
        case 0xFF -> JpegShape.read(file);
        case 'R' -> WebpShape.read(file);
        case 'G' -> GifShape.read(file);
        default -> throw unknown();
      };
    }
  }

  static Invalid unknown() {
    return new Invalid(PATH, "is no PNG, JPEG, WebP or GIF picture, whatever it is called");
  }

  static Invalid broken(String why) {
    return new Invalid(PATH, "is broken: " + why);
  }
}
