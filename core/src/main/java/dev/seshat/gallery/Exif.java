package dev.seshat.gallery;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The one thing that is read of a picture's EXIF block: which way up it is.
final class Exif {
  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;

  private Exif() {}

  /// 1 to 8 as EXIF numbers them; 1, upright, where a block says nothing or nonsense.
  ///
  /// @param block with or without `Exif` before its TIFF header
  static int orientation(byte[] block) {
    try {
      ByteBuffer tiff = ByteBuffer.wrap(block);
      if (block.length > 6 && new String(block, 0, 4, StandardCharsets.US_ASCII).equals("Exif")) {
        tiff = tiff.slice(6, block.length - 6);
      }
      short order = tiff.getShort();
      if (order == 0x4949) {
        tiff.order(ByteOrder.LITTLE_ENDIAN);
      } else if (order != 0x4D4D) {
        return 1;
      }
      if (tiff.getShort() != 42) {
        return 1;
      }
      tiff.position(tiff.getInt());
      int entries = tiff.getShort() & 0xFFFF;
      for (int i = 0; i < entries; i++) {
        int tag = tiff.getShort() & 0xFFFF;
        int type = tiff.getShort();
        tiff.getInt();
        int value = tiff.getShort();
        tiff.getShort();
        if (tag == ORIENTATION && type == SHORT) {
          return value >= 1 && value <= 8 ? value : 1;
        }
      }
      return 1;
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return 1;
    }
  }
}
