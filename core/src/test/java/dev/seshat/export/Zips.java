package dev.seshat.export;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// ZIPs taken apart and put together, also such as no export would write.
final class Zips {
  private Zips() {}

  /// The entries by their names.
  static Map<String, byte[]> entries(byte[] zip) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  /// The files of rows as texts.
  static Map<String, String> tables(byte[] zip) throws IOException {
    Map<String, String> tables = new TreeMap<>();
    entries(zip)
        .forEach((name, bytes) -> {
          if (name.startsWith("tables/")) {
            tables.put(name, new String(bytes, StandardCharsets.UTF_8));
          }
        });
    return tables;
  }

  static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(each.getKey()));
        out.write(each.getValue());
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /// The ZIP with one table's text changed and the manifest made to agree.
  static byte[] changed(byte[] zip, String table, BiFunction<String, Integer, String> change)
      throws IOException {
    Map<String, byte[]> entries = entries(zip);
    String name = Layout.table(table);
    String text = new String(entries.get(name), StandardCharsets.UTF_8);
    String other = change.apply(text, 0);
    entries.put(name, other.getBytes(StandardCharsets.UTF_8));
    String manifest = new String(entries.get(Layout.MANIFEST), StandardCharsets.UTF_8);
    manifest =
        manifest
            .replace(hash(text), hash(other))
            .replaceFirst(
                "(\"" + table + "\" : \\{\\s*\"rows\" : )\\d+", "$1" + other.lines().count());
    entries.put(Layout.MANIFEST, manifest.getBytes(StandardCharsets.UTF_8));
    return zip(entries);
  }

  private static String hash(String text) {
    return java.util.HexFormat.of()
        .formatHex(ZipWriter.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
