package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.server.schema.Schema;

/// What the operations on images answer.
final class ImageShapes {
  private static final long MOST = Long.MAX_VALUE;

  private ImageShapes() {}

  static Schema id(String description) {
    return Schema.text(description, 100).with("minLength", 1);
  }

  static Schema image() {
    return image("Image");
  }

  private static Schema image(String name) {
    return Schema.object(
            field("image_id!", id("`img_YYYYMMDD_HHMMSS_mmm`")),
            field(
                "image_url!",
                Schema.text("A path below the folder of files, or an address", 2_000)),
            field("is_styled!", Schema.flag("Whether it was made of another")),
            field("is_reference!", Schema.flag("Whether its session works towards it")),
            field("parent_id!", id("What it was made of").orNull()),
            field("session_id!", Schema.id("")),
            field("iteration_id!", Schema.integer("", 1, MOST).orNull()),
            field("iteration_number!", Schema.integer("", 1, MOST).orNull()),
            field("position!", Schema.integer("Its place in the iteration", 1, 64).orNull()),
            field(
                "media_type!",
                Schema.text("By its bytes; null where these are elsewhere", 40).orNull()),
            field("bytes!", Schema.integer("", 1, MOST).orNull()),
            field("width!", Schema.integer("As it is seen", 1, 16_384).orNull()),
            field("height!", Schema.integer("As it is seen", 1, 16_384).orNull()),
            field("sha256!", Schema.text("", 64).orNull()),
            field("meta!", Schema.open("What else was told of it")),
            field("added_by!", Schema.text("", 200)),
            field("created_at!", Schema.time("")),
            field("variants!", Schema.integer("How many were made of it", 0, MOST)))
        .named(name);
  }

  static Schema variants() {
    return Schema.open("The image with `made`: what was made of it, each the same")
        .named("Variants");
  }

  static Schema comparison() {
    return Schema.object(
            field("image_id!", id("")),
            field("other_id!", id("")),
            field("ssim!", Schema.number("Structural similarity: 1 is the same")),
            field(
                "histogram_distance!", Schema.number("Of the colours: 0 is the same, 1 the most")),
            field(
                "hash_distance!", Schema.number("Of perceptual hashes: 0 is the same, 1 the most")),
            field("compared_at!", Schema.time("")))
        .named("ImageComparison");
  }

  static Schema deleted() {
    return Schema.object(
            field("deleted!", Schema.list("", id(""), 1_000)),
            field(
                "orphaned!",
                Schema.list("Variants that stayed, without a parent", id(""), 100_000)))
        .named("DeletedImages");
  }
}
