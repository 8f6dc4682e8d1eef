package dev.seshat.tasklist;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.Arrays;
import java.util.Locale;

/// How tasks are written for other tools.
public enum ListFormat {
  /// One list of boxes, groups as headings.
  MARKDOWN("text/markdown", "md"),
  /// A ZIP with a file for each task, as Backlog.md has them.
  BACKLOG("application/zip", "zip"),
  JSON("application/json", "json"),
  CSV("text/csv", "csv");

  private final String mediaType;
  private final String extension;

  ListFormat(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  public String mediaType() {
    return mediaType;
  }

  /// What a file of it ends in, without the dot.
  public String extension() {
    return extension;
  }

  /// The format as it is written, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws Invalid if there is none of this name
  public static ListFormat of(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new Invalid(
                "format",
                "must be markdown, backlog, json or csv, not '" + Texts.shorten(word, 40) + "'"));
  }
}
