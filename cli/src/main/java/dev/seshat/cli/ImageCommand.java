package dev.seshat.cli;

import dev.seshat.Page;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.gallery.Comparison;
import dev.seshat.gallery.DeletedImages;
import dev.seshat.gallery.Image;
import dev.seshat.gallery.ImageFilter;
import dev.seshat.gallery.Images;
import dev.seshat.gallery.NewImage;
import dev.seshat.gallery.Variants;
import dev.seshat.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `image`: the pictures of sessions.
@Command(
    name = "image",
    description = "Pictures of sessions: kept, shown small, compared",
    synopsisSubcommandLabel = "COMMAND",
    addMethodSubcommands = false)
final class ImageCommand {
  private final SeshatCommand root;

  ImageCommand(SeshatCommand root) {
    this.root = root;
  }

  private Images images() {
    return root.seshat().images();
  }

  @Command(
      name = "add",
      description =
          "Keep a picture: PNG, JPEG, WebP or GIF, at most 64 MiB and 16,384 pixels a side")
  int add(
      @Parameters(paramLabel = "SESSION", description = "Id, short id or 'current'") String ref,
      @Parameters(paramLabel = "FILE", description = "The picture; it stays where it is")
          String file,
      @Option(names = "--reference", description = "It is what the session works towards")
          boolean reference,
      @Option(
              names = "--iteration",
              paramLabel = "N",
              description = "The iteration that brought it forth")
          @Nullable Long iteration,
      @Option(names = "--position", paramLabel = "N", description = "Its place in that, 1 to 64")
          @Nullable Integer position,
      @Option(
              names = "--from",
              paramLabel = "IMAGE",
              description = "The picture that it was made of; it is then a styled one")
          @Nullable String from,
      @Option(names = "--styled", description = "It was made of another, which is not known here")
          boolean styled,
      @Option(
              names = "--meta",
              paramLabel = "JSON",
              description = "An object: what else is to be known of it; its words are found")
          @Nullable String meta) {
    NewImage told =
        NewImage.plain()
            .styledFrom(from)
            .styled(styled)
            .asReference(reference)
            .at(iteration, position)
            .withMeta(meta == null ? Map.of() : Json.parseObject("meta", meta));
    Image image = images().add(ref, told, Numbers.path("file", file));
    return print(image);
  }

