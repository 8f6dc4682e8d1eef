package dev.seshat.server.web;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.access.Role;
import dev.seshat.json.Json;
import dev.seshat.people.Storyteller;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.session.Artifact;
import dev.seshat.session.ArtifactChange;
import dev.seshat.session.ArtifactFilter;
import dev.seshat.session.ArtifactState;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What sessions brought forth, to be looked at: what waits for somebody's word first, and one of them whole.
public final class ArtifactsPage implements Pages {
  private static final String ICON = "M6 3h8l4 4v14H6zM14 3v4h4M9 14l2 2 4-4";
  private static final int MOST = 100;
  private static final int PEOPLE = 200;
  private static final Map<String, String> TITLES =
      Map.of("type", "Type", "session", "Session", "storyteller", "Storyteller");

  private final Renderer renderer;

  public ArtifactsPage(Renderer renderer) {
    this.renderer = renderer;
  }

  /// A line of the list.
  public record Line(Artifact artifact, String session) {
    public String title() {
      return ArtifactsPage.title(artifact);
    }

    public String gist() {
      String content = artifact.content();
      return content == null ? "" : Format.line(content, 200);
    }
  }

  /// What the list shows.
  ///
  /// @param next the address of those after these; null at the end
  public record View(
      Link here,
      ArtifactState state,
      List<Line> lines,
      List<Storyteller> people,
      @Nullable String next) {
    public String asked(String name) {
      return here.params().getOrDefault(name, "");
    }

    public List<Parts.Chip> chips() {
      return Parts.chips(here, TITLES);
    }

    public List<Parts.Tab> tabs() {
      return List.of(
          tab("To review", ArtifactState.PROVISIONAL),
          tab("Returned", ArtifactState.RETURNED),
          tab("Approved", ArtifactState.APPROVED));
    }

    private Parts.Tab tab(String title, ArtifactState of) {
      String word = of == ArtifactState.PROVISIONAL ? null : of.word();
      Link there = here.with("cursor", null).with("state", word);
      return new Parts.Tab(title, there.toString(), 0, of == state);
    }

    public List<String> types() {
      return List.of(
          "scene_capture",
          "timeline_entry",
          "relationship_mapping",
          "draft_paragraph",
          "photo_annotation");
    }

    /// What the list says when it is empty.
    public String none() {
      return switch (state) {
        case PROVISIONAL -> "Nothing waits for review";
        case RETURNED -> "Nothing was returned";
        case APPROVED -> "Nothing is approved yet";
      };
    }
  }

  /// A part of what an artifact is made of.
  public record Datum(String name, String value) {}

  /// What the page of one shows.
  ///
  /// @param whose whose session it is of; null for one with nobody
  public record One(
      Artifact artifact, Session session, @Nullable Storyteller whose, boolean mayWrite) {
    public String title() {
      return ArtifactsPage.title(artifact);
    }

    public String href(String rest) {
      return "/artifacts/" + artifact.id() + (rest.isEmpty() ? "" : "/" + rest);
    }

    /// Its structured parts, one a line.
    public List<Datum> data() {
      String text = artifact.structuredData();
      List<Datum> data = new ArrayList<>();
      if (text != null && Json.parse("structured_data", text) instanceof Map<?, ?> map) {
        map.forEach((name, value) ->
            data.add(
                new Datum(
                    Format.words(String.valueOf(name)),
                    value instanceof String words
                        ? words
                        : value == null ? "–" : Json.write(value))));
      }
      return data;
    }

    public List<Parts.Fact> facts() {
      List<Parts.Fact> facts = new ArrayList<>();
      facts.add(Parts.Fact.of("Type", Format.words(artifact.artifactType())));
      facts.add(Parts.Fact.of("Added", Format.time(artifact.createdAt())));
      if (artifact.approvedAt() != null) {
        facts.add(Parts.Fact.of("Approved", Format.time(artifact.approvedAt())));
      }
      if (artifact.returnedAt() != null) {
        facts.add(Parts.Fact.of("Returned", Format.time(artifact.returnedAt())));
      }
      facts.add(
          Parts.Fact.of("In the synthesis", artifact.includedInSynthesis() ? "yes" : "not yet"));
      facts.add(Parts.Fact.code("Id", artifact.id().toString()));
      return facts;
    }
  }

