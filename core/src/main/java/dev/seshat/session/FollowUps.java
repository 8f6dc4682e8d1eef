package dev.seshat.session;

import dev.seshat.store.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What is left to do in all sessions but those that were cancelled or archived.
public final class FollowUps {
  private final Scope scope;

  public FollowUps(Scope scope) {
    this.scope = scope;
  }

  /// The newest `limit` of them.
  public List<FollowUp> newest(int limit) {
    return scope
        .store()
        .read(tx -> {
          List<FollowUp> found = new ArrayList<>(FollowUpTable.ofNotes(tx, limit));
          found.addAll(FollowUpTable.ofSessions(tx, limit));
          return found.stream()
              .sorted(Comparator.comparing(FollowUp::at).reversed())
              .limit(limit)
              .toList();
        });
  }
}
