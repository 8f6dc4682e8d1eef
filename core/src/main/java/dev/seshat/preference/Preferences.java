package dev.seshat.preference;

import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The choices of whoever works: each actor has their own.
public final class Preferences {
  private final Scope scope;

  public Preferences(Scope scope) {
    this.scope = scope;
  }

  /// What counts for the actor now.
  public Chosen chosen() {
    return scope.store().read(tx -> chosenIn(tx, scope.actor()));
  }

  /// What counts for a person, within another feature's transaction.
  public static Chosen chosenIn(Tx tx, String user) throws SQLException {
    return PreferenceTable.chosen(tx, user);
  }

  /// Every key with what counts for it, in the order of the catalogue.
  public List<Preference> list() {
    Chosen chosen = chosen();
    return Arrays.stream(PreferenceKey.values()).map(chosen::get).toList();
  }

  /// What counts for one key.
  public Preference get(PreferenceKey key) {
    return chosen().get(key);
  }

  /// Chooses a value.
  ///
  /// @throws dev.seshat.SeshatException.Invalid if it is none that the key may have
  public Preference set(PreferenceKey key, @Nullable Object value) {
    return change(Map.of(key, key.checked(value))).get(key);
  }

  /// Goes back to the default.
  public Preference unset(PreferenceKey key) {
    Map<PreferenceKey, @Nullable Object> change = new LinkedHashMap<>();
    change.put(key, null);
    return change(change).get(key);
  }

  /// Chooses several at once, all or none; null goes back to the default. What is so already is not written again.
  public Chosen change(Map<PreferenceKey, ? extends @Nullable Object> wanted) {
    Map<PreferenceKey, @Nullable Object> values = new LinkedHashMap<>();
    wanted.forEach((key, value) -> values.put(key, value == null ? null : key.checked(value)));
    return scope
        .store()
        .write(tx -> {
          Chosen before = chosenIn(tx, scope.actor());
          for (Map.Entry<PreferenceKey, @Nullable Object> each : values.entrySet()) {
            put(tx, before.get(each.getKey()), each.getValue());
          }
          return chosenIn(tx, scope.actor());
        });
  }

  private void put(Tx tx, Preference before, @Nullable Object value) throws SQLException {
    PreferenceKey key = before.key();
    if (value == null && before.isSet()) {
      PreferenceTable.delete(tx, scope.actor(), key);
      changed(tx, "preference.unset", key, Map.of());
    } else if (value != null && !(before.isSet() && value.equals(before.value()))) {
      PreferenceTable.put(tx, scope.actor(), key, value);
      changed(tx, "preference.set", key, Map.of("value", value));
    }
  }

  private void changed(Tx tx, String action, PreferenceKey key, Map<String, Object> detail)
      throws SQLException {
    scope.changed(tx, action, "preference", key.word(), null, Json.write(detail));
  }
}
