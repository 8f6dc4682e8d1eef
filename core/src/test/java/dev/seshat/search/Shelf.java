package dev.seshat.search;

import dev.seshat.store.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Store;
import dev.seshat.store.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Sessions with their turns and notes, put into a store row by row and indexed as the features do it.
final class Shelf {
  static final Instant DAY = Instant.parse("2023-05-08T10:00:00Z");

  private final Store store;

  Shelf(Store store) {
    this.store = store;
  }

  /// Something to be said.
  record Line(String author, String text) {}

  Search search() {
    return new Search(new Scope(store, "tester"));
  }

  Recall recall() {
    return new Recall(new Scope(store, "tester"), search());
  }

  UUID session(String name, String kind, @Nullable String project) {
    return session(name, kind, project, null);
  }

  UUID session(String name, String kind, @Nullable String project, @Nullable UUID parent) {
    return store.write(tx -> {
      UUID id = tx.newId();
      Json list = new Json("[]");
      Json object = new Json("{}");
      Long projectId = null;
      if (project != null) {
        tx.update(
            "INSERT INTO projects (name, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
            project,
            DAY);
        projectId = tx.number("SELECT id AS n FROM projects WHERE name = ?", project);
      }
      tx.update(
          """
          INSERT INTO sessions (id, short_id, kind, name, intention, success_indicators, completion_indicators,
            constraints, tags, project_id, parent_session_id, status, last_activity_at, created_at, updated_at,
            needs_followup, context, metadata)
          VALUES (?, ?, ?, ?, 'to talk', ?, ?, ?, ?, CAST(? AS bigint), CAST(? AS uuid), 'active', ?, ?, ?, ?, ?, ?)
          """
              .replace("AS uuid", tx.dialect().isSqlite() ? "AS text" : "AS uuid"),
          id,
          id.toString().substring(0, 8),
          kind,
          name,
          list,
          list,
          list,
          list,
          projectId,
          parent,
          DAY,
          DAY,
          DAY,
          false,
          object,
          object);
      SearchIndex.put(tx, new Entry(id, "session", id, "tester", DAY, name + "\nto talk"));
      return id;
    });
  }

  /// Appends turns in one batch; the first of them gets the number `first`.
  void say(UUID session, Instant at, long first, Line... lines) {
    store.write(tx -> {
      List<Turn> turns = new ArrayList<>();
      for (int i = 0; i < lines.length; i++) {
        Turn turn =
            new Turn(
                first + i,
                lines[i].author(),
                Times.millis(at.plusSeconds(i)),
                null,
                lines[i].text(),
                null);
        tx.update(
            """
            INSERT INTO session_interaction
              (session_id, interaction_sequence, interaction_type, person_text, author, external_id, created_at)
            VALUES (?, ?, 'message', ?, ?, ?, ?)
            """,
            session,
            turn.interactionSequence(),
            lines[i].text(),
            turn.author(),
            "x" + (first + i),
            turn.at());
        turns.add(turn);
      }
      SearchIndex.addTurns(tx, session, turns);
      return 0;
    });
  }

  /// Appends turns one by one, each in its own transaction.
  void sayEach(UUID session, Instant at, Line... lines) {
    for (int i = 0; i < lines.length; i++) {
      say(session, at.plusSeconds(i), i + 1, lines[i]);
    }
  }

  UUID note(UUID session, String author, String text) {
    return store.write(tx -> {
      UUID id = tx.newId();
      tx.update(
          """
          INSERT INTO session_note (id, session_id, note_type, note_content, is_important, requires_followup, noted_by, created_at)
          VALUES (?, ?, 'decision', ?, ?, ?, ?, ?)
          """,
          id,
          session,
          text,
          false,
          false,
          author,
          DAY);
      SearchIndex.put(tx, new Entry(session, "note", id, author, DAY, text));
      return id;
    });
  }

  static Line line(String author, String text) {
    return new Line(author, text);
  }
}