  /// What it is called: its name, or what it is.
  public static String title(Artifact artifact) {
    String name = artifact.artifactName();
    return name == null || name.isBlank() ? Format.title(artifact.artifactType()) : name;
  }

  /// The colour of the chip of a state.
  public static String css(Artifact artifact) {
    return switch (artifact.state()) {
      case PROVISIONAL -> "warn";
      case APPROVED -> "good";
      case RETURNED -> "bad";
    };
  }

  @Override
  public void addTo(Site site) {
    site.section(Site.Group.LIBRARY, "Artifacts", "/artifacts", 'e', ICON)
        .page("/artifacts", this::show)
        .page("/artifacts/{artifact}", this::one)
        .form("/artifacts/{artifact}/approve", ArtifactsPage::approve)
        .form("/artifacts/{artifact}/return", ArtifactsPage::sendBack)
        .form("/artifacts/{artifact}/synthesis", ArtifactsPage::include);
  }

  private static Seshat as(Context ctx) {
    return Visitor.of(ctx).seshat();
  }

  private void show(Context ctx) {
    Params params = Params.of(ctx, "state", "type", "session", "storyteller", "cursor", "shown");
    Seshat seshat = as(ctx);
    ArtifactState state =
        Objects.requireNonNullElse(
            params.as("state", ArtifactState::of), ArtifactState.PROVISIONAL);
    String storyteller = params.text("storyteller");
    Page<Artifact> found =
        seshat
            .artifacts()
            .list(
                ArtifactFilter.all()
                    .withState(state)
                    .withType(params.text("type"))
                    .withSession(params.text("session"))
                    .withStoryteller(
                        storyteller == null ? null : seshat.storytellers().get(storyteller).id())
                    .withLimit(Math.min(MOST, Reader.of(ctx).rows(params)))
                    .withCursor(params.text("cursor")));
    Link here = new Link("/artifacts", new LinkedHashMap<>(params.all())).with("shown", null);
    String next = found.next() == null ? null : here.with("cursor", found.next()).toString();
    List<Storyteller> people = seshat.storytellers().list(true, null, PEOPLE).items();
    View view = new View(here, state, lines(seshat, found.items()), people, next);
    renderer.page(ctx, "artifacts", "Artifacts", "artifacts", view);
  }

  private static List<Line> lines(Seshat seshat, List<Artifact> artifacts) {
    List<UUID> ids = artifacts.stream().map(Artifact::sessionId).distinct().toList();
    Map<UUID, String> titles =
        seshat.sessions().getAll(ids).stream()
            .collect(Collectors.toMap(Session::id, Session::title));
    return artifacts.stream()
        .map(each -> new Line(each, titles.getOrDefault(each.sessionId(), "a session")))
        .toList();
  }

  private static UUID id(Context ctx) {
    return Params.id("artifact", ctx.pathParam("artifact"));
  }

  private void one(Context ctx) {
    Params.of(ctx);
    Visitor visitor = Visitor.of(ctx);
    Seshat seshat = visitor.seshat();
    Artifact artifact = seshat.artifacts().get(id(ctx));
    Session session = seshat.sessions().get(artifact.sessionId().toString());
    UUID whose = session.get(SessionField.STORYTELLER_ID);
    One view =
        new One(
            artifact,
            session,
            whose == null ? null : seshat.storytellers().get(whose.toString()),
            visitor.role().allows(Role.WRITER));
    renderer.page(ctx, "artifact", view.title(), "artifacts", view);
  }

  private static Site.Done done(Artifact artifact, String says) {
    return new Site.Done("/artifacts/" + artifact.id(), says);
  }

  private static Site.Done approve(Context ctx, Form form) {
    form.only();
    return done(as(ctx).artifacts().approve(id(ctx), null), "It is approved.");
  }

  private static Site.Done sendBack(Context ctx, Form form) {
    form.only("reason");
    String reason = form.required("reason", 2_000);
    return done(as(ctx).artifacts().sendBack(id(ctx), reason, null), "It is returned.");
  }

  private static Site.Done include(Context ctx, Form form) {
    form.only("included");
    boolean included = form.ticked("included");
    ArtifactChange change = new ArtifactChange(null, null, null, included);
    return done(
        as(ctx).artifacts().change(id(ctx), change, null),
        included ? "It goes into the synthesis." : "It is left out of the synthesis.");
  }
}