  @Command(name = "list", description = "List pictures, the newest first")
  int list(
      @Option(names = "--session", paramLabel = "SESSION", description = "Only of this session")
          @Nullable String session,
      @Option(names = "--project", paramLabel = "PROJECT", description = "Only of this project")
          @Nullable String project,
      @Option(names = "--styled", description = "Only those made of others") boolean styled,
      @Option(names = "--plain", description = "Only screenshots and generations") boolean plain,
      @Option(names = "--references", description = "Only what sessions work towards")
          boolean references,
      @Option(
              names = "--iteration",
              paramLabel = "N",
              description = "Only of this iteration of the session")
          @Nullable Long iteration,
      @Option(names = "--since", paramLabel = "DAY|TIME", description = "No older ones")
          @Nullable String since,
      @Option(
              names = "--until",
              paramLabel = "DAY|TIME",
              description = "The last day, inclusive, or a time")
          @Nullable String until,
      @Option(names = "--text", paramLabel = "WORDS", description = "Words that meta has")
          @Nullable String text,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "20",
              description = "1 to 500 (default 20)")
          int limit,
      @Option(
              names = "--cursor",
              paramLabel = "CURSOR",
              description = "Where the page before ended")
          @Nullable String cursor) {
    ImageFilter filter =
        ImageFilter.newest(limit)
            .ofSession(session == null ? null : root.seshat().sessions().get(session).id())
            .ofProject(project)
            .styled(style(styled, plain))
            .reference(references ? Boolean.TRUE : null)
            .ofIteration(iteration)
            .between(When.from("since", since, root), When.to(until, root.zone()))
            .withText(text)
            .after(cursor);
    return page(images().list(filter));
  }

  private static @Nullable Boolean style(boolean styled, boolean plain) {
    if (styled && plain) {
      throw new Invalid("--plain", "and --styled exclude each other; say one of them");
    }
    return styled || plain ? (Boolean) styled : null;
  }

  private int page(Page<Image> page) {
    if (root.printedAsJson(
        SessionReadVerbs.page(
            "images", page.items().stream().map(Image::toJson).toList(), page.next()))) {
      return Cli.OK;
    }
    Table table =
        new Table()
            .column("IMAGE")
            .column("SESSION")
            .column("WHAT")
            .column("PIXELS")
            .number("SIZE")
            .flexible("TITLE");
    for (Image each : page.items()) {
      table.row(
          each.imageId(),
          each.sessionId().toString().substring(0, 8),
          kind(each),
          pixels(each),
          each.bytes() == null ? "" : Numbers.size(each.bytes()),
          each.title());
    }
    SessionView.printTable(root, table, page.next(), "no images");
    return Cli.OK;
  }

  private static String kind(Image image) {
    if (image.isReference()) {
      return "reference";
    }
    return image.isStyled() ? "styled" : "plain";
  }

  private static String pixels(Image image) {
    return image.width() == null ? "" : image.width() + "×" + image.height();
  }

  private int print(Image image) {
    if (root.printedAsJson(image.toJson())) {
      return Cli.OK;
    }
    root.say(Ink.TITLE.on(root.terminal(), root.harmless(image.title())));
    root.say(
        String.join(
            "  ",
            image.imageId(),
            kind(image),
            image.isKept() ? image.mediaType() + " " + pixels(image) : "kept elsewhere"));
    root.say("session " + image.sessionId());
    if (image.iterationNumber() != null) {
      root.say("iteration " + image.iterationNumber() + ", image " + image.position());
    }
    if (image.parentId() != null) {
      root.say("made of " + image.parentId());
    }
    root.say(root.harmless(image.imageUrl()));
    if (!image.meta().isEmpty()) {
      root.say(root.harmless(Json.write(image.meta())));
    }
    return Cli.OK;
  }

  @Command(name = "show", description = "Show what is known of a picture")
  int show(@Parameters(paramLabel = "IMAGE", description = "Its id") String id) {
    return print(images().get(id));
  }

  @Command(
      name = "latest",
      description = "Show the newest picture, or the newest that is a screenshot or generation")
  int latest(
      @Option(names = "--session", paramLabel = "SESSION", description = "Only of this session")
          @Nullable String session,
      @Option(names = "--plain", description = "Only screenshots and generations") boolean plain,
      @Option(names = "--styled", description = "Only those made of others") boolean styled) {
    ImageFilter filter =
        ImageFilter.newest(1)
            .ofSession(session == null ? null : root.seshat().sessions().get(session).id())
            .styled(style(styled, plain));
    return print(images().latest(filter).orElseThrow(() -> new NotFound("there is no such image")));
  }

  @Command(
      name = "save",
      description = "Write a picture, byte for byte or drawn small, to a new file")
  int save(
      @Parameters(paramLabel = "IMAGE", description = "Its id") String id,
      @Parameters(paramLabel = "FILE", description = "A file that is not there yet") String file,
      @Option(
              names = "--size",
              paramLabel = "256|768",
              completionCandidates = Choices.Thumbnails.class,
              description = "So many pixels a side at most, upright")
          @Nullable Integer size)
      throws IOException {
    Path target = Numbers.path("file", file);
    try {
      if (size == null) {
        try (InputStream in = images().open(id)) {
          java.nio.file.Files.copy(in, target);
        }
      } else {
        byte[] small = images().thumbnail(id, size).bytes();
        java.nio.file.Files.write(target, small, java.nio.file.StandardOpenOption.CREATE_NEW);
      }
    } catch (FileAlreadyExistsException e) {
      throw new Conflict(target + " is there already; name a file that is not");
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", target.toAbsolutePath().toString());
    json.put("bytes", java.nio.file.Files.size(target));
    if (!root.printedAsJson(json)) {
      root.say(target.toString());
    }
    return Cli.OK;
  }

  @Command(name = "variants", description = "Show what was made of a picture, as a tree")
  int variants(@Parameters(paramLabel = "IMAGE", description = "Its id") String id) {
    Variants tree = images().variants(id);
    if (!root.printedAsJson(tree.toJson())) {
      branch(tree, "");
    }
    return Cli.OK;
  }

  private void branch(Variants tree, String indent) {
    Image image = tree.image();
    root.say(indent + image.imageId() + "  " + root.harmless(image.title()));
    tree.made().forEach(each -> branch(each, indent + "  "));
  }

  @Command(
      name = "compare",
      description = {
        "Measure how like two pictures are: structure (SSIM, 1 is the same), colours and shape (0 is the same)",
        "With a session in place of a picture: the pictures of its iterations against its reference."
      })
  int compare(
      @Parameters(paramLabel = "IMAGE|SESSION", description = "An image's id, or a session")
          String one,
      @Parameters(paramLabel = "IMAGE", arity = "0..1", description = "The other image's id")
          @Nullable String other) {
    List<Comparison> found =
        other == null ? images().compareWithReference(one) : List.of(images().compare(one, other));
    if (root.printedAsJson(
        Map.of("comparisons", found.stream().map(Comparison::toJson).toList()))) {
      return Cli.OK;
    }
    Table table =
        new Table().column("IMAGE").column("OTHER").number("SSIM").number("COLOURS").number("HASH");
    found.forEach(each ->
        table.row(
            each.imageId(),
            each.otherId(),
            "%.4f".formatted(each.ssim()),
            "%.4f".formatted(each.histogramDistance()),
            "%.4f".formatted(each.hashDistance())));
    table.print(root.terminal());
    return Cli.OK;
  }

  @Command(name = "move", description = "Move a picture to another session")
  int move(
      @Parameters(paramLabel = "IMAGE", description = "Its id") String id,
      @Parameters(paramLabel = "SESSION", description = "Where it is to go") String ref) {
    return print(images().move(id, ref));
  }

  @Command(
      name = "delete",
      description =
          "Delete a picture, and its file; what was made of it stays, without a parent, unless it is named too")
  int delete(
      @Parameters(paramLabel = "IMAGE", description = "Its id") String id,
      @Option(names = "--with-variants", description = "Also what was made of it, however often")
          boolean withVariants) {
    DeletedImages deleted = images().delete(id, withVariants);
    if (!root.printedAsJson(deleted.toJson())) {
      root.say(
          deleted.deleted().size() == 1
              ? id + " deleted"
              : deleted.deleted().size() + " images deleted");
      if (!deleted.orphaned().isEmpty()) {
        root.notice(
            deleted.orphaned().size()
                + " made of it stay: "
                + String.join(", ", deleted.orphaned())
                + " (--with-variants deletes such too)");
      }
    }
    return Cli.OK;
  }
}
