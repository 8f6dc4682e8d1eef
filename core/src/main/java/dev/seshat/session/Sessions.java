package dev.seshat.session;

import dev.seshat.Page;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import dev.seshat.usage.Projects;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The sessions of a workspace and their life, from scheduled to archived.
///
/// A reference to a session is its id, its short id, an unambiguous prefix of either of at least four digits, or
/// `current`: the one that the actor has in focus.
public final class Sessions {
  /// What says when a session takes place.
  private static final List<SessionField<?>> TIMES =
      List.of(
          SessionField.SCHEDULED_AT,
          SessionField.SCHEDULED_DURATION_MINUTES,
          SessionField.RECURRENCE);

  private final Scope scope;
  private final SessionSteps steps;
  private final SessionWriting writing;
  private final Insight insight;

  public Sessions(Scope scope, Projects projects) {
    this(scope, projects, SessionSteps.NONE, Insight.NONE);
  }

  /// @param steps what other features do when a session begins or ends
  /// @param insight what other features know of sessions
  public Sessions(Scope scope, Projects projects, SessionSteps steps, Insight insight) {
    this.scope = scope;
    this.steps = steps;
    this.writing = new SessionWriting(scope, projects, steps);
    this.insight = insight;
  }

  SessionSteps steps() {
    return steps;
  }

  String actor() {
    return scope.actor();
  }

  SessionWriting writing() {
    return writing;
  }

  Insight insight() {
    return insight;
  }

  /// Makes a scheduled session.
  public Session create(NewSession session) {
    return scope.store().write(tx -> createIn(tx, session));
  }

  /// The same within a transaction.
  public Session createIn(Tx tx, NewSession session) throws SQLException {
    requireCreatable(session);
    return writing.insert(tx, here(tx, session), SessionStatus.SCHEDULED, null);
  }

  /// Makes an active session and puts it into the actor's focus; the one in focus before is paused.
  public Session start(NewSession session) {
    requireCreatable(session);
    return scope
        .store()
        .write(tx -> {
          Session made = insertActive(tx, here(tx, session));
          focus(tx, made);
          return made;
        });
  }

  /// Makes an active session and leaves the focus where it is.
  public Session startUnfocused(NewSession session) {
    requireCreatable(session);
    return scope.store().write(tx -> insertActive(tx, here(tx, session)));
  }

  private static void requireCreatable(NewSession session) {
    for (SessionField<?> field : session.values().values().keySet()) {
      if (!field.isCreatable()) {
        throw new Invalid(
            field.name(),
            "cannot be set on a new session; only an import tells of a life elsewhere");
      }
    }
  }

  /// The session that a reference names.
  public Session get(String ref) {
    return scope.store().read(tx -> SessionTable.get(tx, resolve(tx, ref)));
  }

  /// Those of the sessions with these ids that are there, in the order of the ids.
  public List<Session> getAll(Collection<UUID> ids) {
    return scope.store().read(tx -> SessionTable.getAll(tx, ids));
  }

  /// The session that a tool knows by an id of its own, if there is one.
  public Optional<Session> findExternal(String tool, String externalId) {
    return scope
        .store()
        .read(tx -> {
          UUID id = SessionTable.findExternal(tx, tool, externalId).orElse(null);
          return id == null ? Optional.<Session>empty() : Optional.of(SessionTable.get(tx, id));
        });
  }

  /// The id that a reference names, whether it is there being checked only for a reference that is not a whole id.
  UUID resolve(Tx tx, String ref) throws SQLException {
    return SessionTable.resolve(tx, scope.actor(), ref);
  }

  /// The id that a reference names, of a session that is there.
  public UUID existing(Tx tx, String ref) throws SQLException {
    return SessionTable.get(tx, resolve(tx, ref)).id();
  }

  /// The sessions that the filter lets through, newest activity first.
  public Page<Session> list(SessionFilter filter) {
    SessionListing listing = SessionListing.of(filter);
    return scope.store().read(listing::page);
  }

  /// The sessions that are parts of this one, oldest first; at most 1,000.
  public List<Session> children(String ref) {
    return scope
        .store()
        .read(tx ->
            SessionTable.list(
                tx,
                "s.parent_session_id = ?",
                "s.created_at, s.id",
                1_000,
                List.of(existing(tx, ref))));
  }

