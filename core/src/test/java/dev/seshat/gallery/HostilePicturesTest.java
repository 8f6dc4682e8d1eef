package dev.seshat.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.session.NewSession;
import dev.seshat.testing.TestStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Bytes that are no picture, or pretend to be another one: each is refused with a clear error and leaves nothing behind.
class HostilePicturesTest {
  private static final Map<String, byte[]> HOSTILE = hostile();

  private static Map<String, byte[]> hostile() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    byte[] small = {0x78, (byte) 0x9C, 3, 0, 0, 0, 0, 1};
    byte[] png = Samples.png(1);
    byte[] jpeg = Samples.jpeg(1);
    byte[] gif = Samples.gif(1);
    byte[] webp = Samples.webp();
    all.put("nothing", new byte[0]);
    all.put("a PNG that claims 60,000 × 60,000", Samples.png(60_000, 60_000, small));
    all.put("a PNG that claims 2³¹ × 1", Samples.png(Integer.MIN_VALUE, 1, small));
    all.put("a PNG that claims 0 × 0", Samples.png(0, 0, small));
    all.put(
        "a PNG that claims 16,384 × 16,384 and has no data for it",
        Samples.png(16_384, 16_384, small));
    all.put("a PNG that is cut off", Arrays.copyOf(png, png.length - 20));
    all.put("a PNG with a wrong checksum", changed(png, png.length / 2));
    all.put("a PNG that ends after its header", Arrays.copyOf(png, 33));
    all.put("a JPEG that is cut off", Arrays.copyOf(jpeg, jpeg.length / 2));
    all.put("a JPEG without its end", Arrays.copyOf(jpeg, jpeg.length - 2));
    all.put("a JPEG that is its first bytes", Arrays.copyOf(jpeg, 4));
    all.put("a JPEG that claims 65,535 × 65,535", claiming(jpeg));
    all.put(
        "an SVG",
        "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"
            .getBytes(StandardCharsets.UTF_8));
    all.put("a page", "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
    all.put("a BMP", Samples.encoded(Samples.corner(4, 4), "bmp"));
    all.put("a GIF with a million frames", frames(1_000_000));
    all.put("a GIF that claims 65,535 × 65,535", sized(gif, 65_535));
    all.put("a GIF that is cut off", Arrays.copyOf(gif, gif.length - 1));
    all.put("a GIF with a frame larger than all", framed(gif));
    all.put("a WebP whose header lies of its size", canvas(webp, 16_000));
    all.put("a WebP that claims 2²⁴ a side", canvas(webp, 1 << 24));
    all.put("a WebP that claims to be longer", length(webp, 1 << 30));
    all.put("a WebP that is cut off", Arrays.copyOf(webp, webp.length - 30));
    all.put("a WebP with a chunk of 4 GB", chunk(webp));
    all.put("a WAV", "RIFF\0\0\0\0WAVEfmt ".getBytes(StandardCharsets.ISO_8859_1));
    return all;
  }

  private static byte[] changed(byte[] bytes, int at) {
    byte[] other = bytes.clone();
    other[at] ^= 0x55;
    return other;
  }

  private static byte[] claiming(byte[] jpeg) {
    byte[] other = jpeg.clone();
    for (int i = 2; i < other.length - 9; i++) {
      if ((other[i] & 0xFF) == 0xFF && (other[i + 1] & 0xFF) == 0xC0) {
        Arrays.fill(other, i + 5, i + 9, (byte) 0xFF);
        return other;
      }
    }
    throw new IllegalStateException("no frame");
  }

  private static byte[] frames(int count) {
    byte[] head = {'G', 'I', 'F', '8', '9', 'a', 1, 0, 1, 0, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0};
    byte[] frame = {0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4C, 1, 0};
    ByteBuffer all = ByteBuffer.allocate(head.length + count * frame.length + 1).put(head);
    for (int i = 0; i < count; i++) {
      all.put(frame);
    }
    return all.put((byte) 0x3B).array();
  }

