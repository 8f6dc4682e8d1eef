package dev.seshat.gallery;

import static dev.seshat.gallery.Pictures.broken;

import java.io.IOException;

/// A JPEG: its segments, and every scan up to its end.
final class JpegShape {
  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int DHT = 0xC4;
  private static final int JPG = 0xC8;
  private static final int DAC = 0xCC;
  private static final int APP1 = 0xE1;

  /// So many scans at most: each means all of the picture's work again.
  private static final int MAX_SCANS = 100;

  private final PictureFile file;
  private int width;
  private int height;
  private int orientation = 1;
  private boolean isProgressive;
  private int scans;

  private JpegShape(PictureFile file) {
    this.file = file;
  }

  static Picture read(PictureFile file) throws IOException {
    if (file.length() < 4 || file.u16() != (0xFF00 | SOI)) {
      throw Pictures.unknown();
    }
    return new JpegShape(file).read();
  }

  private Picture read() throws IOException {
    int marker = marker();
    while (marker != EOI) {
      if (marker == SOS) {
        scan();
      } else if (isFrame(marker)) {
        frame(marker);
      } else if (marker == APP1) {
        exif();
      } else if (!standsAlone(marker)) {
        file.skip(segment());
      }
      marker = marker();
    }
    if (scans == 0 || width == 0) {
      throw broken("it has a header and no picture");
    }
    return new Picture(PictureFormat.JPEG, width, height, orientation, isProgressive);
  }

  private int marker() throws IOException {
    if (file.u8() != 0xFF) {
      throw broken("where a part of it should begin, there is something else");
    }
    int marker = 0xFF;
    while (marker == 0xFF) {
      marker = file.u8();
    }
    return marker;
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != DHT && marker != JPG && marker != DAC;
  }

  private static boolean standsAlone(int marker) {
    return (marker >= 0xD0 && marker <= SOI) || marker == 0x01;
  }

  /// The length of a segment without what says it.
  private int segment() throws IOException {
    int length = file.u16();
    if (length < 2) {
      throw broken("a part of it is shorter than nothing");
    }
    return length - 2;
  }

  private void frame(int marker) throws IOException {
    int length = segment();
    long start = file.position();
    file.u8();
    int frameHeight = file.u16();
    int frameWidth = file.u16();
    new Picture(PictureFormat.JPEG, frameWidth, frameHeight, 1, false);
    if (width != 0) {
      throw broken("it says twice how large it is");
    }
    width = frameWidth;
    height = frameHeight;
    // all but the first two kinds need the coefficients of the whole picture, or more
    isProgressive = marker > 0xC1;
    file.seek(start + length);
  }

  private void exif() throws IOException {
    int length = segment();
    byte[] block = file.bytes(length);
    if (length > 6 && block[0] == 'E' && block[1] == 'x' && block[2] == 'i' && block[3] == 'f') {
      orientation = Exif.orientation(block);
    }
  }

  /// Passes over a scan to the marker after it.
  private void scan() throws IOException {
    if (++scans > MAX_SCANS) {
      throw broken("it has more than " + MAX_SCANS + " scans");
    }
    file.skip(segment());
    while (true) {
      if (file.u8() != 0xFF) {
        continue;
      }
      int next = file.u8();
      while (next == 0xFF) {
        next = file.u8();
      }
      if (next != 0 && !(next >= 0xD0 && next <= 0xD7)) {
        file.seek(file.position() - 2);
        return;
      }
    }
  }
}
