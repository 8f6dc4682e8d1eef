package dev.seshat.legacy;

import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.SourceRow.Unfit;
import dev.seshat.process.BroughtVersion;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A table whose rows are as they are here: each is put in under its own id, once. What was changed there afterwards is told
/// of and left: what is here may have been changed too.
final class InterviewRows extends RowImport {
  private final String table;
  private final Origins origins;
  private final LegacyTexts texts;
  private final List<SourceField> fields;
  private final Map<String, String> owners;

  /// @param owners the columns that name a row of another table here, with that table; a row without it is left out
  InterviewRows(
      String table,
      Origins origins,
      LegacyOptions options,
      List<SourceField> fields,
      Map<String, String> owners) {
    this.table = table;
    this.origins = origins;
    this.texts = new LegacyTexts(options);
    this.fields = fields;
    this.owners = owners;
  }

  @Override
  public String table() {
    return table;
  }

  @Override
  public List<String> columns() {
    return Stream.concat(Stream.of("id"), fields.stream().flatMap(each -> each.names().stream()))
        .distinct()
        .toList();
  }

  @Override
  void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException {
    Map<String, @Nullable Object> cells = new LinkedHashMap<>();
    for (SourceField field : fields) {
      cells.put(field.column(), field.value(row, texts, outcomes));
    }
    for (Map.Entry<String, String> owner : owners.entrySet()) {
      Object named = cells.get(owner.getKey());
      if (named != null && !InterviewRowTable.isThere(tx, owner.getValue(), (UUID) named)) {
        throw new Unfit(owner.getKey() + " names nothing that was taken over", named);
      }
    }
    Instant asOf =
        Objects.requireNonNullElse(latest(row, List.of("created_at", "updated_at")), file.asOf());
    String key = SourceRow.hash(row.has("id") ? row.text("id") : row.digest());
    outcomes.count(
        table,
        origins.take(
            tx,
            row,
            key,
            asOf,
            outcomes,
            earlier -> {
              if (earlier != null) {
                outcomes.note(row, "was changed there since; what is here stays", row.name());
                return new Became(false, null);
              }
              return new Became(put(tx, cells), null);
            }),
        1);
  }

  private boolean put(Tx tx, Map<String, @Nullable Object> cells) throws SQLException {
    Instant now = tx.now();
    for (String time : List.of("created_at", "updated_at")) {
      if (cells.containsKey(time)) {
        cells.putIfAbsent(time, now);
      }
    }
    if (table.equals("process_version")) {
      BroughtVersion.settle(tx, cells);
    }
    if (table.equals("process_flow_edge")) {
      cells.put("order_index", InterviewRowTable.nextEdge(tx, cells));
    }
    cells.values().removeIf(Objects::isNull);
    return InterviewRowTable.insert(tx, table, cells);
  }
}
