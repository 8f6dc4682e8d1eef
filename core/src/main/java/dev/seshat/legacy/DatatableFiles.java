package dev.seshat.legacy;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.legacy.Outcomes.Outcome;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The files that the image datatable's addresses lead to: `/screenshots/img_1.png` is `screenshots/img_1.png` in the folder,
/// or `img_1.png`.
final class DatatableFiles implements FileImport {
  private final Homes homes;
  private final LegacyOptions options;
  private final PictureFiles files;

  DatatableFiles(Path folder, Homes homes, LegacyOptions options) {
    this.files = PictureFiles.of(folder);
    this.homes = homes;
    this.options = options;
  }

  @Override
  public String table() {
    return "files";
  }

  @Override
  public long count(List<OpenSource> sources) {
    return sources.stream()
        .filter(source -> source.has("images"))
        .mapToLong(source -> source.source().count("images"))
        .sum();
  }

  @Override
  public void take(List<OpenSource> sources, Outcomes outcomes, Runnable seen) {
    for (OpenSource source : sources) {
      if (source.columns("images").containsAll(List.of("image_id", "image_url"))) {
        source
            .source()
            .each(
                "images",
                List.of("image_id", "image_url"),
                List.of("image_id"),
                cells -> {
                  SourceRow row =
                      new SourceRow(table(), String.valueOf(cells.get("image_id")), cells);
                  take(row, outcomes);
                  seen.run();
                });
      }
    }
  }

  private void take(SourceRow row, Outcomes outcomes) {
    String id = row.text("image_id");
    Path file = file(row.text("image_url")).orElse(null);
    if (id == null || file == null) {
      outcomes.skip(row, "its file is not there", row.raw("image_url"));
      return;
    }
    if (options.dryRun()) {
      outcomes.count(table(), Outcome.TAKEN, 1);
      return;
    }
    try {
      boolean[] isNew = {false};
      homes.images().keep(file, (tx, kept) -> isNew[0] = kept.attachIn(tx, id));
      outcomes.count(table(), isNew[0] ? Outcome.TAKEN : Outcome.THERE, 1);
    } catch (Invalid | Conflict | NotFound e) {
      outcomes.skip(row, "cannot be kept here", e.getMessage());
    }
  }

  private Optional<Path> file(@Nullable String url) {
    if (url == null) {
      return Optional.empty();
    }
    try {
      String path = new URI(url.strip()).getPath();
      if (path == null || path.isBlank()) {
        return Optional.empty();
      }
      String name = path.replaceFirst("^/+", "");
      Optional<Path> whole = files.find(name);
      return whole.isPresent() ? whole : files.find(name.substring(name.lastIndexOf('/') + 1));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
