package dev.seshat.gallery;

import static dev.seshat.gallery.Pictures.broken;

import java.io.IOException;
import java.util.zip.CRC32;

/// A PNG: its header, and every chunk up to its end with its checksum.
final class PngShape {
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int IHDR = 0x49484452;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454E44;
  private static final int EXIF = 0x65584966;
  private static final int MAX_EXIF = 1 << 16;

  private PngShape() {}

  static Picture read(PictureFile file) throws IOException {
    if (file.length() < 8 || (file.u32() << 32 | file.u32()) != SIGNATURE) {
      throw Pictures.unknown();
    }
    Picture picture = header(file);
    int orientation = 1;
    boolean hasData = false;
    while (true) {
      long length = file.u32();
      long start = file.position();
      int type = (int) file.u32();
      if (length > file.length() - start) {
        throw PictureFile.cut();
      }
      if (type == EXIF && length <= MAX_EXIF) {
        orientation = Exif.orientation(file.bytes((int) length));
      }
      check(file, start, length + 4);
      hasData |= type == IDAT;
      if (type == IEND) {
        break;
      }
    }
    if (!hasData) {
      throw broken("it has a header and no picture");
    }
    return new Picture(PictureFormat.PNG, picture.width(), picture.height(), orientation, false);
  }

  private static Picture header(PictureFile file) throws IOException {
    if (file.u32() != 13 || file.u32() != IHDR) {
      throw broken("it does not begin with its header");
    }
    long width = file.u32();
    long height = file.u32();
    Picture picture = new Picture(PictureFormat.PNG, side(width), side(height), 1, false);
    file.seek(12);
    check(file, 12, 17);
    return picture;
  }

  private static int side(long side) {
    return (int) Math.min(side, Integer.MAX_VALUE);
  }

  private static void check(PictureFile file, long start, long length) throws IOException {
    file.seek(start);
    CRC32 crc = new CRC32();
    for (long left = length; left > 0; left--) {
      crc.update(file.u8());
    }
    if (crc.getValue() != file.u32()) {
      throw broken("a checksum of it is wrong");
    }
  }
}
