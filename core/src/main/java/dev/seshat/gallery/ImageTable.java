package dev.seshat.gallery;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.store.Json;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of the images table.
final class ImageTable {
  static final String COLUMNS =
      "i.image_id, i.image_url, i.is_styled, i.is_reference, i.parent_id, i.session_id, i.iteration_id,"
          + " (SELECT n.iteration_number FROM iterations n WHERE n.id = i.iteration_id) AS iteration_number, i.position,"
          + " i.media_type, i.bytes, i.width, i.height, i.sha256, i.meta, i.added_by, i.created_at,"
          + " (SELECT count(*) FROM images v WHERE v.parent_id = i.image_id) AS variants";

  private static final String COMPARISON =
      "SELECT image_id, other_id, measures, compared_at FROM image_comparison WHERE ";
  private static final int MOST_COMPARED = 5_000;

  private ImageTable() {}

  /// Whose the folder of files is; nobody else has this lock until the transaction ends.
  static UUID lock(Tx tx) throws SQLException {
    String forUpdate = tx.dialect().isSqlite() ? "" : " FOR UPDATE";
    String select = "SELECT store_id FROM image_store WHERE id = 1" + forUpdate;
    Optional<UUID> known = tx.first(select, row -> row.id("store_id"));
    if (known.isPresent()) {
      return known.get();
    }
    tx.update(
        "INSERT INTO image_store (id, store_id) VALUES (1, ?) ON CONFLICT DO NOTHING", tx.newId());
    return tx.first(select, row -> row.id("store_id")).orElseThrow();
  }

  /// A row that is not there yet.
  record NewRow(
      String id,
      String url,
      boolean isStyled,
      boolean isReference,
      @Nullable String parent,
      UUID session,
      @Nullable Long iteration,
      @Nullable Integer position,
      @Nullable StagedImage bytes,
      Map<String, ? extends @Nullable Object> meta,
      String addedBy,
      Instant createdAt) {}

  static void insert(Tx tx, NewRow row) throws SQLException {
    StagedImage bytes = row.bytes();
    tx.update(
        "INSERT INTO images (image_id, image_url, is_styled, is_reference, parent_id, session_id, iteration_id, position,"
            + " media_type, bytes, width, height, sha256, meta, added_by, created_at) VALUES (?, ?, ?, ?, ?, ?,"
            + " CAST(? AS bigint), CAST(? AS bigint), ?, CAST(? AS bigint), CAST(? AS bigint), CAST(? AS bigint), ?, ?, ?, ?)",
        row.id(),
        row.url(),
        row.isStyled(),
        row.isReference(),
        row.parent(),
        row.session(),
        row.iteration(),
        row.position(),
        bytes == null ? null : bytes.picture().format().mediaType(),
        bytes == null ? null : (Long) bytes.length(),
        bytes == null ? null : (Integer) bytes.picture().shownWidth(),
        bytes == null ? null : (Integer) bytes.picture().shownHeight(),
        bytes == null ? null : bytes.sha256(),
        new Json(dev.seshat.json.Json.write(row.meta())),
        row.addedBy(),
        row.createdAt());
  }

  static void putWords(Tx tx, String id, Instant at, Collection<String> words) throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    words.forEach(word -> rows.add(new @Nullable Object[] {word, at, id}));
    tx.updateAll(
        "INSERT INTO image_word (word, created_at, image_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        rows);
  }

  static boolean isThere(Tx tx, String id) throws SQLException {
    return tx.number("SELECT count(*) AS n FROM images WHERE image_id = ?", id) > 0;
  }

  static Optional<Image> find(Tx tx, String id) throws SQLException {
    return tx.first(
        "SELECT " + COLUMNS + " FROM images i WHERE i.image_id = ?", ImageTable::image, id);
  }

  static Image get(Tx tx, String id) throws SQLException {
    return find(tx, id).orElseThrow(() -> NotFound.of("image", id));
  }

  /// A picture, which nobody else changes or deletes until the transaction ends.
  static Image lock(Tx tx, String id) throws SQLException {
    if (!tx.dialect().isSqlite()) {
      tx.list("SELECT image_id FROM images WHERE image_id = ? FOR UPDATE", row -> 0, id);
    }
    return get(tx, id);
  }

