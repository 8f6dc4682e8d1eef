package dev.seshat.legacy;

import java.util.List;

/// The image datatable: sessions with their conversations, and the pictures in them, in a PostgreSQL database.
final class ImageDatatable {
  static final String DOCUMENT = "image-datatable";

  /// The columns that say how late a database is.
  static final List<String[]> MOMENTS =
      List.of(
          new String[] {"user_sessions", "last_activity"},
          new String[] {"user_sessions", "updated_at"},
          new String[] {"images", "created_at"});

  private ImageDatatable() {}

  /// Its tables, each after those that it names rows of.
  static List<TableImport> tables(Homes homes, LegacyOptions options) {
    Origins origins = new Origins(DOCUMENT, options);
    return List.of(
        new DatatableSessions(origins, homes.sessions(), homes.interactions(), options),
        new DatatableImages(origins, homes.sessions(), homes.images(), options));
  }
}
