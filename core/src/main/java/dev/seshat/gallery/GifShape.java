package dev.seshat.gallery;

import static dev.seshat.gallery.Pictures.broken;

import java.io.IOException;

/// A GIF: its screen, and every block of it up to its end.
final class GifShape {
  private static final int MAX_FRAMES = 5_000;

  private GifShape() {}

  static Picture read(PictureFile file) throws IOException {
    if (file.length() < 13 || file.u32() != 0x47494638L || !isVersion(file.u16())) {
      throw Pictures.unknown();
    }
    Picture picture = new Picture(PictureFormat.GIF, file.u16le(), file.u16le(), 1, false);
    int flags = file.u8();
    file.skip(2 + table(flags));
    int frames = 0;
    for (int block = file.u8(); block != 0x3B; block = file.u8()) {
      if (block == 0x21) {
        file.u8();
        blocks(file);
      } else if (block == 0x2C) {
        if (++frames > MAX_FRAMES) {
          throw broken("it has more than " + MAX_FRAMES + " frames");
        }
        frame(file);
      } else {
        throw broken("where a part of it should begin, there is something else");
      }
    }
    if (frames == 0) {
      throw broken("it has a header and no picture");
    }
    return picture;
  }

  private static boolean isVersion(int version) {
    return version == 0x3761 || version == 0x3961;
  }

  /// The length of a table of colours.
  private static int table(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static void frame(PictureFile file) throws IOException {
    int left = file.u16le();
    int top = file.u16le();
    new Picture(PictureFormat.GIF, left + file.u16le(), top + file.u16le(), 1, false);
    file.skip(table(file.u8()));
    file.u8();
    blocks(file);
  }

  private static void blocks(PictureFile file) throws IOException {
    for (int length = file.u8(); length != 0; length = file.u8()) {
      file.skip(length);
    }
  }
}
