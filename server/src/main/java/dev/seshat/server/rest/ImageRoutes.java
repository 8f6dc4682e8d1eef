package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.gallery.Comparison;
import dev.seshat.gallery.Content;
import dev.seshat.gallery.Image;
import dev.seshat.gallery.ImageFilter;
import dev.seshat.gallery.Images;
import dev.seshat.gallery.NewImage;
import dev.seshat.gallery.StagedImage;
import dev.seshat.gallery.Thumbnail;
import dev.seshat.json.Json;
import dev.seshat.server.api.FileReply;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.http.Upload;
import dev.seshat.server.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The pictures of sessions: upload, list, look at, compare, move, delete.
public final class ImageRoutes implements Operations {
  private static final String ANY_IMAGE = "image/*";
  private static final String MULTIPART = "multipart/form-data";
  private static final Schema IMAGE = ImageShapes.id("The image's id");

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/api/v1/images", "listImages", "Images, the newest first")
            .query("session", Schema.text("Id, short id, prefix or `current`", 100))
            .query("project", Schema.text("", 200))
            .query("styled", Schema.flag("Only those made of others, or only the rest"))
            .query("reference", Schema.flag("Only what sessions work towards, or only the rest"))
            .query(
                "number", Schema.integer("Of this iteration of the session", 1, Integer.MAX_VALUE))
            .query("from", Shapes.moment("No older ones"))
            .query("to", Shapes.moment("Only older ones than this"))
            .query("text", Schema.text("Words that `meta` has, all of them", 500))
            .query("limit", Shapes.limit(50, 500))
            .query("cursor", Shapes.cursor())
            .answers("A page of images", Shapes.page("images", ImageShapes.image()))
            .by(ImageRoutes::list),
        Operation.post("/api/v1/sessions/{ref}/images", "addImage", "Keep an image")
            .about(
                "A form with the file in `image` (PNG, JPEG, WebP or GIF by its bytes; at most 64 MiB and 16,384 pixels a side),"
                    + " and, each if wanted: `iteration` and `position`, `reference` (true), `styled` (true), `parent` (the id of the"
                    + " image that it was made of), `meta` (a JSON object). The fields may come in any order.")
            .takesFile(MULTIPART)
            .answers(201, "The image", ImageShapes.image())
            .by(ImageRoutes::add),
        Operation.get(
                "/api/v1/sessions/{ref}/images/comparison",
                "compareWithReference",
                "The images of a session's iterations, measured against its reference")
            .about(
                "docs/gallery.md says what the measures are. Each pair is measured once and kept.")
            .answers(
                "By iteration and position", Shapes.list("comparisons", ImageShapes.comparison()))
            .by(request -> comparisons(images(request).compareWithReference(request.ref()))),
        Operation.get("/api/v1/images/{image}", "getImage", "One image, without its bytes")
            .path("image", IMAGE)
            .answers("The image", ImageShapes.image())
            .by(request -> Reply.json(images(request).get(id(request)).toJson())),
        Operation.get("/api/v1/images/{image}/content", "getImageContent", "The bytes of an image")
            .about(
                "As they were uploaded, under the media type that they are. Honours `Range` (one range), `If-None-Match` and"
                    + " `If-Range`.")
            .path("image", IMAGE)
            .header("Range", Schema.text("Such as `bytes=0-1023`", 100))
            .answersWith(ANY_IMAGE, "The image")
            .answersWith(206, ANY_IMAGE, "The part that was asked for")
            .answersWith(304, "", "It is as the asker knows it")
            .by(ImageRoutes::content),
        Operation.get("/api/v1/images/{image}/thumbnail", "getThumbnail", "An image drawn small")
            .about("Upright, in its proportions, never larger than it is.")
            .path("image", IMAGE)
            .query(
                "size",
                Schema.integer("Pixels a side at most", 256, 768)
                    .with("enum", List.of(256L, 768L))
                    .otherwise(256L))
            .answersWith(ANY_IMAGE, "JPEG, or PNG where one sees through it")
            .answersWith(304, "", "It is as the asker knows it")
            .by(ImageRoutes::thumbnail),
        Operation.get(
                "/api/v1/images/{image}/variants", "listVariants", "What was made of an image")
            .path("image", IMAGE)
            .answers("A tree", ImageShapes.variants())
            .by(request -> Reply.json(images(request).variants(id(request)).toJson())),
        Operation.get(
                "/api/v1/images/{image}/comparison",
                "compareImages",
                "How like another an image is")
            .path("image", IMAGE)
            .query("with!", ImageShapes.id("The other image's id"))
            .answers("Measures", ImageShapes.comparison())
            .by(request ->
                Reply.json(images(request).compare(id(request), request.needed("with")).toJson())),
        Operation.post(
                "/api/v1/images/{image}/move", "moveImage", "Move an image to another session")
            .path("image", IMAGE)
            .takes(
                Schema.object(field("session!", Schema.text("Where it is to go", 100)))
                    .named("ImageMove"))
            .answers("The image", ImageShapes.image())
            .by(request ->
                Reply.json(
                    images(request)
                        .move(id(request), request.fields().required("session", 100))
                        .toJson())),
        Operation.delete("/api/v1/images/{image}", "deleteImage", "Delete an image, and its file")
            .path("image", IMAGE)
            .query(
                "with_variants",
                Schema.flag("Also what was made of it; otherwise that stays, without a parent")
                    .otherwise(false))
            .answers("What is gone, and what was left", ImageShapes.deleted())
            .by(request ->
                Reply.json(
                    images(request).delete(id(request), request.flag("with_variants")).toJson())));
  }

  private static Images images(Request request) {
    return request.seshat().images();
  }

  private static String id(Request request) {
    return request.place("image");
  }

  private static Reply comparisons(List<Comparison> found) {
    return Reply.json(Map.of("comparisons", found.stream().map(Comparison::toJson).toList()));
  }

  private static Reply list(Request request) {
    String session = request.text("session");
    UUID of = session == null ? null : request.seshat().sessions().get(session).id();
    ImageFilter filter =
        ImageFilter.newest(request.integer("limit"))
            .ofSession(of)
            .ofProject(request.text("project"))
            .styled(flag(request, "styled"))
            .reference(flag(request, "reference"))
            .ofIteration(request.number("number"))
            .between(request.time("from"), request.time("to"))
            .withText(request.text("text"))
            .after(request.text("cursor"));
    return Reply.page("images", images(request).list(filter), Image::toJson);
  }

  private static @Nullable Boolean flag(Request request, String name) {
    return request.query().get(name) instanceof Boolean flag ? flag : null;
  }

  private static Reply add(Request request) {
    // who asks for a session that is not there is told so before anything is read
    request.seshat().sessions().get(request.ref());
    try (Upload upload = request.upload();
        StagedImage staged = upload.file("image", images(request)::stage)) {
      NewImage told =
          NewImage.plain()
              .styledFrom(upload.text("parent", 100))
              .styled(upload.flag("styled"))
              .asReference(upload.flag("reference"))
              .at(upload.number("iteration", Integer.MAX_VALUE), position(upload))
              .withMeta(meta(upload));
      upload.done();
      Image image = images(request).add(request.ref(), told, staged);
      return Reply.json(image.toJson()).created("/api/v1/images/" + image.imageId());
    }
  }

  private static @Nullable Integer position(Upload upload) {
    Long position = upload.number("position", 64);
    return position == null ? null : position.intValue();
  }

  private static Map<String, ? extends @Nullable Object> meta(Upload upload) {
    String meta = upload.text("meta", 100_000);
    return meta == null ? Map.of() : Json.parseObject("meta", meta);
  }

  private static Reply content(Request request) {
    Content content = images(request).content(id(request));
    return FileReply.of(
        request, content.file(), content.length(), content.mediaType(), content.sha256());
  }

  private static Reply thumbnail(Request request) {
    int size = request.integer("size");
    Thumbnail small = images(request).thumbnail(id(request), size);
    String tag = images(request).get(id(request)).sha256() + "-" + size;
    return FileReply.of(request, small.bytes(), small.mediaType(), tag);
  }
}
