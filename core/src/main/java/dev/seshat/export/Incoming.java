package dev.seshat.export;

import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// A ZIP from outside, of which nothing is believed: names, sizes, hashes and lines are checked before a row is read.
final class Incoming implements AutoCloseable {
  private static final int MAX_ENTRIES = 4_000_000;
  private static final int MAX_MANIFEST = 1 << 20;
  private static final int MAX_LINE = 256 << 20;

  /// Texts of JSON pack well; beyond this it is a bomb.
  private static final long MAX_RATIO = 200;

  private static final long FREE_BYTES = 64L << 20;

  private final ZipFile zip;
  private final Manifest manifest;
  private final Map<String, Long> highest = new HashMap<>();

  /// Takes a line's row.
  @FunctionalInterface
  interface Reader {
    void read(long line, Map<String, @Nullable Object> row) throws SQLException;
  }

  private Incoming(ZipFile zip, Manifest manifest) {
    this.zip = zip;
    this.manifest = manifest;
  }

  /// Opens a ZIP and looks through all of it.
  ///
  /// @param schema the newest schema that this program knows
  /// @throws Invalid naming the entry, and the line, of what is wrong
  static Incoming open(Path file, long maxBytes, int schema, ExportProgress progress) {
    try {
      ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
      try {
        checkEntries(zip, file.toFile().length(), maxBytes);
        Incoming incoming = new Incoming(zip, Manifest.parse(manifest(zip), schema));
        incoming.checkTables(progress);
        return incoming;
      } catch (IOException | RuntimeException e) {
        zip.close();
        throw e;
      }
    } catch (ZipException e) {
      throw new Invalid("zip", "cannot be read as a ZIP: " + Texts.shorten(reason(e), 120));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static void checkEntries(ZipFile zip, long length, long maxBytes) {
    if (zip.size() > MAX_ENTRIES) {
      throw new Invalid("zip", "has more than " + MAX_ENTRIES + " entries");
    }
    Set<String> names = new HashSet<>();
    long total = 0;
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      ZipEntry entry = entries.nextElement();
      String shown = Texts.shorten(entry.getName(), 100);
      if (!Layout.isName(entry.getName())) {
        throw new Invalid("zip", "has an entry that no export has: '" + shown + "'");
      }
      if (!names.add(entry.getName())) {
        throw new Invalid("zip", "has the entry '" + shown + "' twice");
      }
      if (entry.getSize() < 0) {
        throw new Invalid("zip", "does not say how long '" + shown + "' is");
      }
      total += Math.min(entry.getSize(), Long.MAX_VALUE - total);
      if (total > maxBytes) {
        throw new Invalid("zip", "holds more than " + maxBytes + " bytes when it is unpacked");
      }
    }
    if (total > FREE_BYTES && total / Math.max(1, length) > MAX_RATIO) {
      throw new Invalid("zip", "unpacks to more than " + MAX_RATIO + " times its length");
    }
  }

  private static String manifest(ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry(Layout.MANIFEST);
    if (entry == null) {
      throw new Invalid("zip", "has no manifest.json: it is no export of Seshat");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(MAX_MANIFEST + 1);
      if (bytes.length > MAX_MANIFEST) {
        throw new Invalid(Layout.MANIFEST, "is longer than " + MAX_MANIFEST + " bytes");
      }
      return utf8(Layout.MANIFEST, bytes, bytes.length);
    }
  }

  /// Reads every line once: hashes, counts, whether it is an object, and the highest number given to a row.
  private void checkTables(ExportProgress progress) throws IOException {
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      String name = entries.nextElement().getName();
      if (name.startsWith("tables/") && !manifest.tables().containsKey(table(name))) {
        throw new Invalid(name, "is not named in the manifest");
      }
    }
    for (Map.Entry<String, Manifest.Part> each : manifest.tables().entrySet()) {
      checkTable(each.getKey(), each.getValue(), progress);
    }
  }

