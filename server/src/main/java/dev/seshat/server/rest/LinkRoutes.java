package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.json.Fields;
import dev.seshat.link.AddedLink;
import dev.seshat.link.CleanRule;
import dev.seshat.link.Cleaning;
import dev.seshat.link.DomainCount;
import dev.seshat.link.Link;
import dev.seshat.link.LinkFilter;
import dev.seshat.link.LinkStatus;
import dev.seshat.link.Links;
import dev.seshat.link.NewLink;
import dev.seshat.net.WebUrl;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The links that are kept: list, search, by domain, add, read again, clean up, remove.
public final class LinkRoutes implements Operations {
  private static final long MOST = Long.MAX_VALUE;
  private static final Schema NUMBER = Schema.integer("The link's number", 1, MOST);
  private static final Schema DAYS = Schema.integer("", 0, 36_500);

  private static Schema points(String description) {
    return Schema.list(description, Schema.text("", 1_100), 20);
  }

  private static Schema analysis() {
    return Schema.object(
            field("title!", Schema.text("", 400)),
            field("main_topic!", Schema.text("", 1_100)),
            field("reasons_to_care!", points("Why somebody would want to read it")),
            field("key_insights!", points("What it says")),
            field("technical_details!", Schema.text("", 6_000).orNull()))
        .named("LinkAnalysis");
  }

  private static Schema link() {
    return Schema.object(
            field("id!", NUMBER),
            field("url!", Schema.text("As it was given first", WebUrl.MAX_LENGTH)),
            field("final_url!", Schema.text("Where its redirects ended", 2_000).orNull()),
            field("domain!", Schema.text("", 253)),
            field("timestamp!", Schema.time("When somebody added it last")),
            field("analysis_status!", Schema.word("", LinkStatus.class)),
            field("is_waiting!", Schema.flag("Whether it is still to be read, or read again")),
            field("title!", Schema.text("", 400)),
            field("main_topic!", Schema.text("", 1_100).orNull()),
            field("reasons_to_care!", points("")),
            field("analysis_result!", analysis().orNull()),
            field("error_message!", Schema.text("Why the last reading failed", 3_000).orNull()),
            field("analysed_by!", Schema.text("`offline`, or `model …`", 500).orNull()),
            field("analysed_at!", Schema.time("").orNull()),
            field("attempts!", Schema.integer("", 0, MOST)),
            field("mentions!", Schema.integer("How often somebody added it", 1, MOST)),
            field("fetched_at!", Schema.time("").orNull()),
            field("http_status!", Schema.integer("", 0, 999).orNull()),
            field("content_type!", Schema.text("", 200).orNull()),
            field("language!", Schema.text("", 50).orNull()),
            field("text_length!", Schema.integer("Characters of text that are kept", 0, MOST)),
            field("is_truncated!", Schema.flag("Whether the page says more")),
            field("session_id!", Schema.id("").orNull()),
            field("project!", Schema.text("", 200).orNull()),
            field("promise_id!", Schema.integer("The promise to read it", 1, MOST).orNull()),
            field("added_by!", Schema.text("", 200)),
            field("created_at!", Schema.time("")),
            field("updated_at!", Schema.time("")))
        .named("Link");
  }

