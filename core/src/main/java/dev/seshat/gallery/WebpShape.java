package dev.seshat.gallery;

import static dev.seshat.gallery.Pictures.broken;

import java.io.IOException;

/// A WebP: its chunks, whose pictures have to be as large as the file says.
final class WebpShape {
  private static final long RIFF = 0x52494646L;
  private static final long WEBP = 0x57454250L;
  private static final long VP8 = 0x56503820L;
  private static final long VP8L = 0x5650384CL;
  private static final long VP8X = 0x56503858L;
  private static final long ANMF = 0x414E4D46L;
  private static final long EXIF = 0x45584946L;
  private static final int ANIMATED = 0x02;
  private static final int MAX_EXIF = 1 << 16;
  private static final int MAX_FRAMES = 5_000;

  private final PictureFile file;
  private int canvasWidth;
  private int canvasHeight;
  private int orientation = 1;
  private int pictures;
  private boolean isAnimated;

  private WebpShape(PictureFile file) {
    this.file = file;
  }

  static Picture read(PictureFile file) throws IOException {
    if (file.length() < 12 || file.u32() != RIFF) {
      throw Pictures.unknown();
    }
    long end = 8 + file.u32le();
    if (file.u32() != WEBP) {
      throw Pictures.unknown();
    }
    if (end > file.length()) {
      throw PictureFile.cut();
    }
    return new WebpShape(file).read(end);
  }

  private Picture read(long end) throws IOException {
    while (file.position() + 8 <= end) {
      long type = file.u32();
      long length = file.u32le();
      long start = file.position();
      if (length > end - start) {
        throw PictureFile.cut();
      }
      if (type == VP8X) {
        canvas(length);
      } else if (type == EXIF && length <= MAX_EXIF) {
        orientation = Exif.orientation(file.bytes((int) length));
      } else if (type == ANMF) {
        frame(start + length);
      } else if (type == VP8 || type == VP8L) {
        still(type, length);
      }
      file.seek(Math.min(end, start + length + (length & 1)));
    }
    if (pictures == 0) {
      throw broken("it has a header and no picture");
    }
    return new Picture(PictureFormat.WEBP, canvasWidth, canvasHeight, orientation, true);
  }

  private void canvas(long length) throws IOException {
    if (length != 10 || canvasWidth != 0) {
      throw broken("it says twice how large it is");
    }
    isAnimated = (file.u8() & ANIMATED) != 0;
    file.skip(3);
    canvasWidth = 1 + file.u24le();
    canvasHeight = 1 + file.u24le();
    new Picture(PictureFormat.WEBP, canvasWidth, canvasHeight, 1, true);
  }

  private void still(long type, long length) throws IOException {
    if (isAnimated || pictures > 0) {
      throw broken("it has more pictures than it says");
    }
    int[] size = size(type, length);
    if (canvasWidth == 0) {
      new Picture(PictureFormat.WEBP, size[0], size[1], 1, true);
      canvasWidth = size[0];
      canvasHeight = size[1];
    } else if (size[0] != canvasWidth || size[1] != canvasHeight) {
      throw broken("its picture is not as large as its header says");
    }
    pictures++;
  }

  private void frame(long end) throws IOException {
    if (!isAnimated || ++pictures > MAX_FRAMES) {
      throw broken("it has more frames than it says, or than " + MAX_FRAMES);
    }
    int x = 2 * file.u24le();
    int y = 2 * file.u24le();
    int width = 1 + file.u24le();
    int height = 1 + file.u24le();
    if ((long) x + width > canvasWidth || (long) y + height > canvasHeight) {
      throw broken("a frame of it is larger than its header says");
    }
    file.skip(4);
    while (file.position() + 8 <= end) {
      long type = file.u32();
      long length = file.u32le();
      long start = file.position();
      if (length > end - start) {
        throw PictureFile.cut();
      }
      if (type == VP8 || type == VP8L) {
        int[] size = size(type, length);
        if (size[0] != width || size[1] != height) {
          throw broken("a frame of it is not as large as its header says");
        }
      }
      file.seek(Math.min(end, start + length + (length & 1)));
    }
  }

  private int[] size(long type, long length) throws IOException {
    if (length < 10) {
      throw PictureFile.cut();
    }
    if (type == VP8L) {
      if (file.u8() != 0x2F) {
        throw broken("its picture does not begin as one");
      }
      long bits = file.u32le();
      return new int[] {1 + (int) (bits & 0x3FFF), 1 + (int) (bits >> 14 & 0x3FFF)};
    }
    boolean isKeyFrame = (file.u8() & 1) == 0;
    file.skip(2);
    if (!isKeyFrame || file.u8() != 0x9D || file.u8() != 0x01 || file.u8() != 0x2A) {
      throw broken("its picture does not begin as one");
    }
    return new int[] {file.u16le() & 0x3FFF, file.u16le() & 0x3FFF};
  }
}
