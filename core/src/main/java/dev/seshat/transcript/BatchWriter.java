package dev.seshat.transcript;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.session.Interactions;
import dev.seshat.session.NewInteraction;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import dev.seshat.transcript.Batch.Entry;
import dev.seshat.transcript.TranscriptTable.FileRow;
import dev.seshat.transcript.TranscriptTable.RecordRow;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.Usage;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes what was read: sessions, interactions, usage, the archive and the place of reading, in one transaction a batch.
final class BatchWriter {
  private final Scope scope;
  private final Tellings tellings;
  private final Interactions interactions;
  private final Usage usage;
  private final Settlement settlement;
  private final Map<String, UUID> sessionIds = new HashMap<>();

  BatchWriter(
      Scope scope,
      Tellings tellings,
      Interactions interactions,
      Usage usage,
      Settlement settlement) {
    this.scope = scope;
    this.tellings = tellings;
    this.interactions = interactions;
    this.usage = usage;
    this.settlement = settlement;
  }

  private record Written(Map<String, UUID> ids, Tally.Added added) {}

  /// @throws Conflict if another run reads the same file
  Tally.Added write(SourceFile file, Batch batch) {
    Written written = scope.store().write(tx -> new Step(tx, file, batch).run());
    sessionIds.putAll(written.ids());
    return written.added();
  }

  /// The file has been read to its end: decides what it shares with others, and describes the sessions anew.
  void finish(SourceFile file) {
    scope
        .store()
        .write(tx -> {
          Optional<FileRow> row =
              TranscriptTable.latest(tx, file.client().tool(), file.path().toString());
          if (row.isPresent()) {
            FileRow r = row.get();
            settlement.settle(tx, r.id());
            TranscriptTable.updateFile(
                tx,
                new FileRow(
                    r.id(),
                    r.client(),
                    r.path(),
                    r.edition(),
                    r.sessionId(),
                    r.size(),
                    r.sha256(),
                    r.parsedBytes(),
                    r.parsedLines(),
                    file.modifiedMs(),
                    true,
                    r.importedAt()),
                r.size());
          }
          return null;
        });
  }

  /// One transaction's work; made anew each time the transaction is tried.
  private final class Step {
    private final Tx tx;
    private final SourceFile file;
    private final Batch batch;
    private final Map<String, UUID> ids = new HashMap<>(sessionIds);
    private final Map<UUID, List<NewInteraction>> appended = new LinkedHashMap<>();
    private final Map<UUID, List<String>> replaced = new LinkedHashMap<>();
    private final Map<UUID, Instant> earliest = new HashMap<>();
    private final Set<UUID> disordered = new LinkedHashSet<>();
    private final List<NewUsage> used = new ArrayList<>();
    private long newSessions;

    Step(Tx tx, SourceFile file, Batch batch) {
      this.tx = tx;
      this.file = file;
      this.batch = batch;
    }

    Written run() throws SQLException {
      for (Batch.Told told : batch.sources()) {
        session(told.key(), told.parentKey());
      }
      long id = file();
      if (batch.renewed()) {
        ChunkTable.clear(tx, id);
      }
      ChunkTable.add(tx, id, batch.raw().length == 0 ? List.of() : Archive.pack(batch.raw()));
      for (Batch.Told told : batch.sources()) {
        TellingTable.putSource(
            tx,
            id,
            session(told.key(), told.parentKey()),
            told.key(),
            told.parentKey(),
            told.state());
      }
      entries(id);
      long added = append(id);
      long requests = used.isEmpty() ? 0 : usage.recordIn(tx, used).added();
      return new Written(ids, new Tally.Added(newSessions, added, 0, 0, requests));
    }

    private UUID session(String key, @Nullable String parentKey) throws SQLException {
      UUID known = ids.get(key);
      if (known != null) {
        return known;
      }
      UUID parent = parentKey == null ? null : session(parentKey, null);
      Tellings.Found found = tellings.findOrCreate(tx, file.client(), key, parent, since());
      newSessions += found.isNew() ? 1 : 0;
      ids.put(key, found.id());
      return found.id();
    }

    private Instant since() {
      return batch.entries().stream().map(Entry::at).min(Instant::compareTo).orElse(file.since());
    }

    private long file() throws SQLException {
      Batch.Reading stand = batch.file();
      Optional<FileRow> before = TranscriptTable.latest(tx, file.client().tool(), stand.path());
      boolean known = before.isPresent() && before.get().edition() == stand.edition();
      UUID session = session(file.key(), file.parentKey());
      FileRow row =
          new FileRow(
              known ? before.get().id() : 0,
              file.client().tool(),
              stand.path(),
              stand.edition(),
              session,
              stand.size(),
              stand.sha256(),
              stand.parsedBytes(),
              stand.parsedLines(),
              stand.modifiedMs(),
              false,
              tx.now());
      if (!FileImport.isAt(before.orElse(null), batch)
          || (known && !TranscriptTable.updateFile(tx, row, batch.sizeBefore()))) {
        throw new Conflict(
            "another import is reading " + stand.path() + "; let it finish, then import again");
      }
      return known ? row.id() : TranscriptTable.insertFile(tx, row);
    }

