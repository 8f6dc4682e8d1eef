package dev.seshat.legacy;

import dev.seshat.json.Json;
import dev.seshat.legacy.Outcomes.Outcome;
import dev.seshat.store.Tx;
import dev.seshat.transcript.Transcripts;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which rows of an older system are here, and in which state: the memory that keeps a row from being taken twice.
///
/// Of two states of a row the one with the later time counts, and of two of the same time the one whose digest sorts
/// last. So files may come in any order, old backups too.
final class Origins {
  private final String document;
  private final LegacyOptions options;

  Origins(String document, LegacyOptions options) {
    this.document = document;
    this.options = options;
  }

  /// What a row becomes here.
  @FunctionalInterface
  interface Becoming {
    /// @param earlier null for a row that is new
    Became become(@Nullable Earlier earlier) throws SQLException;
  }

  /// A row as it was taken over before, in the state of which moment, and when that was.
  record Earlier(SourceRow row, Instant asOf, Instant at) {}

  /// What a row became.
  ///
  /// @param isChange whether anything here is new because of it
  record Became(boolean isChange, @Nullable UUID session) {}

  /// Takes a row in, unless this state of it or a later one is here.
  ///
  /// @param key what makes the row that row, as a [SourceRow#hash]
  /// @param asOf when the row was in this state
  Outcome take(Tx tx, SourceRow row, String key, Instant asOf, Outcomes outcomes, Becoming becoming)
      throws SQLException {
    if (outcomes.wasTried(row.table(), key)) {
      return Outcome.THERE;
    }
    String digest = row.digest();
    Optional<LegacyTable.Known> known = LegacyTable.find(tx, document, row.table(), key);
    if (known.isPresent() && isSettled(tx, row.table(), key, known.get(), asOf, digest)) {
      return Outcome.THERE;
    }
    Earlier earlier =
        known.map(k -> new Earlier(earlier(row, k.told()), k.asOf(), k.importedAt())).orElse(null);
    Became became = becoming.become(earlier);
    put(tx, row, key, asOf, became.session());
    if (!became.isChange()) {
      return Outcome.THERE;
    }
    return known.isEmpty() ? Outcome.TAKEN : Outcome.CHANGED;
  }

  private boolean isSettled(
      Tx tx, String table, String key, LegacyTable.Known known, Instant asOf, String digest)
      throws SQLException {
    if (known.digest().equals(digest)) {
      LegacyTable.touch(tx, document, table, key, asOf);
      return true;
    }
    int later = known.asOf().compareTo(asOf);
    return later > 0 || (later == 0 && known.digest().compareTo(digest) > 0);
  }

  /// Keeps a row for what no column here holds of it, unless this state of it or a later one is kept.
  void keep(Tx tx, SourceRow row, String key, Instant asOf) throws SQLException {
    Optional<LegacyTable.Known> known = LegacyTable.find(tx, document, row.table(), key);
    if (known.isEmpty() || !isSettled(tx, row.table(), key, known.get(), asOf, row.digest())) {
      put(tx, row, key, asOf, null);
    }
  }

  private void put(Tx tx, SourceRow row, String key, Instant asOf, @Nullable UUID session)
      throws SQLException {
    String told = Json.write(masked(row.told()));
    LegacyTable.put(
        tx,
        document,
        row.table(),
        key,
        session,
        new LegacyTable.Known(asOf, row.digest(), told, tx.now()));
  }

  private Object masked(Map<String, @Nullable Object> told) {
    return options.maskSecrets() ? Transcripts.masked("row", told) : told;
  }

  private static SourceRow earlier(SourceRow row, String told) {
    Map<String, @Nullable Object> cells = new HashMap<>();
    Json.parseObject("told", told)
        .forEach((column, value) ->
            cells.put(
                column,
                switch (value) {
                  case Integer number -> (Object) number.longValue();
                  case BigDecimal number -> (Object) number.doubleValue();
                  case null, default -> value;
                }));
    return new SourceRow(row.table(), row.name(), cells);
  }
}
