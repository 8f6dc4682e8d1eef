package dev.seshat.legacy;

import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.export.ExportProgress;
import dev.seshat.legacy.LegacyReport.SourceFile;
import dev.seshat.store.PostgresSource;
import dev.seshat.store.RowSource;
import dev.seshat.store.Scope;
import dev.seshat.store.SqliteSource;
import dev.seshat.store.Store;
import dev.seshat.store.Stores;
import dev.seshat.store.Tx;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One run over an older system's files: table by table through all of them, some hundred rows in a transaction. A run
/// that breaks off is run again, and finds what it has done.
final class Takeover implements AutoCloseable {
  private static final int BATCH = 500;
  private static final int PATIENCE_MILLIS = 30_000;
  private static final Duration AHEAD = Duration.ofDays(1);

  private final Scope scope;
  private final String document;
  private final LegacyOptions options;
  private final ExportProgress progress;
  private final List<TableImport> imports;
  private final List<FileImport> pictures;
  private final List<OpenSource> files = new ArrayList<>();
  private final Map<String, SortedMap<String, String>> damage = new LinkedHashMap<>();
  private final boolean isOne;
  private Store store;
  private Outcomes outcomes = new Outcomes(null);
  private final long begun = System.nanoTime();
  private long done;
  private long total;

  /// @param isOne whether a dry run is one transaction that is taken back, as it has to be where rows name rows of other
  ///     tables; otherwise each batch is
  Takeover(
      Scope scope,
      String document,
      LegacyOptions options,
      ExportProgress progress,
      List<TableImport> imports,
      List<FileImport> pictures,
      boolean isOne) {
    this.scope = scope;
    this.document = document;
    this.options = options;
    this.progress = progress;
    this.imports = imports;
    this.pictures = pictures;
    this.isOne = isOne;
    this.store = scope.store();
  }

  /// Opens a file of the system.
  ///
  /// @throws Invalid if it has none of the system's tables
  void open(Path file, List<String[]> moments) {
    String name = String.valueOf(file.getFileName());
    open("file", name, SqliteSource.open(scope.store(), file, PATIENCE_MILLIS), moments);
  }

  /// Opens a PostgreSQL database of the system.
  ///
  /// @throws Invalid if it cannot be reached, or has none of the system's tables
  void open(String url, List<String[]> moments) {
    PostgresSource source = PostgresSource.open(url);
    open("url", source.name(), source, moments);
  }

  private void open(String field, String name, RowSource source, List<String[]> moments) {
    boolean kept = false;
    try {
      SortedMap<String, List<String>> tables = source.tables();
      if (tables.containsKey("schema_migrations") && tables.containsKey("audit_head")) {
        throw new Invalid(
            field, "'" + name + "' is a Seshat store; 'seshat export' and 'import zip' move it");
      }
      if (imports.stream().noneMatch(each -> tables.containsKey(each.table()))) {
        throw new Invalid(field, "'" + name + "' has none of the tables of " + document);
      }
      imports.forEach(
          each -> total += tables.containsKey(each.table()) ? source.count(each.table()) : 0);
      files.add(new OpenSource(name, source, tables, asOf(source, tables, moments)));
      kept = true;
    } finally {
      if (!kept) {
        source.close();
      }
    }
  }

  /// The latest moment that a file tells of, nonsense left out.
  private Instant asOf(
      RowSource source, SortedMap<String, List<String>> tables, List<String[]> moments) {
    Instant latest = Instant.EPOCH;
    Instant end = scope.store().now().plus(AHEAD);
    for (String[] each : moments) {
      if (tables.getOrDefault(each[0], List.of()).contains(each[1])) {
        Instant time = SourceTimes.of(source.greatest(each[0], each[1]));
        latest = time != null && time.isAfter(latest) && time.isBefore(end) ? time : latest;
      }
    }
    return latest;
  }

  LegacyReport run() {
    if (options.dryRun() && isOne) {
      try {
        scope.store().write(this::tried);
      } catch (TakenBack e) {
        // as it was meant to be
      }
    } else {
      takeAll();
    }
    double seconds = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1_000.0;
    return new LegacyReport(
        document, options.dryRun(), told(), outcomes.tables(), outcomes.remarks(), seconds);
  }