  private static byte[] sized(byte[] gif, int side) {
    byte[] other = gif.clone();
    ByteBuffer.wrap(other)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(6, (short) side)
        .putShort(8, (short) side);
    return other;
  }

  private static byte[] framed(byte[] gif) {
    byte[] other = gif.clone();
    int table = (other[10] & 0x80) == 0 ? 0 : 3 << ((other[10] & 7) + 1);
    int at = 13 + table;
    while (other[at] != 0x2C) {
      at += 2;
      while (other[at] != 0) {
        at += (other[at] & 0xFF) + 1;
      }
      at++;
    }
    ByteBuffer.wrap(other)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(at + 5, (short) 65_000)
        .putShort(at + 7, (short) 65_000);
    return other;
  }

  private static byte[] canvas(byte[] webp, int side) {
    byte[] other = webp.clone();
    for (int i = 0; i < 3; i++) {
      other[24 + i] = (byte) (side - 1 >> 8 * i);
      other[27 + i] = (byte) (side - 1 >> 8 * i);
    }
    return other;
  }

  private static byte[] length(byte[] webp, int length) {
    byte[] other = webp.clone();
    ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN).putInt(4, length);
    return other;
  }

  private static byte[] chunk(byte[] webp) {
    byte[] other = webp.clone();
    Arrays.fill(other, 34, 38, (byte) 0xFF);
    return other;
  }

  @Test
  void whatIsNoPictureIsRefusedAndLeavesNothing() throws Exception {
    try (TestStore store = TestStore.sqlite()) {
      Seshat seshat = store.seshat();
      String session = seshat.sessions().start(NewSession.of("hostile")).id().toString();
      for (Map.Entry<String, byte[]> each : HOSTILE.entrySet()) {
        assertThatThrownBy(() -> seshat.images().add(session, NewImage.plain(), each.getValue()))
            .as(each.getKey())
            .isInstanceOf(Invalid.class)
            .hasMessageStartingWith("image: ");
        assertNothingLeft(store, seshat);
      }
      assertThat(seshat.sessions().get(session).get(dev.seshat.session.SessionField.IMAGE_COUNT))
          .isZero();
    }
  }

  @Test
  void moreThan64MebibytesAreRefusedWhileTheyCome() throws Exception {
    try (TestStore store = TestStore.sqlite()) {
      Seshat seshat = store.seshat();
      String session = seshat.sessions().start(NewSession.of("hostile")).id().toString();
      long[] read = {0};
      InputStream endless =
          new InputStream() {
            @Override
            public int read() {
              read[0]++;
              return 0x89;
            }
          };
      assertThatThrownBy(() -> seshat.images().add(session, NewImage.plain(), endless))
          .isInstanceOf(Invalid.class)
          .hasMessageContaining("larger than 64 MiB");
      assertThat(read[0]).isLessThan(66L << 20);
      assertNothingLeft(store, seshat);
    }
  }

  @Test
  void aStreamThatBreaksLeavesNothing() throws Exception {
    try (TestStore store = TestStore.sqlite()) {
      Seshat seshat = store.seshat();
      String session = seshat.sessions().start(NewSession.of("hostile")).id().toString();
      InputStream broken =
          new java.io.SequenceInputStream(
              new ByteArrayInputStream(Samples.png(1), 0, 100),
              new InputStream() {
                @Override
                public int read() throws IOException {
                  throw new IOException("the line is dead");
                }
              });
      assertThatThrownBy(() -> seshat.images().add(session, NewImage.plain(), broken))
          .hasMessageContaining("the line is dead");
      assertNothingLeft(store, seshat);
    }
  }

  private static void assertNothingLeft(TestStore store, Seshat seshat) throws IOException {
    assertThat(seshat.images().list(ImageFilter.newest(10)).items()).isEmpty();
    assertThat(files(store.files())).isEmpty();
  }

  static List<String> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(each -> folder.relativize(each).toString())
          .sorted()
          .toList();
    }
  }
}