  private void checkTable(String table, Manifest.Part part, ExportProgress progress)
      throws IOException {
    String name = Layout.table(table);
    MessageDigest digest = ZipWriter.sha256();
    long[] lines = {0};
    try {
      read(
          name,
          digest,
          (line, row) -> {
            lines[0] = line;
            if (row.get("id") instanceof Number id) {
              highest.merge(table, id.longValue(), Math::max);
            }
            if (line % 1_000 == 0) {
              progress.at("checking " + table, line, part.rows());
            }
          });
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    if (lines[0] != part.rows()) {
      throw new Invalid(name, "has " + lines[0] + " rows; the manifest says " + part.rows());
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(part.sha256())) {
      throw new Invalid(name, "has another SHA-256 than the manifest says");
    }
  }

  Manifest manifest() {
    return manifest;
  }

  /// How many rows of a table there are.
  long rows(String table) {
    Manifest.Part part = manifest.tables().get(table);
    return part == null ? 0 : part.rows();
  }

  /// The highest number that a row of the table has for its `id`; 0 without one.
  long highest(String table) {
    return highest.getOrDefault(table, 0L);
  }

  /// Hands over each row of a table.
  void each(String table, Reader reader) throws SQLException {
    try {
      read(Layout.table(table), ZipWriter.sha256(), reader);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private void read(String name, MessageDigest digest, Reader reader)
      throws IOException, SQLException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new Invalid(name, "is missing; the manifest names it");
    }
    try (InputStream in = new BufferedInputStream(bounded(entry), 1 << 16)) {
      Lines lines = new Lines(name, in, digest);
      long number = 0;
      String line = lines.next();
      while (line != null) {
        number++;
        String at = name + " line " + number;
        reader.read(number, Json.parseObject(at, line));
        line = lines.next();
      }
    }
  }

  /// The bytes of an archived file.
  InputStream transcript(long file, String path) throws IOException {
    String name = Layout.transcript(file, path);
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new Invalid(name, "is missing; transcript_file names it");
    }
    return bounded(entry);
  }

  /// The bytes of an image; empty if the file was lost before it could be exported.
  Optional<InputStream> image(String sha256) throws IOException {
    ZipEntry entry = zip.getEntry(Layout.image(sha256));
    return entry == null ? Optional.empty() : Optional.of(bounded(entry));
  }

  /// The hashes of the images whose bytes are here.
  List<String> images() {
    String folder = Layout.image("");
    return zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.startsWith(folder))
        .map(name -> name.substring(folder.length()))
        .toList();
  }

  private InputStream bounded(ZipEntry entry) throws IOException {
    return new Bounded(entry.getName(), zip.getInputStream(entry), entry.getSize());
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private static String table(String entry) {
    return entry.substring("tables/".length(), entry.length() - ".jsonl".length());
  }

  static SeshatException unreadable(IOException e) {
    if (e instanceof EOFException) {
      return new Invalid("zip", "has an entry that ends before it should");
    }
    return new StoreUnavailable("the ZIP cannot be read: " + reason(e), e);
  }

  private static String reason(IOException e) {
    return String.valueOf(e.getMessage());
  }

  private static String utf8(String path, byte[] bytes, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new Invalid(path, "is not UTF-8");
    }
  }

  /// The lines of an entry, each of bounded length.
  private static final class Lines {
    private final String name;
    private final InputStream in;
    private final MessageDigest digest;
    private byte[] buffer = new byte[1 << 13];

    Lines(String name, InputStream in, MessageDigest digest) {
      this.name = name;
      this.in = in;
      this.digest = digest;
    }

    @Nullable String next() throws IOException {
      int length = 0;
      int b = in.read();
      if (b < 0) {
        return null;
      }
      while (b >= 0 && b != '\n') {
        if (length == buffer.length) {
          if (length >= MAX_LINE) {
            throw new Invalid(name, "has a line of more than " + (MAX_LINE >> 20) + " MiB");
          }
          buffer = java.util.Arrays.copyOf(buffer, Math.min(MAX_LINE, length * 2));
        }
        buffer[length++] = (byte) b;
        b = in.read();
      }
      digest.update(buffer, 0, length);
      if (b == '\n') {
        digest.update((byte) '\n');
      }
      return utf8(name, buffer, length);
    }
  }
}