  /// The file that bytes are kept in.
  static Optional<String> fileOf(Tx tx, String sha256) throws SQLException {
    return tx.first(
        "SELECT image_url FROM images WHERE sha256 = ? ORDER BY image_url LIMIT 1",
        row -> row.text("image_url"),
        sha256);
  }

  static boolean isNamed(Tx tx, String url) throws SQLException {
    return tx.number("SELECT count(*) AS n FROM images WHERE image_url = ?", url) > 0;
  }

  static Optional<Long> iteration(Tx tx, UUID session, long number) throws SQLException {
    return tx.first(
        "SELECT id FROM iterations WHERE session_id = ? AND iteration_number = ?",
        row -> row.number("id"),
        session,
        number);
  }

  static Optional<String> at(Tx tx, long iteration, int position) throws SQLException {
    return tx.first(
        "SELECT image_id FROM images WHERE iteration_id = ? AND position = ?",
        row -> row.text("image_id"),
        iteration,
        position);
  }

  static String shortId(Tx tx, UUID session) throws SQLException {
    return tx.first(
            "SELECT short_id FROM sessions WHERE id = ?", row -> row.text("short_id"), session)
        .orElseThrow();
  }

  /// Counts pictures that came to a session, or left it.
  static void count(Tx tx, UUID session, int more) throws SQLException {
    tx.update(
        "UPDATE sessions SET image_count = image_count + ?, updated_at = ? WHERE id = ?",
        more,
        tx.now(),
        session);
  }

  /// Notes that something happened in a session.
  static void touch(Tx tx, UUID session, Instant at) throws SQLException {
    tx.update(
        "UPDATE sessions SET last_activity_at = ? WHERE id = ? AND last_activity_at < ?",
        at,
        session,
        at);
  }

  /// Has what an iterating session says of its reference name a file, or no longer; what else it names stays.
  static void tellReference(Tx tx, UUID session, String url, boolean isNamed) throws SQLException {
    Optional<String> known =
        tx.first(
            "SELECT reference_image_paths AS paths FROM prompt_references WHERE session_id = ?",
            row -> row.text("paths"),
            session);
    if (known.isEmpty()) {
      return;
    }
    List<Object> paths = new ArrayList<>();
    if (dev.seshat.json.Json.parse("reference_image_paths", known.get()) instanceof List<?> told) {
      told.stream().filter(each -> !url.equals(each)).forEach(paths::add);
    }
    if (isNamed) {
      paths.add(url);
    }
    tx.update(
        "UPDATE prompt_references SET reference_image_paths = ?, updated_at = ?, version = version + 1 WHERE session_id = ?",
        new Json(dev.seshat.json.Json.write(paths)),
        tx.now(),
        session);
  }

  /// The picture and all that was made of it, however often, up to a number.
  static List<Image> family(Tx tx, String id, int limit) throws SQLException {
    return tx.list(
        "WITH RECURSIVE family (image_id) AS (SELECT CAST(? AS text) UNION"
            + " SELECT v.image_id FROM images v JOIN family f ON v.parent_id = f.image_id) SELECT "
            + COLUMNS
            + " FROM images i WHERE i.image_id IN (SELECT image_id FROM family) ORDER BY i.created_at, i.image_id LIMIT ?",
        ImageTable::image,
        id,
        limit);
  }

  static List<String> children(Tx tx, String id) throws SQLException {
    return tx.list(
        "SELECT image_id FROM images WHERE parent_id = ? ORDER BY created_at, image_id",
        row -> row.text("image_id"),
        id);
  }

  static void delete(Tx tx, String id) throws SQLException {
    tx.update("DELETE FROM images WHERE image_id = ?", id);
  }

  static void move(Tx tx, String id, UUID session) throws SQLException {
    tx.update(
        "UPDATE images SET session_id = ?, iteration_id = NULL, position = NULL, is_reference = ? WHERE image_id = ?",
        session,
        false,
        id);
  }

  /// The pictures of a session and the hashes of their bytes.
  static List<Image> ofSession(Tx tx, UUID session) throws SQLException {
    return tx.list(
        "SELECT " + COLUMNS + " FROM images i WHERE i.session_id = ?", ImageTable::image, session);
  }

