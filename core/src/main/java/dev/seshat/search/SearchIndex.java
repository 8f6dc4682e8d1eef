package dev.seshat.search;

import dev.seshat.Texts;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The writing side of search: what the features call, in the transaction that changes the things themselves.
///
/// A turn is indexed with what its neighbours say (two before, one after), so a new turn also rewrites the entry of the
/// one before it.
public final class SearchIndex {
  /// So many turns are worked on at a time, so that a batch of any length needs little memory.
  private static final int CHUNK = 500;

  private SearchIndex() {}

  /// Does the work on a turn that needs no transaction; to be called before the one that adds it, with the same texts.
  public static void prepare(Turn turn) {
    Document.prepare(turn);
  }

  /// Indexes turns that were just appended at the end of a session, after their rows were inserted.
  ///
  /// @param turns in ascending order, without holes
  public static void addTurns(Tx tx, UUID sessionId, List<Turn> turns) throws SQLException {
    if (turns.isEmpty()) {
      return;
    }
    long first = turns.getFirst().interactionSequence();
    int reach = Document.BEFORE + Document.AFTER;
    List<Turn> window =
        new ArrayList<>(
            first == 1 ? List.of() : SourceTable.turns(tx, sessionId, first - reach, first - 1));
    int old = window.size();
    window.addAll(turns);
    int rewritten = Math.min(old, Document.AFTER);
    if (rewritten > 0) {
      List<Turn> near = window.subList(0, Math.min(window.size(), old + Document.AFTER));
      rewrite(tx, sessionId, near, old - rewritten, old);
    }
    for (int from = old; from < window.size(); from += CHUNK) {
      int to = Math.min(window.size(), from + CHUNK);
      int low = Math.max(0, from - Document.BEFORE);
      List<Turn> near = window.subList(low, Math.min(window.size(), to + Document.AFTER));
      SearchTable.insertTurns(
          tx, sessionId, window.subList(from, to), Document.ofTurns(near, from - low, to - low));
    }
  }

  /// Indexes all turns of a session again, after their numbers were changed.
  public static void renumberTurns(Tx tx, UUID sessionId) throws SQLException {
    SearchTable.removeTurns(tx, sessionId);
    SourceTable.Span span = SourceTable.span(tx, sessionId);
    for (long from = span.first(); from <= span.last(); from += CHUNK) {
      addTurns(
          tx,
          sessionId,
          SourceTable.turns(tx, sessionId, from, Math.min(span.last(), from + CHUNK - 1)));
    }
  }

  /// Indexes a turn whose text was changed, and its neighbours, from their rows.
  public static void changeTurn(Tx tx, UUID sessionId, long interactionSequence)
      throws SQLException {
    long low = interactionSequence - Document.AFTER;
    long high = interactionSequence + Document.BEFORE;
    List<Turn> near =
        SourceTable.turns(tx, sessionId, low - Document.BEFORE, high + Document.AFTER);
    int from = 0;
    int to = 0;
    for (Turn turn : near) {
      from += turn.interactionSequence() < low ? 1 : 0;
      to += turn.interactionSequence() <= high ? 1 : 0;
    }
    rewrite(tx, sessionId, near, from, to);
  }

  private static void rewrite(Tx tx, UUID sessionId, List<Turn> turns, int from, int to)
      throws SQLException {
    List<Document> documents = Document.ofTurns(turns, from, to);
    for (int i = from; i < to; i++) {
      SearchTable.putTurn(tx, sessionId, turns.get(i), documents.get(i - from));
    }
  }

  /// Adds a thing that is not a turn, or replaces it; one that says nothing is taken out.
  public static void put(Tx tx, Entry entry) throws SQLException {
    Texts.word("entity_kind", entry.entityKind());
    if (entry.text().isBlank()) {
      remove(tx, entry.entityKind(), entry.entityId());
    } else {
      SearchTable.putEntry(tx, entry, Document.ofEntry(entry));
    }
  }

  /// Takes a thing out that is not a turn; nothing happens if it is not there.
  public static void remove(Tx tx, String entityKind, UUID entityId) throws SQLException {
    SearchTable.removeEntry(tx, entityKind, entityId);
  }

  /// Indexes everything of a session anew, from its rows.
  public static void indexSession(Tx tx, UUID sessionId) throws SQLException {
    Reindex.session(tx, sessionId);
  }

  /// Takes a session and those below it out of the index; to be called before its row is deleted.
  public static void removeSession(Tx tx, UUID sessionId) throws SQLException {
    SearchTable.removeSession(tx, sessionId);
  }
}