  /// The sessions that led to this one and those that went on from it, oldest first; at most 100 each way.
  public List<Session> chain(String ref) {
    return scope
        .store()
        .read(tx -> {
          Session session = SessionTable.get(tx, resolve(tx, ref));
          List<Session> chain = new ArrayList<>(List.of(session));
          UUID previous = session.previousSessionId();
          while (previous != null && chain.size() <= 100) {
            Session earlier = SessionTable.get(tx, previous);
            chain.addFirst(earlier);
            previous = earlier.previousSessionId();
          }
          int last = chain.size() + 100;
          for (int i = chain.size() - 1; i < chain.size() && chain.size() < last; i++) {
            chain.addAll(
                SessionTable.list(
                    tx,
                    "s.previous_session_id = ?",
                    "s.created_at, s.id",
                    last - chain.size(),
                    List.of(chain.get(i).id())));
          }
          return chain.stream().distinct().toList();
        });
  }

  /// Changes fields of a session.
  ///
  /// @param expectedVersion the version that the caller read; null to change whatever is there
  public Session update(String ref, SessionChange change, @Nullable Long expectedVersion) {
    return scope
        .store()
        .write(tx -> {
          Session session = SessionTable.lock(tx, resolve(tx, ref));
          SessionTable.requireVersion(session, expectedVersion);
          if (change.isEmpty()) {
            return session;
          }
          Map<String, @Nullable Object> columns = writing.columns(tx, change.values());
          writing.update(tx, session, columns);
          writing.changed(tx, "session.update", session, change.values().shown());
          Session now = writing.written(tx, session.id());
          if (change.values().has(SessionField.NAME) || change.values().has(SessionField.PROJECT)) {
            SessionNames.requireOwn(tx, now);
          }
          if (TIMES.stream().anyMatch(change.values()::has)) {
            steps.timed(tx, session, now);
          }
          return now;
        });
  }

  /// Takes a session to another state.
  ///
  /// @throws IllegalTransition if its state does not lead there
  public Session move(String ref, SessionStatus to, Ending ending, @Nullable Long expectedVersion) {
    FieldValues said = ending.values();
    return scope
        .store()
        .write(tx -> {
          Session session = SessionTable.lock(tx, resolve(tx, ref));
          SessionTable.requireVersion(session, expectedVersion);
          return moveIn(tx, session, to, said);
        });
  }

  /// Starts, resumes or reopens a session and puts it into the actor's focus; the one in focus before is paused.
  public Session activate(String ref) {
    return scope
        .store()
        .write(tx -> {
          Session session = SessionTable.lock(tx, resolve(tx, ref));
          Session active = moveIn(tx, session, SessionStatus.ACTIVE, FieldValues.NONE);
          focus(tx, active);
          return active;
        });
  }

  public Session pause(String ref) {
    return move(ref, SessionStatus.PAUSED, Ending.none(), null);
  }

  public Session complete(String ref, Ending ending) {
    return move(ref, SessionStatus.COMPLETED, ending, null);
  }

  public Session fail(String ref, Ending ending) {
    return move(ref, SessionStatus.FAILED, ending, null);
  }

  public Session cancel(String ref, Ending ending) {
    return move(ref, SessionStatus.CANCELLED, ending, null);
  }

  public Session archive(String ref) {
    return move(ref, SessionStatus.ARCHIVED, Ending.none(), null);
  }

  /// Makes an active session that goes on from a moment of this one: it reads this one's interactions up to there.
  ///
  /// @param atSequence the last interaction that both share; null for the newest
  /// @param intention of the fork; null takes this one's
  public Session fork(String ref, @Nullable Long atSequence, @Nullable String intention) {
    return scope
        .store()
        .write(tx -> {
          Session parent = SessionTable.lock(tx, resolve(tx, ref));
          long end =
              Objects.requireNonNullElse(parent.forkedAtSequence(), 0L) + parent.interactionCount();
          long at = Objects.requireNonNullElse(atSequence, end);
          if (at < 0 || at > end) {
            throw new Invalid(
                "at_sequence", "must be 0 to " + end + ", the interactions that the session has");
          }
          Session fork = insertActive(tx, Forks.of(parent, at, intention));
          steps.forked(tx, parent, fork);
          return SessionTable.get(tx, fork.id());
        });
  }

  /// Writes the summary again by rule, from what is stored now.
  public Session summarize(String ref) {
    return summarizeAs(ref, null, "rules");
  }