  /// A session's oldest picture that it works towards.
  static Optional<Image> reference(Tx tx, UUID session) throws SQLException {
    return tx.first(
        "SELECT "
            + COLUMNS
            + " FROM images i WHERE i.session_id = ? AND i.is_reference = ? AND i.sha256 IS NOT NULL"
            + " ORDER BY i.created_at, i.image_id LIMIT 1",
        ImageTable::image,
        session,
        true);
  }

  /// The pictures of a session's iterations, in their order.
  static List<Image> iterated(Tx tx, UUID session, int limit) throws SQLException {
    return tx.list(
        "SELECT "
            + COLUMNS
            + " FROM images i JOIN iterations n ON n.id = i.iteration_id WHERE i.session_id = ? AND i.sha256 IS NOT NULL"
            + " ORDER BY n.iteration_number, i.position, i.image_id LIMIT ?",
        ImageTable::image,
        session,
        limit);
  }

  /// The names of the pictures that a session works towards, the oldest first.
  static List<String> references(Tx tx, UUID session) throws SQLException {
    return tx.list(
        "SELECT image_url FROM images WHERE session_id = ? AND is_reference = ? ORDER BY created_at, image_id",
        row -> row.text("image_url"),
        session,
        true);
  }

  /// Hands over how like a picture others are, each as the one that it is compared with, by the others' ids.
  static void comparisonsWith(Tx tx, String other, Map<String, Comparison> found)
      throws SQLException {
    for (String column : List.of("image_id", "other_id")) {
      for (Comparison each :
          tx.list(
              COMPARISON + column + " = ? LIMIT " + MOST_COMPARED, ImageTable::comparison, other)) {
        Comparison of = each.otherId().equals(other) ? each : each.turned();
        found.put(of.imageId(), of);
      }
    }
  }

  private static Comparison comparison(Row row) throws SQLException {
    return Comparison.of(
        row.text("image_id"),
        row.text("other_id"),
        dev.seshat.json.Json.parseObject("measures", row.text("measures")),
        row.time("compared_at"));
  }

  static Optional<Comparison> comparison(Tx tx, String one, String other) throws SQLException {
    return tx.first(
        COMPARISON + "image_id = ? AND other_id = ?", ImageTable::comparison, one, other);
  }

  static void keep(Tx tx, String one, String other, Map<String, Double> measures)
      throws SQLException {
    tx.update(
        "INSERT INTO image_comparison (image_id, other_id, measures, compared_at) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (image_id, other_id) DO UPDATE SET measures = excluded.measures, compared_at = excluded.compared_at",
        one,
        other,
        new Json(dev.seshat.json.Json.write(measures)),
        tx.now());
  }

  /// Hands over each picture whose bytes are kept here.
  static void eachKept(Tx tx, KeptReader reader) throws SQLException {
    tx.stream(
        "SELECT image_id, image_url, bytes, sha256 FROM images WHERE sha256 IS NOT NULL",
        1_000,
        row ->
            reader.read(
                row.text("image_id"),
                row.text("image_url"),
                row.number("bytes"),
                row.text("sha256")));
  }

  /// Takes what is told of a kept picture.
  @FunctionalInterface
  interface KeptReader {
    void read(String id, String url, long bytes, String sha256) throws SQLException;
  }

  /// Those of the names that no row has.
  static Set<String> unnamed(Tx tx, Collection<String> names) throws SQLException {
    Set<String> unnamed = new java.util.TreeSet<>();
    for (String name : names) {
      if (!isNamed(tx, name)) {
        unnamed.add(name);
      }
    }
    return unnamed;
  }

  static Image image(Row row) throws SQLException {
    return new Image(
        row.text("image_id"),
        row.text("image_url"),
        row.flag("is_styled"),
        row.flag("is_reference"),
        row.textOrNull("parent_id"),
        row.id("session_id"),
        row.numberOrNull("iteration_id"),
        row.numberOrNull("iteration_number"),
        row.integerOrNull("position"),
        row.textOrNull("media_type"),
        row.numberOrNull("bytes"),
        row.integerOrNull("width"),
        row.integerOrNull("height"),
        row.textOrNull("sha256"),
        dev.seshat.json.Json.parseObject("meta", row.text("meta")),
        row.text("added_by"),
        row.time("created_at"),
        row.number("variants"));
  }
}
