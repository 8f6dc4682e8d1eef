package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.audit.AuditEntry;
import dev.seshat.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Entries of the audit log with the titles of their sessions, which are read all at once.
final class Deeds {
  private Deeds() {}

  static List<Deed> of(Seshat seshat, List<AuditEntry> entries) {
    List<UUID> ids =
        entries.stream().map(Deeds::session).filter(Objects::nonNull).distinct().toList();
    Map<UUID, String> titles =
        seshat.sessions().getAll(ids).stream()
            .collect(Collectors.toMap(Session::id, Session::title));
    return entries.stream().map(entry -> Deed.of(entry, title(titles, entry))).toList();
  }

  private static @Nullable String title(Map<UUID, String> titles, AuditEntry entry) {
    UUID id = session(entry);
    return id == null ? null : titles.get(id);
  }

  private static @Nullable UUID session(AuditEntry entry) {
    String id = entry.sessionId();
    return id == null ? null : UUID.fromString(id);
  }

  /// The same with those in a row that say the same told once.
  static List<Deed> folded(List<Deed> deeds, int limit) {
    List<Deed> folded = new ArrayList<>();
    for (Deed deed : deeds) {
      if (!folded.isEmpty() && folded.getLast().isLike(deed)) {
        folded.set(folded.size() - 1, folded.getLast().again());
      } else if (folded.size() == limit) {
        break;
      } else {
        folded.add(deed);
      }
    }
    return List.copyOf(folded);
  }
}
