package dev.seshat.legacy;

import dev.seshat.gallery.ImageTakeover;
import dev.seshat.gallery.RecordedImage;
import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.SourceRow.Unfit;
import dev.seshat.session.NewSession;
import dev.seshat.session.Sessions;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Pictures under the ids that they have there. Their bytes stay where they are, unless a folder of files is given.
final class DatatableImages extends RowImport {
  /// The session of pictures that name none.
  private static final String NO_SESSION = "(none)";

  private final Origins origins;
  private final Sessions sessions;
  private final ImageTakeover images;
  private final LegacyTexts texts;

  /// The pictures of a database that were made of another, by that one.
  private final Map<String, List<String>> children = new HashMap<>();

  DatatableImages(Origins origins, Sessions sessions, ImageTakeover images, LegacyOptions options) {
    this.origins = origins;
    this.sessions = sessions;
    this.images = images;
    this.texts = new LegacyTexts(options);
  }

  @Override
  public String table() {
    return "images";
  }

  @Override
  public String id() {
    return "image_id";
  }

  @Override
  public List<String> columns() {
    return List.of("image_id", "image_url", "is_styled", "session_id", "meta", "created_at");
  }

  @Override
  public List<String> order() {
    return List.of("created_at", "image_id");
  }

  @Override
  public void begin(OpenSource file, Outcomes outcomes) {
    children.clear();
    if (file.columns(table()).containsAll(List.of("image_id", "meta"))) {
      file.source()
          .each(
              table(),
              List.of("image_id", "meta"),
              List.of(),
              cells -> {
                SourceRow row = new SourceRow(table(), "", cells);
                String parent = parent(row);
                String id = row.text("image_id");
                if (parent != null && id != null) {
                  children.computeIfAbsent(parent, p -> new ArrayList<>()).add(id);
                }
              });
    }
  }

  private @Nullable String parent(SourceRow row) {
    Map<String, @Nullable Object> meta = texts.object(row, "meta", "meta");
    return meta != null && meta.get("parent_id") instanceof String id && !id.isBlank() ? id : null;
  }

  @Override
  void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException {
    String id = row.text("image_id");
    String url = row.text("image_url");
    if (id == null || url == null) {
      throw new Unfit("has no image_id or no image_url", id);
    }
    UUID session = session(tx, row, outcomes);
    Instant made = row.time("created_at");
    Instant at = made != null ? made : file.asOf().equals(Instant.EPOCH) ? tx.now() : file.asOf();
    Map<String, @Nullable Object> meta = meta(row);
    RecordedImage told =
        new RecordedImage(
            id, url.strip(), Boolean.TRUE.equals(row.flag("is_styled")), parent(row), meta, at);
    outcomes.count(
        table(),
        origins.take(
            tx,
            row,
            SourceRow.hash(id),
            at,
            outcomes,
            earlier -> {
              boolean isNew = images.recordIn(tx, session, told);
              if (!isNew && earlier == null) {
                throw new Unfit("its image_id stands for another picture here", id);
              }
              for (String child : children.getOrDefault(id, List.of())) {
                images.parentIn(tx, child, id);
              }
              return new Became(isNew, session);
            }),
        1);
    remark(row, outcomes);
  }

  private UUID session(Tx tx, SourceRow row, Outcomes outcomes) throws SQLException {
    String there = row.text("session_id");
    UUID known = DatatableSessions.here(tx, sessions, there);
    if (known != null) {
      return known;
    }
    outcomes.note(
        row,
        "its session is not there; it is put with others that have none",
        row.raw("session_id"));
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("kind", "gallery");
    told.put("tool_name", ImageDatatable.DOCUMENT);
    told.put("external_session_id", NO_SESSION);
    told.put("intention", "Pictures that belong to no session");
    told.put("status", "paused");
    return sessions.imports().importIn(tx, NewSession.imported(told)).id();
  }

  /// Its meta, with what the table has beside it and has no column here.
  private Map<String, @Nullable Object> meta(SourceRow row) {
    Map<String, @Nullable Object> meta = texts.object(row, "meta", "meta");
    Map<String, @Nullable Object> all = meta == null ? new LinkedHashMap<>() : meta;
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(row.told());
    rest.keySet().removeAll(columns());
    if (!rest.isEmpty()) {
      all.put("image_datatable", rest);
    }
    return all;
  }

  private static void remark(SourceRow row, Outcomes outcomes) {
    String meta = row.text("meta");
    if (meta != null && !(LegacyTexts.parsed(meta) instanceof Map)) {
      outcomes.note(row, "meta is no JSON object; it is kept as its text", meta);
    }
    if (row.has("is_styled") && row.flag("is_styled") == null) {
      outcomes.note(row, "is_styled is neither; it is taken as not styled", row.raw("is_styled"));
    }
    noteTimes(row, outcomes, List.of("created_at"));
  }
}
