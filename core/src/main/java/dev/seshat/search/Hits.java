package dev.seshat.search;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes hits of ranked entries: their session's name, their text's best part.
final class Hits {
  private final Tx tx;
  private final List<Term> terms;
  private final Map<UUID, SessionName> names = new HashMap<>();

  Hits(Tx tx, List<Term> terms) {
    this.tx = tx;
    this.terms = terms;
  }

  /// What a session is called.
  record SessionName(String shortId, @Nullable String name, String kind) {}

  List<Hit> of(List<Ranked> entries) throws SQLException {
    List<Hit> hits = new ArrayList<>(entries.size());
    for (Ranked entry : entries) {
      Optional<Sources.Content> content = Sources.content(tx, entry);
      if (content.isPresent()) {
        hits.add(hit(entry, content.get()));
      }
    }
    return hits;
  }

  private Hit hit(Ranked entry, Sources.Content content) throws SQLException {
    SessionName session = session(entry.sessionId());
    Snippets.Snippet snippet = Snippets.of(content.text(), terms, Snippets.LENGTH);
    return new Hit(
        entry.sessionId(), session.shortId(), session.name(), session.kind(), entry.entityKind(), entry.entityId(),
        entry.interactionSequence(), content.externalId(), entry.author(), entry.createdAt(),
        snippet.text(), snippet.marks(), entry.score());
  }

  SessionName session(UUID id) throws SQLException {
    SessionName known = names.get(id);
    if (known == null) {
      known =
          tx.first(
                  "SELECT short_id, name, kind FROM sessions WHERE id = ?",
                  row -> new SessionName(row.text("short_id"), row.textOrNull("name"), row.text("kind")),
                  id)
              .orElseThrow();
      names.put(id, known);
    }
    return known;
  }
}
