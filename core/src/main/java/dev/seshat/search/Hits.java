package dev.seshat.search;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Makes hits of ranked entries: their session's name, their text's best part.
final class Hits {
  private final Tx tx;
  private final List<Term> terms;
  private final Map<UUID, SourceTable.SessionName> names = new HashMap<>();

  Hits(Tx tx, List<Term> terms) {
    this.tx = tx;
    this.terms = terms;
  }

  List<Hit> of(List<Ranked> entries) throws SQLException {
    List<Hit> hits = new ArrayList<>(entries.size());
    for (Ranked entry : entries) {
      Optional<SourceTable.Content> content = SourceTable.content(tx, entry);
      if (content.isPresent()) {
        hits.add(hit(entry, content.get()));
      }
    }
    return hits;
  }

  private Hit hit(Ranked entry, SourceTable.Content content) throws SQLException {
    SourceTable.SessionName session = session(entry.sessionId());
    Snippets.Snippet snippet = Snippets.of(content.text(), terms, Snippets.LENGTH);
    return new Hit(
        entry.sessionId(),
        session.shortId(),
        session.name(),
        session.kind(),
        entry.entityKind(),
        entry.entityId(),
        entry.interactionSequence(),
        content.externalId(),
        entry.author(),
        entry.createdAt(),
        snippet.text(),
        snippet.marks(),
        entry.score());
  }

  SourceTable.SessionName session(UUID id) throws SQLException {
    SourceTable.SessionName known = names.get(id);
    if (known == null) {
      known = SourceTable.sessionName(tx, id);
      names.put(id, known);
    }
    return known;
  }
}
