package dev.seshat.legacy;

import dev.seshat.store.RowSource;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/// A file, or a database, of another system that is being read.
///
/// @param name its name, without its folder; of a database its host and name
/// @param tables its tables with their columns
/// @param asOf the latest moment that it tells of: of two states of one row, that of the later file counts where the row
///     itself does not say
record OpenSource(
    String name, RowSource source, SortedMap<String, List<String>> tables, Instant asOf) {

  boolean has(String table) {
    return tables.containsKey(table);
  }

  List<String> columns(String table) {
    return tables.getOrDefault(table, List.of());
  }
}