  /// A dry run within a transaction; begun anew when the database wants it tried again.
  private boolean tried(Tx tx) throws SQLException {
    outcomes = new Outcomes(null);
    done = 0;
    Stores.within(
        scope.store(),
        tx,
        joined -> {
          store = joined;
          takeAll();
          return true;
        });
    throw new TakenBack(outcomes);
  }

  private void takeAll() {
    for (TableImport each : imports) {
      for (OpenSource file : files) {
        if (file.has(each.table())) {
          outcomes.table(each.table());
          each.begin(file, outcomes);
          read(file, each);
        }
      }
    }
    for (FileImport each : pictures) {
      outcomes.table(each.table());
      total += each.count(files);
      each.take(
          files,
          outcomes,
          () -> {
            done++;
            progress.at(each.table(), done, total);
          });
    }
  }

  private void read(OpenSource file, TableImport into) {
    List<String> columns = file.columns(into.table());
    List<String> order = into.order().stream().filter(columns::contains).toList();
    List<SourceRow> batch = new ArrayList<>(BATCH);
    long[] number = {0};
    String problem =
        file.source()
            .each(
                into.table(),
                columns,
                order,
                cells -> {
                  number[0]++;
                  Object id = Objects.requireNonNullElse(cells.get(into.id()), "#" + number[0]);
                  String name = files.size() > 1 ? file.name() + ": " + id : id.toString();
                  batch.add(into.read(new SourceRow(into.table(), name, cells)));
                  if (batch.size() == BATCH) {
                    flush(file, into, batch);
                  }
                });
    flush(file, into, batch);
    if (problem != null) {
      damage.computeIfAbsent(file.name(), f -> new TreeMap<>()).put(into.table(), problem);
    }
  }

  private void flush(OpenSource file, TableImport into, List<SourceRow> batch) {
    if (batch.isEmpty()) {
      return;
    }
    List<SourceRow> rows = List.copyOf(batch);
    batch.clear();
    try {
      outcomes.add(write(file, into, rows));
    } catch (StoreUnavailable e) {
      throw e;
    } catch (SeshatException e) {
      oneByOne(file, into, rows);
    }
    done += rows.size();
    progress.at(into.table(), done, total);
  }

  /// One of the rows was refused on its way in: each goes alone, so that the others are not lost with it.
  private void oneByOne(OpenSource file, TableImport into, List<SourceRow> rows) {
    for (SourceRow row : rows) {
      try {
        outcomes.add(write(file, into, List.of(row)));
      } catch (StoreUnavailable e) {
        throw e;
      } catch (SeshatException e) {
        outcomes.skip(row, "cannot be kept here", e.getMessage());
      }
    }
  }

  private Outcomes write(OpenSource file, TableImport into, List<SourceRow> rows) {
    boolean takenBack = options.dryRun() && !isOne;
    try {
      return store.write(tx -> {
        Outcomes came = new Outcomes(takenBack ? outcomes : null);
        into.take(tx, file, rows, came);
        if (takenBack) {
          throw new TakenBack(came);
        }
        return came;
      });
    } catch (TakenBack e) {
      return e.came;
    }
  }

  /// Ends a transaction of a dry run.
  private static final class TakenBack extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Outcomes came;

    TakenBack(Outcomes came) {
      super(null, null, false, false);
      this.came = came;
    }
  }

  private List<SourceFile> told() {
    List<SourceFile> told = new ArrayList<>();
    for (OpenSource file : files) {
      Map<String, TableImport> known = new LinkedHashMap<>();
      imports.forEach(each -> known.put(each.table(), each));
      List<String> otherTables =
          file.tables().keySet().stream().filter(table -> !known.containsKey(table)).toList();
      SortedMap<String, List<String>> otherColumns = new TreeMap<>();
      known.forEach((table, each) -> {
        List<String> others =
            file.columns(table).stream().filter(c -> !each.columns().contains(c)).toList();
        if (!others.isEmpty()) {
          otherColumns.put(table, others);
        }
      });
      @Nullable SortedMap<String, String> damaged = damage.get(file.name());
      told.add(
          new SourceFile(
              file.name(), otherTables, otherColumns, damaged == null ? new TreeMap<>() : damaged));
    }
    return told;
  }

  @Override
  public void close() {
    files.forEach(file -> file.source().close());
  }
}
