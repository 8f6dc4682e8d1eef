package dev.seshat.transcript;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import dev.seshat.session.Artifacts;
import dev.seshat.session.Interactions;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewSession;
import dev.seshat.session.Notes;
import dev.seshat.session.SessionImports;
import dev.seshat.session.Sessions;
import dev.seshat.store.Tx;
import dev.seshat.transcript.JsonLine.ArtifactLine;
import dev.seshat.transcript.JsonLine.InteractionLine;
import dev.seshat.transcript.JsonLine.NoteLine;
import dev.seshat.transcript.JsonLine.Ref;
import dev.seshat.transcript.JsonLine.SessionLine;
import dev.seshat.transcript.JsonLine.UsageLine;
import dev.seshat.transcript.JsonLinesImport.Numbered;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.Usage;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes a batch of lines in one transaction.
final class JsonLinesWriter {
  private final Sessions sessions;
  private final Interactions interactions;
  private final Notes notes;
  private final Artifacts artifacts;
  private final Usage usage;

  JsonLinesWriter(
      Sessions sessions, Interactions interactions, Notes notes, Artifacts artifacts, Usage usage) {
    this.sessions = sessions;
    this.interactions = interactions;
    this.notes = notes;
    this.artifacts = artifacts;
    this.usage = usage;
  }

  /// A line that was understood, and could not be written.
  record Refused(long number, String reason) {}

  record Written(Tally.Added added, List<Refused> refused) {}

  /// @param strict whether nothing behind the first line that is refused is written
  Written write(Tx tx, List<Numbered> lines, boolean strict) throws SQLException {
    return new Step(tx).run(lines, strict);
  }

  /// One transaction's work; made anew each time the transaction is tried.
  private final class Step {
    private final Tx tx;
    private final Map<Ref, UUID> ids = new HashMap<>();
    private final Map<UUID, List<NewInteraction>> turns = new LinkedHashMap<>();
    private final List<NewUsage> used = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private long newSessions;
    private long newNotes;
    private long newArtifacts;

    Step(Tx tx) {
      this.tx = tx;
    }

    Written run(List<Numbered> lines, boolean strict) throws SQLException {
      for (Numbered line : lines) {
        try {
          take(line.line());
        } catch (Invalid e) {
          refused.add(new Refused(line.number(), e.getMessage()));
          if (strict) {
            break;
          }
        }
      }
      long added = 0;
      for (Map.Entry<UUID, List<NewInteraction>> each : turns.entrySet()) {
        added += interactions.appendIn(tx, each.getKey(), each.getValue()).added();
      }
      long requests = used.isEmpty() ? 0 : usage.recordIn(tx, used).added();
      return new Written(
          new Tally.Added(newSessions, added, newNotes, newArtifacts, requests), refused);
    }

    private void take(JsonLine line) throws SQLException {
      switch (line) {
        case SessionLine session -> session(session);
        case InteractionLine turn ->
            turns
                .computeIfAbsent(id(turn.session()), id -> new ArrayList<>())
                .add(turn.interaction());
        case NoteLine note ->
            newNotes += notes.addIn(tx, id(note.session()), note.note()).isNew() ? 1 : 0;
        case ArtifactLine artifact ->
            newArtifacts +=
                artifacts.addIn(tx, id(artifact.session()), artifact.artifact()).isNew() ? 1 : 0;
        case UsageLine request -> {
          Ref session = request.session();
          used.add(session == null ? request.usage() : request.usage().withSession(id(session)));
        }
      }
    }

    private void session(SessionLine line) throws SQLException {
      Map<String, @Nullable Object> told = new LinkedHashMap<>(line.told());
      Ref parent = line.parent();
      Ref previous = line.previous();
      if (parent != null) {
        told.put("parent_session_id", id(parent).toString());
      }
      if (previous != null) {
        told.put("previous_session_id", id(previous).toString());
      }
      Optional<UUID> known =
          sessions.imports().findExternalIn(tx, line.ref().tool(), line.ref().externalId());
      Map<String, @Nullable Object> earlier = known.isEmpty() ? null : earlier(known.get());
      if (earlier != null) {
        // what this line does not tell of stands as an earlier one told it
        earlier.forEach(told::putIfAbsent);
      }
      String text = Json.write(told);
      if (known.isPresent() && Json.parseObject("told", text).equals(earlier)) {
        ids.put(line.ref(), known.get());
        return;
      }
      SessionImports.Imported imported =
          sessions
              .imports()
              .retellIn(
                  tx,
                  NewSession.imported(told),
                  earlier == null ? null : NewSession.imported(earlier));
      TellingTable.putTold(tx, imported.id(), text);
      newSessions += imported.isNew() ? 1 : 0;
      ids.put(line.ref(), imported.id());
    }

    private @Nullable Map<String, @Nullable Object> earlier(UUID session) throws SQLException {
      Optional<String> told = TellingTable.told(tx, session);
      return told.isEmpty() ? null : Json.parseObject("told", told.get());
    }

    private UUID id(Ref ref) throws SQLException {
      UUID known = ids.get(ref);
      if (known == null) {
        known =
            sessions
                .imports()
                .findExternalIn(tx, ref.tool(), ref.externalId())
                .orElseThrow(() ->
                    new Invalid(
                        "session",
                        "'"
                            + dev.seshat.Texts.shorten(ref.externalId(), 80)
                            + "' of "
                            + ref.tool()
                            + " is told of by no line above, and the store has none"));
        ids.put(ref, known);
      }
      return known;
    }
  }
}
