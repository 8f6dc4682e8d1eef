package dev.seshat.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArchiveTest {
  @Test
  void framesOneAfterTheOtherGiveTheBytesBack() throws IOException {
    long seed = Long.getLong("seshat.seed", 20260131L);
    Random random = new Random(seed);
    ByteArrayOutputStream original = new ByteArrayOutputStream();
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int i = 0; i < 20; i++) {
      byte[] bytes = new byte[random.nextInt(300_000) + 1];
      random.nextBytes(bytes);
      original.write(bytes);
      for (byte[] piece : Archive.pack(bytes)) {
        assertThat(piece.length).isLessThanOrEqualTo(Archive.PIECE);
        frames.write(piece);
      }
    }
    ByteArrayOutputStream back = new ByteArrayOutputStream();
    Archive.unpack(new ByteArrayInputStream(frames.toByteArray()), back);
    assertThat(back.toByteArray()).as("seed %d", seed).isEqualTo(original.toByteArray());
  }

  @Test
  void cutsALargeFrame() {
    byte[] bytes = new byte[3 * Archive.PIECE];
    new Random(1).nextBytes(bytes);
    assertThat(Archive.pack(bytes)).hasSizeGreaterThan(2);
  }
}
