package dev.seshat.server.web;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.access.Role;
import dev.seshat.gallery.Comparison;
import dev.seshat.gallery.DeletedImages;
import dev.seshat.gallery.Image;
import dev.seshat.gallery.ImageFilter;
import dev.seshat.gallery.Variants;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.server.security.Visitors;
import dev.seshat.session.Session;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The pictures of all sessions as a grid, and one of them large, with what it was made of and how like the reference it is.
public final class GalleryPage implements Pages {
  private static final String ICON = "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.1";
  private static final int MOST = 60;
  private static final Map<String, String> TITLES = titles();

  private final Visitors visitors;
  private final Renderer renderer;

  public GalleryPage(Visitors visitors, Renderer renderer) {
    this.visitors = visitors;
    this.renderer = renderer;
  }

  private static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("text", "Words");
    titles.put("kind", "Kind");
    titles.put("session", "Session");
    titles.put("project", "Project");
    titles.put("from", "From");
    titles.put("to", "To");
    return titles;
  }

  /// What the grid shows.
  ///
  /// @param next the address of the pictures after these; null at the end
  public record View(Link here, List<Image> images, @Nullable String next) {
    public String asked(String name) {
      return here.params().getOrDefault(name, "");
    }

    public List<Parts.Chip> chips() {
      return Parts.chips(here, TITLES);
    }

    public List<String> kinds() {
      return List.of("styled", "plain", "reference");
    }
  }

  /// What the page of one picture shows.
  ///
  /// @param earlier the id of the picture before this in its session; null for none
  /// @param reference what its session works towards, unless it is this one
  /// @param comparison with the reference; null if there is none, or one of the two cannot be drawn
  public record One(
      Image image,
      Session session,
      @Nullable String earlier,
      @Nullable String later,
      Variants variants,
      @Nullable Image parent,
      @Nullable Image reference,
      @Nullable Comparison comparison,
      boolean mayChange) {
    public List<Parts.Fact> facts() {
      List<Parts.Fact> facts = new ArrayList<>();
      facts.add(Parts.Fact.code("Id", image.imageId()));
      facts.add(Parts.Fact.of("Kind", kind(image)));
      if (image.width() != null && image.mediaType() != null && image.bytes() != null) {
        facts.add(Parts.Fact.of("Pixels", image.width() + " × " + image.height()));
        facts.add(Parts.Fact.of("Type", image.mediaType() + ", " + Format.bytes(image.bytes())));
      }
      facts.add(Parts.Fact.of("Added", Format.time(image.createdAt()) + " by " + image.addedBy()));
      if (image.iterationNumber() != null) {
        facts.add(Parts.Fact.of("Iteration", String.valueOf(image.iterationNumber())));
      }
      facts.add(Parts.Fact.code("File", image.imageUrl()));
      image
          .meta()
          .forEach((name, value) ->
              facts.add(
                  Parts.Fact.of(
                      Format.words(name),
                      Format.line(
                          value instanceof String text ? text : dev.seshat.json.Json.write(value),
                          500))));
      return facts;
    }

    /// What the measures say.
    public List<Parts.Fact> measures() {
      Comparison measured = comparison;
      return measured == null
          ? List.of()
          : List.of(
              Parts.Fact.of("Structure (1 is the same)", shown(measured.ssim())),
              Parts.Fact.of("Colours (0 is the same)", shown(measured.histogramDistance())),
              Parts.Fact.of("Shape (0 is the same)", shown(measured.hashDistance())));
    }

    private static String shown(double value) {
      return String.format(java.util.Locale.ROOT, "%.3f", value);
    }
  }

  /// What kind of picture it is, in a word.
  public static String kind(Image image) {
    if (image.isReference()) {
      return "reference";
    }
    return image.isStyled() ? "styled" : "plain";
  }

  /// Where a picture is seen small.
  public static String small(Image image, int size) {
    return "/api/v1/images/" + image.imageId() + "/thumbnail?size=" + size;
  }

  @Override
  public void addTo(Site site) {
    site.section(Site.Group.LIBRARY, "Gallery", "/gallery", 'g', ICON)
        .page("/gallery", this::show)
        .page("/gallery/{image}", this::one)
        .form("/gallery/{image}/delete", this::delete)
        .form("/gallery/{image}/move", this::move);
  }

  private Seshat writer(Context ctx) {
    Visitor visitor = visitors.of(ctx);
    visitor.require(Role.WRITER);
    return visitor.seshat();
  }

  private void show(Context ctx) {
    Params params =
        Params.of(ctx, "text", "kind", "session", "project", "from", "to", "cursor", "shown");
    Seshat seshat = visitors.of(ctx).seshat();
    Reader reader = Reader.of(ctx);
    String session = params.text("session");
    String words = params.text("text");
    ImageFilter filter =
        of(params.text("kind"), ImageFilter.newest(MOST))
            .ofSession(session == null ? null : seshat.sessions().get(session).id())
            .ofProject(params.text("project"))
            .between(reader.from(params), reader.to(params))
            .withText(words == null || words.isBlank() ? null : words)
            .after(params.text("cursor"));
    Page<Image> page = seshat.images().list(filter);
    Link here = new Link("/gallery", params.all()).with("shown", null);
    String next = page.next() == null ? null : here.with("cursor", page.next()).toString();
    renderer.page(ctx, "gallery", "Gallery", "gallery", new View(here, page.items(), next));
  }

  private static ImageFilter of(@Nullable String kind, ImageFilter filter) {
    return switch (kind) {
      case "styled" -> filter.styled(true);
      case "plain" -> filter.styled(false).reference(false);
      case "reference" -> filter.reference(true);
      case null -> filter;
      default ->
          throw new dev.seshat.SeshatException.Invalid(
              "kind", "must be styled, plain or reference");
    };
  }

  private void one(Context ctx) {
    Params.of(ctx);
    Visitor visitor = visitors.of(ctx);
    Seshat seshat = visitor.seshat();
    Image image = seshat.images().get(ctx.pathParam("image"));
    Session session = seshat.sessions().get(image.sessionId().toString());
    ImageFilter ofSession = ImageFilter.newest(500).ofSession(session.id());
    List<String> ids =
        seshat.images().list(ofSession).items().stream().map(Image::imageId).toList();
    int at = ids.indexOf(image.imageId());
    Image reference =
        image.isReference() ? null : seshat.images().reference(session.id()).orElse(null);
    String parent = image.parentId();
    One view =
        new One(
            image,
            session,
            at >= 0 && at + 1 < ids.size() ? ids.get(at + 1) : null,
            at > 0 ? ids.get(at - 1) : null,
            seshat.images().variants(image.imageId()),
            parent == null ? null : seshat.images().get(parent),
            reference,
            reference == null || !image.isKept() ? null : compared(seshat, image, reference),
            visitor.role().allows(Role.WRITER));
    renderer.page(ctx, "image", image.title(), "gallery", view);
  }

  private static @Nullable Comparison compared(Seshat seshat, Image image, Image reference) {
    try {
      return seshat.images().compare(image.imageId(), reference.imageId());
    } catch (NotFound | dev.seshat.SeshatException.Invalid e) {
      // a file that is gone, or too large to be drawn: the page is shown without
      return null;
    }
  }

  private Site.Done delete(Context ctx, Form form) {
    Seshat seshat = writer(ctx);
    form.only("with_variants");
    DeletedImages deleted =
        seshat.images().delete(ctx.pathParam("image"), form.text("with_variants") != null);
    String says =
        deleted.deleted().size() == 1
            ? "The image is deleted."
            : deleted.deleted().size() + " images are deleted.";
    return new Site.Done("/gallery", says);
  }

  private Site.Done move(Context ctx, Form form) {
    Seshat seshat = writer(ctx);
    form.only("session");
    Image moved = seshat.images().move(ctx.pathParam("image"), form.required("session", 100));
    return new Site.Done("/gallery/" + moved.imageId(), "The image is in its new session.");
  }
}
