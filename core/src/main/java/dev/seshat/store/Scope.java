package dev.seshat.store;

import org.jspecify.annotations.Nullable;

/// What every feature is made of: the store it keeps its rows in, and the actor its changes are made by.
///
/// @param client the program that the actor works through; null where that is not known
public record Scope(Store store, String actor, @Nullable String client) {
  /// Of an actor of whom no program is known.
  public Scope(Store store, String actor) {
    this(store, actor, null);
  }

  /// The same on another view of the store.
  public Scope on(Store other) {
    return new Scope(other, actor, client);
  }

  /// Notes a change by this actor in the journal.
  ///
  /// @param detail the change as a JSON object; no secrets
  public void changed(
      Tx tx,
      String action,
      String entity,
      Object entityId,
      @Nullable Object sessionId,
      String detail) {
    String session = sessionId == null ? null : sessionId.toString();
    tx.changed(new Change(tx.now(), actor, action, entity, entityId.toString(), session, detail));
  }
}
