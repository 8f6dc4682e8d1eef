package dev.seshat.session;

import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The one session that each actor has in focus; it is always an active one.
public final class Focus {
  private final Scope scope;
  private final Sessions sessions;

  public Focus(Scope scope, Sessions sessions) {
    this.scope = scope;
    this.sessions = sessions;
  }

  /// The session in focus, since when, and its working state as it was cached for a quick look.
  public record Focused(
      Session session, Instant activatedAt, Map<String, @Nullable Object> context) {}

  /// What the actor has in focus.
  public Optional<Focused> current() {
    return scope
        .store()
        .read(tx -> {
          FocusTable.Kept kept = FocusTable.find(tx, scope.actor()).orElse(null);
          return kept == null
              ? Optional.<Focused>empty()
              : Optional.of(
                  new Focused(
                      SessionTable.get(tx, kept.session()),
                      kept.at(),
                      Json.parseObject("context_data", kept.context())));
        });
  }

  /// Puts an active session into focus; the one that was there is paused.
  ///
  /// @throws IllegalTransition if the session is not active
  public Session set(String ref) {
    return scope
        .store()
        .write(tx -> {
          Session session = SessionTable.lock(tx, sessions.resolve(tx, ref));
          if (session.status() != SessionStatus.ACTIVE) {
            throw new IllegalTransition(
                "session " + session.shortId(),
                session.status().word(),
                "focus",
                "only an active session can be in focus; resume it");
          }
          sessions.focus(tx, session);
          return session;
        });
  }

  /// Takes whatever is in focus out of it; its state stays.
  public void clear() {
    scope.store().write(tx -> FocusTable.clear(tx, scope.actor()));
  }

  /// What is cached of a session while it is in focus.
  static dev.seshat.store.Json cached(Session session) {
    Map<String, @Nullable Object> cached = new LinkedHashMap<>();
    cached.put("title", session.title());
    cached.put("intention", session.intention());
    cached.put("project", session.project());
    cached.put("constraints", session.constraints());
    cached.put("context", session.context());
    return new dev.seshat.store.Json(Json.write(cached));
  }
}
