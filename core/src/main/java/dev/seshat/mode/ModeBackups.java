package dev.seshat.mode;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// Copies of the files of modes: ZIPs below `roles-backups/` in the workspace's folder, the newest of them kept.
public final class ModeBackups {
  /// How many are kept; the oldest go.
  public static final int KEPT = 20;

  private static final String FOLDER = "roles-backups";
  private static final int MAX_ENTRIES = 500;
  private static final long MAX_BYTES = 64L << 20;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern NAME = Pattern.compile("roles-(\\d{8}T\\d{9}Z)\\.zip");

  private final Scope scope;
  private final ModeFolder files;
  private final Modes modes;

  ModeBackups(Scope scope, ModeFolder files, Modes modes) {
    this.scope = scope;
    this.files = files;
    this.modes = modes;
  }

  /// Copies all files as they are, right or not; those that are too large to be modes are left out.
  ///
  /// @throws Conflict if there are none
  public ModeBackup make() {
    SortedMap<String, ModeFolder.Found> all = files.list().files();
    if (all.isEmpty()) {
      throw new Conflict("there are no files of modes to copy; make one first");
    }
    SortedMap<String, byte[]> texts = new TreeMap<>();
    all.values().stream()
        .filter(ModeFolder.Found::isWhole)
        .forEach(each -> texts.put(each.name(), each.bytes()));
    String name = free(scope.store().now());
    byte[] zip = zip(texts);
    files.folder().write(FOLDER + "/" + name, zip);
    List<ModeBackup> kept = list();
    for (ModeBackup each : kept.subList(Math.min(KEPT, kept.size()), kept.size())) {
      files.folder().delete(FOLDER + "/" + each.name());
    }
    changed("mode.backup", Map.of("backup", name, "modes", List.copyOf(texts.keySet())));
    return new ModeBackup(name, at(name), List.copyOf(texts.keySet()), zip.length);
  }

  /// Two in one moment do not have one name.
  private String free(Instant now) {
    Instant at = now;
    while (files.folder().has(FOLDER + "/roles-" + STAMP.format(at) + ".zip")) {
      at = at.plusMillis(1);
    }
    return "roles-" + STAMP.format(at) + ".zip";
  }

  private static byte[] zip(SortedMap<String, byte[]> texts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> each : texts.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey() + ModeFolder.ENDING));
        zip.write(each.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new StoreUnavailable("the copy of the modes cannot be made: " + e.getMessage(), e);
    }
    return bytes.toByteArray();
  }

  /// All copies, the newest first. One that cannot be read says that it has no modes.
  public List<ModeBackup> list() {
    List<ModeBackup> all = new ArrayList<>();
    for (String each : files.folder().list(FOLDER).reversed()) {
      String name = each.substring(FOLDER.length() + 1);
      if (NAME.matcher(name).matches()) {
        byte[] bytes = bytes(name);
        all.add(new ModeBackup(name, at(name), names(bytes), bytes.length));
      }
    }
    return List.copyOf(all);
  }

  private static List<String> names(byte[] bytes) {
    try {
      return List.copyOf(read(bytes).keySet());
    } catch (Invalid e) {
      return List.of();
    }
  }

  private static Instant at(String name) {
    Matcher matcher = NAME.matcher(name);
    try {
      return matcher.matches()
          ? LocalDateTime.parse(matcher.group(1), STAMP).toInstant(ZoneOffset.UTC)
          : Instant.EPOCH;
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  /// Puts the files of a copy back in the place of those that are there, which are copied before.
  ///
  /// @param only the one mode whose file is to come back; null for all of the copy
  /// @return the names of the modes whose files were put back
  public List<String> restore(String backup, @Nullable String only) {
    if (!NAME.matcher(backup).matches()) {
      throw new Invalid(
          "backup", "must be the name of a copy, such as roles-20260131T081530000Z.zip");
    }
    SortedMap<String, byte[]> texts = read(bytes(backup));
    if (only != null && !texts.containsKey(ModeFolder.name(only))) {
      throw NotFound.of("mode in " + backup, only);
    }
    return put(only == null ? texts : new TreeMap<>(Map.of(only, texts.get(only))), backup);
  }

  /// Puts the last right file of a mode back in the place of the one that is there, which is copied before.
  ///
  /// @throws NotFound if no file of it was ever right
  public List<String> revert(String name) {
    String known = ModeFolder.name(name);
    modes.get(known);
    String text =
        scope
            .store()
            .read(tx -> ModeTable.valid(tx, known))
            .orElseThrow(() -> new NotFound("no file of mode '" + known + "' was ever right"));
    return put(
        new TreeMap<>(Map.of(known, text.getBytes(StandardCharsets.UTF_8))), "the last right file");
  }

  private List<String> put(SortedMap<String, byte[]> texts, String from) {
    modes.scan();
    SortedMap<String, ModeFolder.Found> there = files.list().files();
    for (String name : texts.keySet()) {
      ModeFolder.Found now = there.get(name);
      if (now != null && !now.isWhole()) {
        throw new Conflict(
            ModeFolder.file(name) + " is too large to be copied first; move it out of the way");
      }
    }
    if (!there.isEmpty()) {
      make();
    }
    texts.forEach((name, text) -> files.folder().write(ModeFolder.file(name), text));
    modes.scan();
    List<String> names = List.copyOf(texts.keySet());
    changed("mode.restore", Map.of("from", from, "modes", names));
    return names;
  }

  private void changed(String action, Map<String, Object> detail) {
    scope
        .store()
        .write(tx -> {
          scope.changed(tx, action, "mode", "roles", null, Json.write(detail));
          return action;
        });
  }

  private byte[] bytes(String name) {
    try (InputStream in =
        files
            .folder()
            .open(FOLDER + "/" + name)
            .orElseThrow(() -> NotFound.of("copy of the modes", name))) {
      return in.readNBytes((int) MAX_BYTES);
    } catch (IOException e) {
      throw new StoreUnavailable("the copy " + name + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// The files of a ZIP, which may have been anybody's: only those whose names are modes', of bounded size.
  private static SortedMap<String, byte[]> read(byte[] bytes) {
    SortedMap<String, byte[]> texts = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
        String name = each.getName();
        if (texts.size() == MAX_ENTRIES || !name.endsWith(ModeFolder.ENDING)) {
          throw new Invalid("backup", "has a file that is no mode: " + Texts.shorten(name, 80));
        }
        byte[] text = zip.readNBytes(ModeFolder.MAX_BYTES + 1);
        if (text.length > ModeFolder.MAX_BYTES) {
          throw new Invalid("backup", "has a file that is too large: " + Texts.shorten(name, 80));
        }
        texts.put(
            ModeFolder.name(name.substring(0, name.length() - ModeFolder.ENDING.length())), text);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new Invalid("backup", "cannot be read: " + e.getMessage());
    }
    if (texts.isEmpty()) {
      throw new Invalid("backup", "has no modes, or is no ZIP");
    }
    return texts;
  }
}
