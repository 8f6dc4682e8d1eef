package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.calendar.CalendarEntry;
import dev.seshat.calendar.CalendarFilter;
import dev.seshat.interview.Planned;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import dev.seshat.session.SessionStatus;
import java.time.ZoneOffset;
import java.util.List;

/// When sessions take place: list, and what is at the same time.
public final class CalendarRoutes implements Operations {
  private static Schema entry() {
    return Schema.object(
            field("session_id!", Schema.id("")),
            field("short_id!", Schema.text("", 8)),
            field("kind!", Schema.text("", 64)),
            field("title!", Schema.text("", 200)),
            field("status!", Schema.word("", SessionStatus.class)),
            field("start!", Schema.time("")),
            field("end!", Schema.time("")),
            field("recurrence!", Schema.text("How it comes again", 500).orNull()),
            field("storyteller_id!", Schema.id("").orNull()),
            field("storyteller!", Schema.text("", 200).orNull()),
            field("project!", Schema.text("", 200).orNull()))
        .named("CalendarEntry");
  }

  private static Schema planned() {
    return Schema.object(
            field("session_id!", Schema.id("")),
            field("short_id!", Schema.text("", 8)),
            field("title!", Schema.text("", 200)),
            field("storyteller_id!", Schema.id("")),
            field("start!", Schema.time("")),
            field("end!", Schema.time("")))
        .named("Planned");
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/api/v1/calendar", "listCalendar", "Sessions that have a time")
            .query("from", Shapes.moment("Begins at or after"))
            .query("to", Shapes.moment("Begins before"))
            .query("kind", Schema.text("", 64))
            .query("project", Schema.text("", 200))
            .query("storyteller", Schema.text("Id, beginning of it, or full name", 200))
            .query("limit", Shapes.limit(50, 500))
            .query("cursor", Shapes.cursor())
            .answers("A page, the earliest first", Shapes.page("entries", entry()))
            .by(CalendarRoutes::list),
        Operation.get(
                "/api/v1/sessions/{ref}/overlaps",
                "listOverlaps",
                "Other sessions of the storyteller at the same time")
            .answers("Those that are not over", Shapes.page("overlaps", planned()))
            .by(request ->
                Reply.list(
                    "overlaps",
                    request.seshat().overlaps().of(request.ref()),
                    null,
                    Planned::toJson)));
  }

  private static Reply list(Request request) {
    String storyteller = request.text("storyteller");
    CalendarFilter filter =
        CalendarFilter.all()
            .between(request.time("from", ZoneOffset.UTC), request.time("to", ZoneOffset.UTC))
            .withKind(request.text("kind"))
            .withProject(request.text("project"))
            .withStoryteller(
                storyteller == null ? null : request.seshat().storytellers().get(storyteller).id())
            .withLimit(request.integer("limit"))
            .withCursor(request.text("cursor"));
    return Reply.page("entries", request.seshat().calendar().list(filter), CalendarEntry::toJson);
  }
}