  private static Schema domain() {
    return Schema.object(
            field("domain!", Schema.text("", 253)),
            field("links!", Schema.integer("", 1, MOST)),
            field("pending!", Schema.integer("", 0, MOST)),
            field("success!", Schema.integer("", 0, MOST)),
            field("error!", Schema.integer("", 0, MOST)),
            field("last_added_at!", Schema.time("")))
        .named("LinkDomain");
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/api/v1/links", "listLinks", "Links, those added last first")
            .query("status", Schema.word("", LinkStatus.class))
            .query("domain", Schema.text("A host, such as example.com", 253))
            .query("session", Schema.text("Id, short id, prefix or `current`", 100))
            .query("project", Schema.text("", 200))
            .query("limit", Shapes.limit(50, 500))
            .query("cursor", Shapes.cursor())
            .answers("A page of links", Shapes.page("links", link()))
            .by(LinkRoutes::list),
        Operation.post("/api/v1/links", "addLink", "Keep an address and have it read")
            .about(
                "The same address, however it is spelled, is kept and read once: it is answered with 200 and what is there."
                    + " Reading it is a promise (`promise_id`); `is_waiting` says whether it is still to be kept. Addresses of this"
                    + " machine and of private networks are refused.")
            .takes(
                Schema.object(
                        field("url!", Schema.text("With http or https", WebUrl.MAX_LENGTH)),
                        field("session", Schema.text("Where it came up", 100)),
                        field("project", Schema.text("What it is for", 200)))
                    .named("NewLink"))
            .answers(201, "The link", link())
            .answers(200, "The link that was there already", link())
            .by(LinkRoutes::add),
        Operation.get("/api/v1/links/search", "searchLinks", "Links by their words, newest first")
            .query("q!", Schema.text("Words, `\"a phrase\"`, `-word`, `word*`, `OR`", 1_000))
            .query("limit", Shapes.limit(20, 100))
            .query("cursor", Shapes.cursor())
            .answers("Links that have all words", Shapes.page("links", link()))
            .by(request ->
                Reply.page(
                    "links",
                    links(request)
                        .search(
                            request.needed("q"), request.text("cursor"), request.integer("limit")),
                    Link::toJson)),
        Operation.get("/api/v1/links/domains", "listLinkDomains", "The hosts with most links")
            .query("limit", Shapes.limit(100, 1_000))
            .answers("Hosts, those with most links first", Shapes.page("domains", domain()))
            .by(request ->
                Reply.list(
                    "domains",
                    links(request).domains(request.integer("limit")),
                    null,
                    DomainCount::toJson)),
        Operation.post("/api/v1/links/clean", "cleanLinks", "Remove links by a rule")
            .about("Says what it would remove, unless `apply` is true.")
            .takes(
                Schema.object(
                        field(
                            "errors_older_than_days",
                            DAYS.saying("Those that could not be read, added last so long ago")),
                        field(
                            "unused_for_days",
                            DAYS.saying("Those of no session, added last so long ago")),
                        field("apply", Schema.flag("Remove them")))
                    .named("LinkCleaning"))
            .answers(
                "What is removed, or would be",
                Schema.object(
                    field("links!", Schema.integer("How many", 0, MOST)),
                    field("removed!", Schema.flag("Whether they are gone")),
                    field("examples!", Schema.list("The oldest of them", link(), 20))))
            .by(LinkRoutes::clean),
        Operation.get("/api/v1/links/{link}", "getLink", "One link")
            .path("link", NUMBER)
            .answers("The link", link())
            .by(request -> Reply.json(links(request).get(number(request)).toJson())),
        Operation.get("/api/v1/links/{link}/text", "getLinkText", "What the page says, as text")
            .path("link", NUMBER)
            .answersWith("text/plain", "Its readable text; empty until it was read")
            .by(request -> Reply.text("text/plain", links(request).text(number(request)))),
        Operation.post("/api/v1/links/{link}/refresh", "refreshLink", "Have a link read again")
            .about("What was read before stays until there is something newer.")
            .path("link", NUMBER)
            .answers("The link", link())
            .by(request -> Reply.json(links(request).refresh(number(request)).toJson())),
        Operation.delete("/api/v1/links/{link}", "removeLink", "Remove a link and what was read")
            .path("link", NUMBER)
            .answersNothing("It is gone")
            .by(request -> {
              links(request).remove(number(request));
              return Reply.nothing();
            }));
  }

  private static Links links(Request request) {
    return request.seshat().links();
  }

  private static long number(Request request) {
    return Long.parseLong(request.place("link"));
  }

  private static Reply list(Request request) {
    String session = request.text("session");
    LinkFilter filter =
        new LinkFilter(
            request.as("status", LinkStatus::of),
            request.text("domain"),
            session == null ? null : request.seshat().sessions().get(session).id(),
            request.text("project"),
            request.text("cursor"),
            request.integer("limit"));
    return Reply.page("links", links(request).list(filter), Link::toJson);
  }

  private static Reply add(Request request) {
    Fields fields = request.fields();
    AddedLink added =
        links(request)
            .add(
                new NewLink(
                    fields.required("url", WebUrl.MAX_LENGTH),
                    fields.text("session", 100),
                    fields.text("project", 200)));
    Reply reply = Reply.json(added.link().toJson());
    return added.isNew() ? reply.created("/api/v1/links/" + added.link().id()) : reply;
  }

  private static Reply clean(Request request) {
    Fields fields = request.fields();
    CleanRule rule =
        new CleanRule(
            days(fields.number("errors_older_than_days", 0, 36_500)),
            days(fields.number("unused_for_days", 0, 36_500)));
    Cleaning cleaning =
        fields.isSet("apply") ? links(request).clean(rule) : links(request).plan(rule);
    return Reply.json(cleaning.toJson());
  }

  private static @Nullable Integer days(@Nullable Long number) {
    return number == null ? null : number.intValue();
  }
}