  /// Takes a summary that somebody wrote.
  ///
  /// @param text null to have it written by rule
  /// @param by who wrote it, for the log
  public Session summarizeAs(String ref, @Nullable String text, String by) {
    String given = text == null ? null : Texts.required("summary", text, 100_000);
    return scope
        .store()
        .write(tx -> {
          Session session = SessionTable.lock(tx, resolve(tx, ref));
          Map<String, @Nullable Object> columns = new LinkedHashMap<>();
          columns.put("summary", given == null ? Summaries.of(tx, session, insight) : given);
          writing.update(tx, session, columns);
          writing.changed(tx, "session.summarize", session, Map.of("by", by));
          return writing.written(tx, session.id());
        });
  }

  /// Has a session be at another node of its process, within a transaction.
  public Session placeAtIn(Tx tx, Session session, UUID node) throws SQLException {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put(SessionField.CURRENT_PROCESS_NODE_ID.column(), node);
    writing.update(tx, session, columns);
    return writing.written(tx, session.id());
  }

  /// Has a session be worked on in a mode, or in none, within a transaction.
  public Session inModeIn(Tx tx, Session session, @Nullable UUID mode) throws SQLException {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put(SessionField.MODE_ID.column(), mode);
    writing.update(tx, session, columns);
    return writing.written(tx, session.id());
  }

  /// A session by its id, within a transaction.
  public Session getIn(Tx tx, UUID id) throws SQLException {
    return SessionTable.get(tx, id);
  }

  /// A session that nobody else can change until the transaction ends.
  public Session lockIn(Tx tx, UUID id) throws SQLException {
    return SessionTable.lock(tx, id);
  }

  /// The same by its reference, if new content may come into it.
  ///
  /// @throws IllegalTransition if it has ended
  public Session openIn(Tx tx, String ref) throws SQLException {
    Session session = lockIn(tx, resolve(tx, ref));
    session.status().requireOpen(session.id());
    return session;
  }

  /// Those with storytellers.
  public StorytellerSessions withStorytellers() {
    return new StorytellerSessions(scope, this);
  }

  /// For importers.
  public SessionImports imports() {
    return new SessionImports(this);
  }

  NewSession here(Tx tx, NewSession session) throws SQLException {
    steps.begins(tx, session);
    return NewSessionRow.placed(tx, scope.actor(), session);
  }

  private Session insertActive(Tx tx, NewSession given) throws SQLException {
    Session made = writing.insert(tx, given, SessionStatus.ACTIVE, null);
    steps.activates(tx, made);
    return made;
  }

  Session moveIn(Tx tx, Session session, SessionStatus to, FieldValues said) throws SQLException {
    SessionStatus from = session.status();
    if (!from.next().contains(to)) {
      throw new IllegalTransition("session " + session.shortId(), from.word(), to.word());
    }
    if (to == SessionStatus.ACTIVE) {
      steps.activates(tx, session);
    }
    Map<String, @Nullable Object> columns = Moves.columns(session, to, tx.now());
    columns.putAll(writing.columns(tx, said));
    if (to == SessionStatus.COMPLETED) {
      columns.putAll(Summaries.atEnd(tx, session, said, insight));
    }
    writing.update(tx, session, columns);
    if (from == SessionStatus.ACTIVE) {
      FocusTable.leave(tx, session.id());
      steps.rests(tx, session.id());
    }
    writing.changed(
        tx,
        "session." + Moves.verb(from, to),
        session,
        Map.of("from", from.word(), "to", to.word()));
    if (from.isOpen() && !to.isOpen()) {
      steps.ended(tx, session.id());
    }
    Session now = writing.written(tx, session.id());
    if (from == SessionStatus.ARCHIVED) {
      SessionNames.requireOwn(tx, now);
    }
    return now;
  }

  /// Puts an active session into the actor's focus and pauses the one that was there.
  void focus(Tx tx, Session session) throws SQLException {
    UUID before = FocusTable.find(tx, scope.actor()).map(FocusTable.Kept::session).orElse(null);
    if (before != null && !before.equals(session.id())) {
      moveIn(tx, SessionTable.lock(tx, before), SessionStatus.PAUSED, FieldValues.NONE);
    }
    FocusTable.set(tx, scope.actor(), session.id(), Focus.cached(session));
    writing.changed(tx, "session.focus", session, Map.of("actor", scope.actor()));
  }
}
