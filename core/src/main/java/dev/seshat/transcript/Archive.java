package dev.seshat.transcript;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How original files are kept: as zstd frames, one after the other, cut into pieces.
///
/// A frame for each batch, because then the archive grows in the same transaction as the rows, and a file that has
/// grown gets only its new bytes.
final class Archive {
  static final int PIECE = 1 << 20;
  private static final int LEVEL = 3;

  private Archive() {}

  /// One frame of these bytes, in pieces of at most [#PIECE].
  static List<byte[]> pack(byte[] bytes) {
    byte[] frame = Zstd.compress(bytes, LEVEL);
    List<byte[]> pieces = new ArrayList<>();
    for (int from = 0; from < frame.length; from += PIECE) {
      pieces.add(Arrays.copyOfRange(frame, from, Math.min(frame.length, from + PIECE)));
    }
    return pieces;
  }

  /// Writes what frames hold to `out`.
  static void unpack(InputStream frames, OutputStream out) throws IOException {
    try (ZstdInputStream plain = new ZstdInputStream(frames)) {
      plain.transferTo(out);
    }
  }
}
