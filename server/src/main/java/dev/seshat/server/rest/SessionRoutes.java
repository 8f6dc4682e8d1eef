package dev.seshat.server.rest;

import static dev.seshat.server.api.Shapes.cursor;
import static dev.seshat.server.api.Shapes.limit;
import static dev.seshat.server.api.Shapes.moment;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.access.Role;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionChange;
import dev.seshat.session.SessionFilter;
import dev.seshat.session.SessionStatus;
import dev.seshat.session.Sessions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Sessions: list, create, read, change, and those that belong to one.
public final class SessionRoutes implements Operations {
  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/api/v1/sessions", "listSessions", "Sessions, the newest activity first")
            .query("kind", Schema.text("", 64))
            .query("status", Schema.text("One state, or several with commas between them", 200))
            .query("project", Schema.text("", 200))
            .query("tool", Schema.text("The tool that recorded it", 100))
            .query("tag", Schema.text("", 100))
            .query("from", moment("Active at or after"))
            .query("to", moment("Active before"))
            .query("roots", Schema.flag("Only those that are no part of another").otherwise(false))
            .query("limit", limit(50, 1_000))
            .query("cursor", cursor())
            .answers("A page of sessions", Shapes.page("sessions", Shapes.session()))
            .by(SessionRoutes::list),
        Operation.post("/api/v1/sessions", "createSession", "A new session")
            .query("start", Schema.flag("Make it active").otherwise(false))
            .query(
                "focus",
                Schema.flag("Put it in focus too, which pauses the one that is").otherwise(false))
            .takes(Shapes.newSession())
            .answers(201, "The session", Shapes.warnedSession())
            .by(SessionRoutes::create),
        Operation.get("/api/v1/sessions/{ref}", "getSession", "A session")
            .versioned()
            .answers("The session", Shapes.session())
            .by(request -> shown(request.seshat().sessions().get(request.ref()))),
        Operation.patch("/api/v1/sessions/{ref}", "changeSession", "Change fields of a session")
            .versioned()
            .takes(Shapes.sessionChange())
            .answers("The session as it is now", Shapes.warnedSession())
            .by(SessionRoutes::change),
        Operation.get(
                "/api/v1/sessions/{ref}/children",
                "listChildren",
                "The sessions that are parts of it")
            .answers("All of them", Shapes.page("sessions", Shapes.session()))
            .by(request -> related(request.seshat().sessions().children(id(request)))),
        Operation.get(
                "/api/v1/sessions/{ref}/chain",
                "listChain",
                "The sessions that it continues, and it")
            .answers("All of them, the first one first", Shapes.page("sessions", Shapes.session()))
            .by(request -> related(request.seshat().sessions().chain(request.ref()))));
  }

  private static Reply list(Request request) {
    SessionFilter filter =
        SessionFilter.all()
            .withKind(request.text("kind"))
            .withStatuses(statuses(request.text("status")))
            .withProject(request.text("project"))
            .withTool(request.text("tool"))
            .withTag(request.text("tag"))
            .withActivity(request.time("from"), request.time("to"))
            .withRootsOnly(request.flag("roots"))
            .withLimit(request.integer("limit"))
            .withCursor(request.text("cursor"));
    return Reply.page("sessions", request.seshat().sessions().list(filter), Session::toJson);
  }

  /// One state, or several with commas between them.
  public static Set<SessionStatus> statuses(@Nullable String words) {
    Set<SessionStatus> statuses = EnumSet.noneOf(SessionStatus.class);
    if (words != null) {
      for (String word : words.split(",", -1)) {
        statuses.add(SessionStatus.of(word.strip()));
      }
    }
    return statuses;
  }

  /// Names of a folder of this machine, in which files are made and read, are for owners.
  static void requireFolders(Request request) {
    if (request.body().get("project_root_path") != null) {
      request.require(
          Role.OWNER, "project_root_path names a folder of the server's machine, which");
    }
  }

  private static Reply create(Request request) {
    requireFolders(request);
    NewSession given = NewSession.fromJson(request.body());
    boolean start = request.flag("start");
    boolean focus = request.flag("focus");
    if (focus && !start) {
      throw new Invalid("focus", "goes with start=true: only an active session can be in focus");
    }
    Sessions sessions = request.seshat().sessions();
    Session made =
        !start
            ? sessions.create(given)
            : focus ? sessions.start(given) : sessions.startUnfocused(given);
    return warned(made, request.seshat().overlaps().warnings(made))
        .created("/api/v1/sessions/" + made.id());
  }

  private static Reply change(Request request) {
    requireFolders(request);
    SessionChange change = SessionChange.fromJson(request.body());
    Session now = request.seshat().sessions().update(request.ref(), change, request.version());
    return warned(now, request.seshat().overlaps().warnings(now, change));
  }

  /// A session, with what its maker is to be told.
  private static Reply warned(Session session, List<String> warnings) {
    Map<String, @Nullable Object> json = session.toJson();
    if (!warnings.isEmpty()) {
      json.put("warnings", warnings);
    }
    return Reply.json(json).withVersion(session.version());
  }

  private static Reply related(List<Session> sessions) {
    return Reply.list("sessions", sessions, null, Session::toJson);
  }

  /// A session, with its version as the tag that a change may name.
  static Reply shown(Session session) {
    return Reply.json(session.toJson()).withVersion(session.version());
  }

  static Reply created(Session session) {
    return shown(session).created("/api/v1/sessions/" + session.id());
  }

  /// The id of the session that the address names, which has to be there.
  private static String id(Request request) {
    return request.seshat().sessions().get(request.ref()).id().toString();
  }
}
