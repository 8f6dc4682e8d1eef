package dev.seshat.gallery;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/// Pictures for tests, of each format.
public final class Samples {
  private static final String WEBP =
      "UklGRogCAABXRUJQVlA4WAoAAAAgAAAAJwAAHQAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDggmgAAANAGAJ0BKigAHgA+bTCTRqQjIaEquAwAgA2JZACDJTieAfiB+R3JHjAPxA9gGCAfqr7/+4AAI/Vazud2alhhQAD+76A0RSBnOpKfb//6gS5+GaCuws00P//5c9kMZLM9SYKG6n8Gfw5pJLb6db4lHgWITNy839yFs/f+81FzKO4umZ3nXUq4ElRUKC5Ue2o9bqi3u9ZQQgAAAAA=";
  private static final String CLEAR_WEBP =
      "UklGRhICAABXRUJQVlA4WAoAAAAwAAAAJwAAHQAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDhMJAAAAC8nQAcQDzDHEQMYDEVt20Aef5Jjsu8JIKL/8wAAACCr4r9+Gg==";

  private Samples() {}

  /// 40 × 30 pixels: red, with a blue quarter at the upper left.
  public static byte[] webp() {
    return Base64.getDecoder().decode(WEBP);
  }

  /// 40 × 30 pixels: a green that one sees through, and nothing around it; without loss.
  public static byte[] clearWebp() {
    return Base64.getDecoder().decode(CLEAR_WEBP);
  }

  /// Red, with a blue quarter at the upper left.
  public static BufferedImage corner(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.BLUE);
    graphics.fillRect(0, 0, width / 2, height / 2);
    graphics.dispose();
    return image;
  }

  /// A picture of coloured boxes that nobody has drawn before.
  public static BufferedImage boxes(long seed, int width, int height) {
    Random random = new Random(seed);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    for (int i = 0; i < 60; i++) {
      graphics.setColor(new Color(random.nextInt(0x1000000)));
      graphics.fillRect(
          random.nextInt(width),
          random.nextInt(height),
          1 + random.nextInt(width / 2),
          1 + random.nextInt(height / 2));
    }
    graphics.dispose();
    return image;
  }

  public static byte[] png(long seed) {
    return encoded(boxes(seed, 64, 48), "png");
  }

  public static byte[] jpeg(long seed) {
    return encoded(boxes(seed, 64, 48), "jpeg");
  }

  public static byte[] gif(long seed) {
    return encoded(boxes(seed, 64, 48), "gif");
  }

  public static byte[] encoded(BufferedImage image, String format) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException(format);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A chunk of a PNG with a right checksum.
  static byte[] chunk(String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(data.length + 12);
    chunk
        .putInt(data.length)
        .put(type.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .put(data);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, data.length + 4);
    return chunk.putInt((int) crc.getValue()).array();
  }

  /// A PNG that says how large it is, with such data.
  static byte[] png(int width, int height, byte[] data) {
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array();
    return joined(
        new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'},
        chunk("IHDR", header),
        chunk("IDAT", data),
        chunk("IEND", new byte[0]));
  }

  /// A JPEG that says which way up it is.
  static byte[] turned(BufferedImage image, int orientation) {
    byte[] jpeg = encoded(image, "jpeg");
    ByteBuffer exif = ByteBuffer.allocate(36);
    exif.putShort((short) 0xFFE1).putShort((short) 34);
    exif.put(new byte[] {'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42}).putInt(8);
    exif.putShort((short) 1);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    exif.putShort((short) 0).putInt(0);
    byte[] begin = java.util.Arrays.copyOf(jpeg, 2);
    byte[] rest = java.util.Arrays.copyOfRange(jpeg, 2, jpeg.length);
    return joined(begin, exif.array(), rest);
  }

  /// An export in which a name stands in place of another, with the hashes that go with it.
  static byte[] renamed(byte[] zip, String name, String other) throws IOException {
    java.util.Map<String, byte[]> entries = new java.util.LinkedHashMap<>();
    try (java.util.zip.ZipInputStream in =
        new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(zip))) {
      for (java.util.zip.ZipEntry each = in.getNextEntry();
          each != null;
          each = in.getNextEntry()) {
        entries.put(each.getName(), in.readAllBytes());
      }
    }
    java.nio.charset.Charset utf8 = java.nio.charset.StandardCharsets.UTF_8;
    byte[] old = java.util.Objects.requireNonNull(entries.get("tables/images.jsonl"));
    byte[] changed = new String(old, utf8).replace(name, other).getBytes(utf8);
    entries.put("tables/images.jsonl", changed);
    String manifest =
        new String(java.util.Objects.requireNonNull(entries.get("manifest.json")), utf8);
    entries.put("manifest.json", manifest.replace(sha256(old), sha256(changed)).getBytes(utf8));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (java.util.zip.ZipOutputStream to = new java.util.zip.ZipOutputStream(out)) {
      for (java.util.Map.Entry<String, byte[]> each : entries.entrySet()) {
        to.putNextEntry(new java.util.zip.ZipEntry(each.getKey()));
        to.write(each.getValue());
      }
    }
    return out.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return java.util.HexFormat.of()
          .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
