package dev.seshat.gallery;

import dev.seshat.store.Folder;
import dev.seshat.store.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What does not fit together of the rows and files of pictures.
///
/// @param pictures how many rows were looked at
/// @param stray files that no row names, which a crash left
/// @param missing what is wrong with the file of a picture, by the picture's id
public record ImageCheck(long pictures, List<String> stray, Map<String, String> missing) {
  /// Longer than any picture is on its way.
  private static final Duration ARRIVING = Duration.ofHours(1);

  private static final String INCOMING = ".incoming";

  static ImageCheck of(Scope scope, ImageFiles files) {
    Folder folder = files.folder();
    List<String> there = folder.list("sessions");
    Map<String, String> missing = new LinkedHashMap<>();
    Set<String> named = new HashSet<>();
    Set<String> hashes = new HashSet<>();
    long[] rows = {0};
    scope
        .store()
        .read(tx -> {
          ImageTable.eachKept(
              tx,
              (id, url, bytes, sha256) -> {
                rows[0]++;
                named.add(url);
                hashes.add(sha256);
                problem(folder, url, bytes).ifPresent(what -> missing.put(id, what));
              });
          return 0;
        });
    List<String> stray =
        new ArrayList<>(
            there.stream().filter(each -> isPicture(each) && !named.contains(each)).toList());
    folder.list(Thumbnails.FOLDER).stream()
        .filter(name -> !hashes.contains(hash(name)))
        .forEach(stray::add);
    stray.addAll(left(scope, folder));
    return new ImageCheck(rows[0], stray, missing);
  }

  /// Files of tasks, and what people put there, stand beside the pictures of a session.
  private static boolean isPicture(String name) {
    return ImageFiles.NAME.matcher(name).matches();
  }

  private static java.util.Optional<String> problem(Folder folder, String url, long bytes) {
    Path file = folder.path(url);
    try {
      long size = Files.size(file);
      return size == bytes
          ? java.util.Optional.empty()
          : java.util.Optional.of("its file " + url + " has " + size + " bytes, not " + bytes);
    } catch (IOException e) {
      return java.util.Optional.of("its file " + url + " is not there; restore it from a backup");
    }
  }

  private static String hash(String thumbnail) {
    String file = thumbnail.substring(thumbnail.lastIndexOf('/') + 1);
    int dash = file.indexOf('-');
    return dash < 0 ? file : file.substring(0, dash);
  }

  /// What was on its way and never arrived.
  private static List<String> left(Scope scope, Folder folder) {
    Instant before = scope.store().now().minus(ARRIVING);
    List<String> left = new ArrayList<>();
    for (String name : folder.list(INCOMING)) {
      try {
        if (Files.getLastModifiedTime(folder.path(name)).toInstant().isBefore(before)) {
          left.add(name);
        }
      } catch (IOException e) {
        // it arrived meanwhile
      }
    }
    return left;
  }

  static List<String> removeStray(Scope scope, ImageFiles files) {
    List<String> stray = of(scope, files).stray();
    if (stray.isEmpty()) {
      return stray;
    }
    return scope
        .store()
        .write(tx -> {
          files.lock(tx);
          List<String> removed = new ArrayList<>();
          for (String name : ImageTable.unnamed(tx, stray)) {
            boolean isThumbnail = name.startsWith(Thumbnails.FOLDER + "/");
            if (isThumbnail && ImageTable.fileOf(tx, hash(name)).isPresent()) {
              continue;
            }
            if (files.folder().delete(name)) {
              removed.add(name);
            }
          }
          return removed;
        });
  }
}
