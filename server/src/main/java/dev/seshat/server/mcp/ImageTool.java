package dev.seshat.server.mcp;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.Page;
import dev.seshat.SeshatException.Forbidden;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.access.Role;
import dev.seshat.gallery.Comparison;
import dev.seshat.gallery.Image;
import dev.seshat.gallery.ImageFilter;
import dev.seshat.gallery.Images;
import dev.seshat.gallery.NewImage;
import dev.seshat.gallery.StagedImage;
import dev.seshat.gallery.Thumbnail;
import dev.seshat.server.schema.Schema;
import java.io.ByteArrayInputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `image`: keeps pictures, finds them, lets an agent see them, measures how like two are.
final class ImageTool {
  private static final int MAX_BASE64 = 6 << 20;
  private static final int MOST = 30;

  private ImageTool() {}

  static Tool tool() {
    return new Tool(
        "image",
        "Images",
        "Images of a session: 'add' keeps one (path or base64), 'list' finds (newest first), 'look' shows one to you,"
            + " 'compare' measures likeness to 'other', or without ids all iterations against the reference.",
        true,
        Schema.object(
            field("action!", Schema.word("", "add", "list", "look", "compare")),
            field("session", Schema.text("Id, short id or 'current'", 100)),
            field("image", Schema.text("For look, compare", 100)),
            field("other", Schema.text("For compare", 100)),
            field("path", Schema.text("For add: a file on this machine", 4_000)),
            field("base64", Schema.text("For add: its bytes", MAX_BASE64)),
            field("reference", Schema.flag("Add: the goal of the session; list: only these")),
            field("iteration", Schema.integer("", 1, Integer.MAX_VALUE)),
            field("position", Schema.integer("In the iteration", 1, 64)),
            field("parent", Schema.text("What it was made of", 100)),
            field("meta", Schema.open("")),
            field("text", Schema.text("For list: words in meta", 500)),
            field("size", Schema.integer("For look: 256 or 768 (default)", 256, 768)),
            field("limit", Schema.integer("", 1, MOST)),
            field("cursor", Schema.text("", 200)),
            Common.idempotencyKey()),
        Schema.answer(
            field("images!", Schema.list("", Schema.open(""), MOST)),
            field("comparisons", Schema.list("", Schema.open(""), 1_000)),
            field("next", Schema.text("", 500))),
        ImageTool::prepare);
  }

  /// Reads, draws and measures before the transaction of an image that is added, or without one.
  private static Tool.Ready prepare(Call call) {
    return switch (call.needed("action")) {
      case "list" -> new Tool.Answered(list(call));
      case "look" -> new Tool.Answered(look(call));
      case "compare" -> new Tool.Answered(compare(call));
      default -> Adding.of(call);
    };
  }

  /// A picture that was taken in, on its way to its session.
  private record Adding(String session, NewImage told, StagedImage staged) implements Tool.Ready {
    static Adding of(Call call) {
      NewImage told = asTold(call);
      // who names a session that is not there is told so before anything is read
      String session = call.seshat().sessions().get(call.needed("session")).id().toString();
      String path = call.text("path");
      String base64 = call.text("base64");
      if ((path == null) == (base64 == null)) {
        throw new Invalid("path", "or base64 is needed, one of them");
      }
      StagedImage staged =
          path == null
              ? images(call).stage(new ByteArrayInputStream(decoded(String.valueOf(base64))))
              : images(call).stage(file(call, path));
      return new Adding(session, told, staged);
    }

    @Override
    public Tool.Answer handle(Call call) {
      Image image = images(call).add(session, told, staged);
      return new Tool.Answer(Map.of("images", List.of(image.toJson())), "Kept as " + line(image));
    }

    @Override
    public void close() {
      staged.close();
    }
  }

  private static Images images(Call call) {
    return call.seshat().images();
  }

  private static NewImage asTold(Call call) {
    Long position = call.whole("position");
    return NewImage.plain()
        .styledFrom(call.text("parent"))
        .asReference(call.flag("reference"))
        .at(call.whole("iteration"), position == null ? null : position.intValue())
        .withMeta(meta(call));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, ? extends @Nullable Object> meta(Call call) {
    Object meta = call.arguments().get("meta");
    return meta == null ? Map.of() : (Map<String, ? extends @Nullable Object>) meta;
  }

  private static byte[] decoded(String base64) {
    String bare = base64.replaceFirst("^data:image/[a-z]+;base64,", "");
    try {
      return Base64.getMimeDecoder().decode(bare);
    } catch (IllegalArgumentException e) {
      throw new Invalid("base64", "is not Base64");
    }
  }

  /// Who reads this machine's files must be its owner.
  private static Path file(Call call, String path) {
    if (!call.role().allows(Role.OWNER)) {
      throw new Forbidden(
          "path names a file of the server's machine, which takes the role owner; send base64");
    }
    try {
      return Path.of(path);
    } catch (InvalidPathException e) {
      throw new Invalid("path", "is no path of a file");
    }
  }

  private static Tool.Answer list(Call call) {
    String session = call.text("session");
    ImageFilter filter =
        ImageFilter.newest(call.integer("limit", 10))
            .ofSession(session == null ? null : call.seshat().sessions().get(session).id())
            .reference(call.has("reference") ? call.flag("reference") : null)
            .ofIteration(call.whole("iteration"))
            .withText(call.text("text"))
            .after(call.text("cursor"));
    Page<Image> page = images(call).list(filter);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("images", page.items().stream().map(Image::toJson).toList());
    if (page.next() != null) {
      json.put("next", page.next());
    }
    String text = page.items().stream().map(ImageTool::line).collect(Collectors.joining("\n"));
    return new Tool.Answer(json, text.isEmpty() ? "There are no such images." : text);
  }

  private static Tool.Answer look(Call call) {
    Image image = images(call).get(call.needed("image"));
    Thumbnail small = images(call).thumbnail(image.imageId(), call.integer("size", 768));
    String data = Base64.getEncoder().encodeToString(small.bytes());
    return new Tool.Answer(
        Map.of("images", List.of(image.toJson())),
        line(image),
        new Tool.Picture(small.mediaType(), data));
  }

  private static Tool.Answer compare(Call call) {
    List<Comparison> found =
        call.has("image")
            ? List.of(images(call).compare(call.needed("image"), call.needed("other")))
            : images(call).compareWithReference(call.needed("session"));
    Map<String, Object> json =
        Map.of("images", List.of(), "comparisons", found.stream().map(Comparison::toJson).toList());
    String text =
        found.stream()
            .map(each ->
                "%s / %s: ssim %.3f (1 same), colours %.3f, hash %.3f (0 same)"
                    .formatted(
                        each.imageId(),
                        each.otherId(),
                        each.ssim(),
                        each.histogramDistance(),
                        each.hashDistance()))
            .collect(Collectors.joining("\n"));
    return new Tool.Answer(json, text.isEmpty() ? "There is no image of an iteration." : text);
  }

  private static String line(Image image) {
    return "%s %s %s%s"
        .formatted(
            image.imageId(),
            image.isReference() ? "reference" : image.isStyled() ? "styled" : "plain",
            image.title(),
            image.width() == null ? "" : " " + image.width() + "×" + image.height());
  }
}
