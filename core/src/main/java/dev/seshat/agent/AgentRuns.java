package dev.seshat.agent;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.session.BriefPart;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.session.SessionStatus;
import dev.seshat.session.SessionSteps;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Times;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// The runs of agents in sessions. One begins by itself when a session becomes active here, and ends with that, or when another
/// agent goes on with the work.
///
/// When an agent was last seen is read from the audit log and written down when its run ends, so that what is logged costs
/// nothing more.
public final class AgentRuns {
  /// Who has not been heard of for so long is gone.
  static final Duration SILENCE = Duration.ofHours(2);

  /// Two agents that both have worked in a session within so long work side by side: neither takes over from the other.
  static final Duration BESIDE = Duration.ofMinutes(10);

  private static final int MOST = 500;

  private final Scope scope;
  private final Sessions sessions;

  public AgentRuns(Scope scope, Sessions sessions) {
    this.scope = scope;
    this.sessions = sessions;
  }

  /// What begins and ends runs with the sessions.
  public static SessionSteps steps(Scope scope) {
    return new SessionSteps() {
      @Override
      public void activates(Tx tx, Session session) throws SQLException {
        beginIn(tx, scope, session);
      }

      @Override
      public void rests(Tx tx, UUID session) throws SQLException {
        AgentRunTable.endOpen(tx, session);
      }
    };
  }

  /// Begins a run in a session that is active already: another agent goes on with it, after the one before was lost.
  ///
  /// @throws Conflict if the session is not active
  public AgentRun begin(String ref) {
    return scope
        .store()
        .write(tx -> {
          Session session = sessions.lockIn(tx, sessions.existing(tx, ref));
          if (session.status() != SessionStatus.ACTIVE) {
            throw new Conflict(
                "session "
                    + session.shortId()
                    + " is "
                    + session.status().word()
                    + "; start or resume it");
          }
          UUID id = beginIn(tx, scope, session);
          scope.changed(tx, "agent_run.begin", "agent_run", id, session.id(), "{}");
          return AgentRunTable.find(tx, id);
        });
  }

  /// Has a run begin for an agent that works on an active session without having started or resumed it: it takes over from the
  /// one whose run goes on there, or goes on after a silence. Nothing where its own run goes on, where the session is not
  /// active, and where both work side by side.
  public void goOn(UUID session) {
    if (scope.store().read(tx -> isNewIn(tx, session))) {
      scope
          .store()
          .write(tx -> {
            Session locked = sessions.lockIn(tx, session);
            if (isNewIn(tx, session)) {
              UUID id = beginIn(tx, scope, locked);
              scope.changed(tx, "agent_run.begin", "agent_run", id, session, "{}");
            }
            return session;
          });
    }
  }

  private boolean isNewIn(Tx tx, UUID session) throws SQLException {
    return AgentRunTable.isNew(tx, session, scope.actor(), scope.client(), tx.now().minus(BESIDE));
  }

  private static UUID beginIn(Tx tx, Scope scope, Session session) throws SQLException {
    AgentRunTable.endOpen(tx, session.id());
    return AgentRunTable.insert(
        tx, session.id(), scope.actor(), scope.client(), session.get(SessionField.LLM_MODEL));
  }

  /// The runs in a session, the newest first.
  ///
  /// @param limit 1 to 500
  public List<AgentRun> of(String ref, int limit) {
    if (limit < 1 || limit > MOST) {
      throw new Invalid("limit", "must be 1 to " + MOST);
    }
    return scope.store().read(tx -> AgentRunTable.newest(tx, sessions.existing(tx, ref), limit));
  }

  /// Ends the runs of agents that nobody has heard of for two hours. Their sessions stay active.
  ///
  /// @return how many there were
  public int endSilent() {
    return scope.store().write(tx -> AgentRunTable.endSilent(tx, tx.now().minus(SILENCE)));
  }

  /// Who worked on a session last, for its brief.
  public static BriefPart brief() {
    return new BriefPart() {
      @Override
      public String heading() {
        return "## Agents";
      }

      @Override
      public List<String> lines(Tx tx, Session session) throws SQLException {
        // the newest is whoever asks; a first run has nobody before it
        List<AgentRun> runs = AgentRunTable.newest(tx, session.id(), 2);
        return runs.size() < 2
            ? List.of()
            : runs.stream()
                .map(each ->
                    "- "
                        + each.shown()
                        + ", from "
                        + Times.text(each.startedAt())
                        + (each.endedAt() == null
                            ? ", going on"
                            : ", last seen " + Times.text(each.lastSeenAt())))
                .toList();
      }
    };
  }
}
