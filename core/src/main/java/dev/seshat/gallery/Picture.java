package dev.seshat.gallery;

import dev.seshat.SeshatException.Invalid;

/// What a picture's bytes say of it, read without drawing it.
///
/// @param width in pixels as they are stored
/// @param height in pixels as they are stored
/// @param orientation as EXIF numbers it, 1 to 8; 1 is upright
/// @param needsAll whether it can only be drawn with all of its pixels in memory
record Picture(PictureFormat format, int width, int height, int orientation, boolean needsAll) {
  static final int MAX_SIDE = 16_384;

  /// So many pixels are held in memory at most.
  private static final long MAX_HELD = 40_000_000;

  Picture {
    if (width < 1 || height < 1) {
      throw new Invalid(Pictures.PATH, "says that it is " + width + " × " + height + " pixels");
    }
    if (width > MAX_SIDE || height > MAX_SIDE) {
      throw new Invalid(
          Pictures.PATH,
          "is %,d × %,d pixels; at most 16,384 a side are taken".formatted(width, height));
    }
  }

  /// The width as it is seen.
  int shownWidth() {
    return orientation >= 5 ? height : width;
  }

  int shownHeight() {
    return orientation >= 5 ? width : height;
  }

  /// Whether it can be drawn in bounded memory.
  boolean isDrawable() {
    return !needsAll || (long) width * height <= MAX_HELD;
  }
}
