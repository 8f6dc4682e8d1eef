package dev.seshat.legacy;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.gallery.NewImage;
import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.Outcomes.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The pictures below prompt sessions' folder `sessions`: `{first 8 of the id}/reference.png`, `…/iter-NN/img-N.png`.
final class PromptFiles implements FileImport {
  private static final int SHORT = 8;
  private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9_-]{1,8}");
  private static final Pattern REFERENCE = Pattern.compile("[^/]+/reference[^/]*");
  private static final Pattern IMAGE =
      Pattern.compile("[^/]+/iter-0*([1-9]\\d{0,5})/img-0*([1-9]\\d?)\\.[^/]*");

  private final Homes homes;
  private final LegacyOptions options;
  private final Origins origins;
  private final PictureFiles files;

  /// @param folder with the folder `sessions` in it, or that folder
  PromptFiles(Path folder, Homes homes, LegacyOptions options) {
    this.homes = homes;
    this.options = options;
    this.files = PictureFiles.of(folder).below("sessions");
    this.origins = new Origins(PromptDatabase.DOCUMENT, options);
  }

  @Override
  public String table() {
    return "files";
  }

  /// A file, and the session there that it is of.
  private record Found(String session, String name, SourceRow row) {}

  private List<Found> found(List<OpenSource> sources) {
    Map<String, String> sessions = new LinkedHashMap<>();
    for (OpenSource source : sources) {
      if (source.columns("sessions").contains("id")) {
        source
            .source()
            .each(
                "sessions",
                List.of("id"),
                List.of(),
                cells -> {
                  String id = new SourceRow("sessions", "", cells).text("id");
                  if (id != null) {
                    sessions.putIfAbsent(id.substring(0, Math.min(SHORT, id.length())), id);
                  }
                });
      }
    }
    List<Found> found = new ArrayList<>();
    sessions.forEach((folder, session) -> {
      if (FOLDER.matcher(folder).matches()) {
        for (String name : files.list(folder)) {
          found.add(new Found(session, name, new SourceRow(table(), name, new LinkedHashMap<>())));
        }
      }
    });
    return found;
  }

  @Override
  public long count(List<OpenSource> sources) {
    return found(sources).size();
  }

  @Override
  public void take(List<OpenSource> sources, Outcomes outcomes, Runnable seen) {
    for (Found each : found(sources)) {
      Path file = files.find(each.name()).orElse(null);
      if (file == null) {
        outcomes.skip(each.row(), "is no file in the folder", null);
      } else {
        take(each, file, outcomes);
      }
      seen.run();
    }
  }

  private void take(Found found, Path file, Outcomes outcomes) {
    boolean isReference = REFERENCE.matcher(found.name()).matches();
    Matcher image = IMAGE.matcher(found.name());
    if (!isReference && !image.matches()) {
      outcomes.skip(found.row(), "is neither a reference nor an iteration's picture", null);
      return;
    }
    if (options.dryRun()) {
      outcomes.count(table(), Outcome.TAKEN, 1);
      return;
    }
    try {
      Outcomes came = keep(found, file, isReference ? null : image);
      outcomes.add(came);
    } catch (Invalid | Conflict e) {
      outcomes.skip(found.row(), "cannot be kept here", e.getMessage());
    }
  }

  /// A file's picture and the note that it was taken are one transaction, which may be tried more than once.
  private Outcomes keep(Found found, Path file, @Nullable Matcher image) {
    Outcomes[] came = {new Outcomes(null)};
    homes
        .images()
        .keep(
            file,
            (tx, kept) -> {
              came[0] = new Outcomes(null);
              UUID session = PromptSessions.here(tx, homes.sessions(), found.session());
              if (session == null) {
                came[0].skip(found.row(), "its session is not there", found.session());
                return;
              }
              NewImage told = NewImage.reference();
              if (image != null) {
                String name = PromptIterations.name(found.session(), image.group(1));
                Integer number =
                    homes
                        .iterations()
                        .findIn(tx, session, PromptIterations.external(name))
                        .map(each -> each.iterationNumber())
                        .orElse(null);
                if (number == null) {
                  came[0].skip(found.row(), "its iteration is not there", image.group(1));
                  return;
                }
                told = NewImage.of(number, Integer.parseInt(image.group(2)));
              }
              NewImage wanted = told;
              SourceRow row =
                  new SourceRow(
                      table(),
                      found.name(),
                      Map.of(
                          "path",
                          found.name(),
                          "session",
                          found.session(),
                          "sha256",
                          kept.sha256()));
              came[0].count(
                  table(),
                  origins.take(
                      tx,
                      row,
                      SourceRow.hash(found.session(), found.name()),
                      Instant.EPOCH,
                      came[0],
                      earlier -> {
                        if (earlier != null) {
                          came[0].note(row, "was changed there; the first one stays", null);
                          return new Became(false, session);
                        }
                        if (wanted.isReference()) {
                          homes.iterations().replacedIn(tx, session, found.name());
                        }
                        kept.addIn(tx, session, wanted);
                        return new Became(true, session);
                      }),
                  1);
            });
    return came[0];
  }
}
