package dev.seshat.preference;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.json.Json;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The SQL of what people have chosen.
final class PreferenceTable {
  private PreferenceTable() {}

  static Chosen chosen(Tx tx, String user) throws SQLException {
    Map<PreferenceKey, Preference> set = new EnumMap<>(PreferenceKey.class);
    tx.each(
        "SELECT key, value, updated_at FROM user_preferences WHERE user_id = ?",
        row -> {
          Preference known = known(row);
          if (known != null) {
            set.put(known.key(), known);
          }
        },
        user);
    return new Chosen(set);
  }

  /// The row, unless the catalogue of this version knows no such key or value: then the default counts.
  private static @Nullable Preference known(Row row) throws SQLException {
    try {
      PreferenceKey key = PreferenceKey.of(row.text("key"));
      Object value = key.checked(Json.parse(key.word(), row.text("value")));
      return new Preference(key, value, row.time("updated_at"));
    } catch (NotFound | Invalid e) {
      return null;
    }
  }

  static void put(Tx tx, String user, PreferenceKey key, Object value) throws SQLException {
    tx.update(
        "INSERT INTO user_preferences (user_id, key, value, updated_at) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (user_id, key) DO UPDATE SET value = excluded.value,"
            + " updated_at = excluded.updated_at",
        user,
        key.word(),
        new dev.seshat.store.Json(Json.write(value)),
        tx.now());
  }

  static void delete(Tx tx, String user, PreferenceKey key) throws SQLException {
    tx.update("DELETE FROM user_preferences WHERE user_id = ? AND key = ?", user, key.word());
  }
}