    private void entries(long id) throws SQLException {
      List<String> uuids = batch.entries().stream().map(Entry::uuid).distinct().toList();
      Map<String, List<RecordRow>> all =
          uuids.isEmpty() ? new HashMap<>() : TranscriptTable.records(tx, uuids);
      for (Entry entry : batch.entries()) {
        List<RecordRow> others = all.computeIfAbsent(entry.uuid(), uuid -> new ArrayList<>());
        UUID home = place(entry, row(entry, id), others);
        NewUsage request = entry.usage();
        if (request != null) {
          used.add(request.withSession(home));
        }
      }
    }

    private RecordRow row(Entry entry, long id) {
      return new RecordRow(
          entry.uuid(),
          id,
          Objects.requireNonNull(ids.get(entry.key())),
          true,
          entry.rank(),
          entry.weight(),
          entry.at(),
          entry.sortAt(),
          entry.line(),
          entry.interactions().size(),
          entry.requestId(),
          entry.requestHost(),
          batch.file().path(),
          batch.file().edition());
    }

    /// Gives a record its place, and returns the session in which its interactions stand now.
    private UUID place(Entry entry, RecordRow row, List<RecordRow> others) throws SQLException {
      RecordRow home = others.stream().filter(RecordRow::home).findFirst().orElse(null);
      RecordRow here =
          others.stream().filter(other -> other.fileId() == row.fileId()).findFirst().orElse(null);
      if (home != null && here != null) {
        if (row.weight() > here.weight()) {
          fill(entry, row.inPlaceOf(here), here, home, others);
        }
        return home.sessionId();
      }
      if (home != null && (!home.sessionId().equals(row.sessionId()) || !row.isBetterThan(home))) {
        RecordRow guest = row.withHome(false);
        TranscriptTable.insertRecord(tx, guest, entry.facts());
        others.add(guest);
        return home.sessionId();
      }
      if (home != null) {
        others.remove(home);
        others.add(home.withHome(false));
        takeOver(home);
      }
      TranscriptTable.insertRecord(tx, row, entry.facts());
      others.add(row);
      appended
          .computeIfAbsent(row.sessionId(), session -> new ArrayList<>())
          .addAll(entry.interactions());
      earliest.putIfAbsent(row.sessionId(), row.sortAt());
      return row.sessionId();
    }

    /// The same file tells a record again, with more in it.
    private void fill(
        Entry entry, RecordRow fuller, RecordRow here, RecordRow home, List<RecordRow> others)
        throws SQLException {
      RecordRow now = fuller;
      if (!here.home() && here.sessionId().equals(home.sessionId()) && fuller.isBetterThan(home)) {
        others.remove(home);
        others.add(home.withHome(false));
        takeOver(home);
        now = fuller.withHome(true);
      } else if (here.home()) {
        takeOver(here);
      }
      others.remove(here);
      others.add(now);
      TranscriptTable.fillRecord(tx, now, entry.facts());
      if (now.home()) {
        appended
            .computeIfAbsent(now.sessionId(), session -> new ArrayList<>())
            .addAll(entry.interactions());
        earliest.putIfAbsent(now.sessionId(), now.sortAt());
      }
    }

    /// A better telling of a record has come: its interactions go where the worse one's stood.
    private void takeOver(RecordRow worse) throws SQLException {
      TranscriptTable.setHome(tx, worse, false);
      replaced
          .computeIfAbsent(worse.sessionId(), session -> new ArrayList<>())
          .addAll(worse.externalIds());
      Set<String> ids = Set.copyOf(worse.externalIds());
      appended
          .getOrDefault(worse.sessionId(), new ArrayList<>())
          .removeIf(interaction -> ids.contains(interaction.externalId()));
      disordered.add(worse.sessionId());
    }

    private long append(long id) throws SQLException {
      long added = 0;
      for (Map.Entry<UUID, List<String>> each : replaced.entrySet()) {
        added -= interactions.removeIn(tx, each.getKey(), each.getValue());
      }
      for (Map.Entry<UUID, List<NewInteraction>> each : appended.entrySet()) {
        UUID session = each.getKey();
        added += interactions.appendIn(tx, session, each.getValue()).added();
        Optional<Instant> others = TranscriptTable.latestFromOthers(tx, session, id);
        if (others.isPresent()
            && !others.get().isBefore(Objects.requireNonNull(earliest.get(session)))) {
          disordered.add(session);
        }
      }
      for (UUID session : disordered) {
        settlement.arrange(tx, session);
      }
      return added;
    }
  }
}
