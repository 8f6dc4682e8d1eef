package dev.seshat.mode;

import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is known of the files of modes, kept up with the files as they are.
///
/// A file counts as another when its hash is another. One that is not right is told of, and what the last right one said stays.
record KnownModes(Scope scope, ModeFolder files) {
  /// Looks at all files, and takes those that are new or have changed.
  ModeScan scan() {
    if (!files.isThere()) {
      // the folder of another machine, or none yet: nothing can be said of its files
      return new ModeScan(List.of(), List.of(), List.of(), List.of(), Map.of());
    }
    ModeFolder.Listing listing = files.list();
    Map<String, ModeTable.Known> known = new HashMap<>();
    scope.store().read(ModeTable::known).forEach(each -> known.put(each.name(), each));
    List<ModeFolder.Found> news =
        listing.files().values().stream()
            .filter(each -> isNews(known.get(each.name()), each))
            .toList();
    List<String> gone =
        known.values().stream()
            .filter(each -> !each.isMissing() && !listing.has(each.name()))
            .map(ModeTable.Known::name)
            .sorted()
            .toList();
    if (!news.isEmpty() || !gone.isEmpty()) {
      scope
          .store()
          .write(tx -> {
            for (ModeFolder.Found each : news) {
              takeIn(tx, each);
            }
            for (String each : gone) {
              goneIn(tx, each);
            }
            return news.size();
          });
    }
    return new ModeScan(
        news.stream().map(ModeFolder.Found::name).filter(each -> !known.containsKey(each)).toList(),
        news.stream().map(ModeFolder.Found::name).filter(known::containsKey).toList(),
        gone,
        news.stream().filter(each -> !each.check().isValid()).map(ModeFolder.Found::name).toList(),
        listing.ignored());
  }

  private static boolean isNews(ModeTable.@Nullable Known known, ModeFolder.Found found) {
    return known == null || known.isMissing() || !known.hash().equals(found.hash());
  }

  /// Looks at one file: takes it if it is new or has changed, and says so if it is gone.
  void look(String name) {
    Optional<ModeFolder.Found> found = files.find(name);
    ModeTable.Known known = scope.store().read(tx -> ModeTable.known(tx, name)).orElse(null);
    boolean isNews =
        found.isPresent()
            ? isNews(known, found.get())
            : known != null && !known.isMissing() && files.isThere();
    if (isNews) {
      scope
          .store()
          .write(tx -> {
            if (found.isPresent()) {
              takeIn(tx, found.get());
            } else {
              goneIn(tx, name);
            }
            return name;
          });
    }
  }

  /// Takes the file of a mode if it has changed.
  void refresh(Tx tx, String name) throws SQLException {
    Optional<ModeFolder.Found> found = files.find(name);
    if (found.isPresent()) {
      takeIn(tx, found.get());
    }
  }

  /// Writes the file of one that comes with Seshat, if nobody has used it yet.
  void unpack(Tx tx, String name) throws SQLException {
    if (ModeFolder.SHIPPED.contains(name)
        && files.find(name).isEmpty()
        && ModeTable.known(tx, name).isEmpty()) {
      files.write(name, ModeFolder.shipped(name));
    }
  }

  private void takeIn(Tx tx, ModeFolder.Found found) throws SQLException {
    ModeTable.Known before = ModeTable.known(tx, found.name()).orElse(null);
    if (!isNews(before, found)) {
      return;
    }
    ModeTable.put(tx, found);
    Map<String, @Nullable Object> detail = new LinkedHashMap<>();
    detail.put("mode", found.name());
    detail.put("is_valid", found.check().isValid());
    if (!found.check().isValid()) {
      detail.put("first_error", found.check().errors().getFirst().toString());
    }
    changed(tx, before == null ? "mode.add" : "mode.change", found.name(), null, detail);
  }

  private void goneIn(Tx tx, String name) throws SQLException {
    if (ModeTable.known(tx, name).filter(each -> !each.isMissing()).isPresent()) {
      ModeTable.gone(tx, name);
      changed(tx, "mode.gone", name, null, Map.of("mode", name));
    }
  }

  /// Notes in the audit log what became of a mode.
  void changed(
      Tx tx,
      String action,
      String name,
      @Nullable UUID session,
      Map<String, ? extends @Nullable Object> detail)
      throws SQLException {
    UUID id = Objects.requireNonNull(ModeTable.named(tx, name).orElseThrow().id());
    scope.changed(tx, action, "mode", id, session, Json.write(detail));
  }
}
