package dev.seshat.transcript;

import dev.seshat.json.Json;
import dev.seshat.session.NewSession;
import dev.seshat.session.SessionImports;
import dev.seshat.session.Sessions;
import dev.seshat.store.Times;
import dev.seshat.store.Tx;
import dev.seshat.transcript.TellingTable.Source;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What importing says of sessions: made anew from the records that each owns, whenever these have changed.
final class Tellings {
  /// A session that was worked on so recently may go on.
  private static final Duration GOES_ON = Duration.ofHours(2);

  private final Sessions sessions;

  Tellings(Sessions sessions) {
    this.sessions = sessions;
  }

  /// A session by the client's id, and whether it was made just now.
  record Found(UUID id, boolean isNew) {}

  /// The session with this key, made with next to nothing said of it if it is not there.
  ///
  /// @param since a time at which it was there
  Found findOrCreate(
      Tx tx, TranscriptClient client, String key, @Nullable UUID parent, Instant since)
      throws SQLException {
    Optional<UUID> known = sessions.imports().findExternalIn(tx, client.tool(), key);
    if (known.isPresent()) {
      return new Found(known.get(), false);
    }
    Map<String, @Nullable Object> told = first(client, key);
    told.put("created_at", Times.text(since));
    told.put("last_activity_at", Times.text(since));
    if (parent != null) {
      told.put("parent_session_id", parent.toString());
    }
    SessionImports.Imported imported = sessions.imports().importIn(tx, NewSession.imported(told));
    TellingTable.putTold(tx, imported.id(), Json.write(told));
    return new Found(imported.id(), true);
  }

  private static Map<String, @Nullable Object> first(TranscriptClient client, String key) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("tool_name", client.tool());
    told.put("external_session_id", key);
    told.put("kind", "coding");
    told.put("intention", unknownIntention(client, key));
    return told;
  }

  /// What stands for the first prompt where there is none.
  static String unknownIntention(TranscriptClient client, String key) {
    int slash = key.indexOf('/');
    String session = client.title() + " session ";
    return slash < 0
        ? session + key
        : "Subagent " + key.substring(slash + 1) + " of " + session + key.substring(0, slash);
  }

  /// The client's id of a session that its files tell of.
  String key(Tx tx, UUID session) throws SQLException {
    List<Source> sources = TellingTable.sources(tx, session);
    return sources.isEmpty() ? session.toString() : sources.getFirst().key();
  }

  /// The client's ids of the sessions whose records a session's files begin with, as these files say.
  Set<String> origins(Tx tx, UUID session) throws SQLException {
    Set<String> origins = new HashSet<>();
    for (Source source : TellingTable.sources(tx, session)) {
      origins.addAll(source.state().origins());
    }
    return origins;
  }

  /// Says of a session what its records say; false if that was said already.
  boolean tell(Tx tx, UUID session) throws SQLException {
    List<Source> sources = TellingTable.sources(tx, session);
    if (sources.isEmpty()) {
      return false;
    }
    Map<String, @Nullable Object> now = telling(tx, session, sources);
    Map<String, @Nullable Object> earlier = earlier(tx, session);
    if (earlier != null && !now.containsKey("created_at")) {
      // nothing in its files has a time: what was assumed at first still stands
      now.put("created_at", earlier.get("created_at"));
      now.put("last_activity_at", earlier.get("last_activity_at"));
      now.values().removeIf(java.util.Objects::isNull);
    }
    String text = Json.write(now);
    if (Json.parseObject("told", text).equals(earlier)) {
      return false;
    }
    sessions
        .imports()
        .retellIn(
            tx,
            NewSession.imported(Json.parseObject("told", text)),
            earlier == null ? null : NewSession.imported(earlier));
    TellingTable.putTold(tx, session, text);
    return true;
  }

  private static @Nullable Map<String, @Nullable Object> earlier(Tx tx, UUID session)
      throws SQLException {
    Optional<String> told = TellingTable.told(tx, session);
    return told.isEmpty() ? null : Json.parseObject("told", told.get());
  }

  private static Map<String, @Nullable Object> telling(Tx tx, UUID session, List<Source> sources)
      throws SQLException {
    String key = sources.getFirst().key();
    TranscriptClient client = sources.getFirst().client();
    Portrait portrait = new Portrait(key);
    TellingTable.tellings(tx, session, portrait::add);
    Map<String, @Nullable Object> told = first(client, key);
    portrait.describe(told, sources);
    Optional<TellingTable.Span> span = portrait.span();
    if (span.isEmpty()) {
      span = TellingTable.spanOfChildren(tx, client, key);
    }
    if (span.isEmpty()) {
      span = TellingTable.spanOfCopies(tx, session);
    }
    if (span.isPresent()) {
      life(tx, told, span.get());
    }
    relate(tx, session, told, sources);
    return told;
  }

  private static void life(Tx tx, Map<String, @Nullable Object> told, TellingTable.Span span) {
    Instant last = span.to();
    boolean goesOn = last.isAfter(tx.now().minus(GOES_ON));
    told.put("status", goesOn ? "paused" : "completed");
    told.put("started_at", Times.text(span.from()));
    told.put("created_at", Times.text(span.from()));
    told.put("last_activity_at", Times.text(last));
    if (!goesOn) {
      told.put("ended_at", Times.text(last));
    }
  }

  /// Whose part it is, and what it goes on from.
  private static void relate(
      Tx tx, UUID session, Map<String, @Nullable Object> told, List<Source> sources)
      throws SQLException {
    String parentKey =
        sources.stream()
            .map(Source::parentKey)
            .filter(java.util.Objects::nonNull)
            .findFirst()
            .orElse(null);
    if (parentKey != null) {
      UUID parent = TellingTable.sessionOf(tx, sources.getFirst().client(), parentKey).orElse(null);
      told.put("parent_session_id", parent == null ? null : parent.toString());
      return;
    }
    Optional<TranscriptTable.Shared> shared = TranscriptTable.lastShared(tx, session);
    if (shared.isEmpty()) {
      return;
    }
    UUID owner = shared.get().owner();
    if (shared.get().declared() || shared.get().after() > 0) {
      told.put("forked_from_id", owner.toString());
      told.put("forked_at_sequence", numberOf(tx, owner, shared.get().uuid()));
    } else {
      told.put("previous_session_id", owner.toString());
    }
  }

  /// The number of a record's last interaction in the session that owns it.
  private static long numberOf(Tx tx, UUID owner, String uuid) throws SQLException {
    Map<String, @Nullable Object> toldOfOwner = earlier(tx, owner);
    long number =
        toldOfOwner != null && toldOfOwner.get("forked_at_sequence") instanceof Number base
            ? base.longValue()
            : 0;
    for (TranscriptTable.RecordRow row : TranscriptTable.homeRecords(tx, owner)) {
      number += row.parts();
      if (row.uuid().equals(uuid)) {
        break;
      }
    }
    return number;
  }
}
