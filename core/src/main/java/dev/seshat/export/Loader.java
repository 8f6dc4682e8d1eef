package dev.seshat.export;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.gallery.ImportedFile;
import dev.seshat.gallery.ImportedFiles;
import dev.seshat.process.BroughtVersion;
import dev.seshat.promise.BroughtPromise;
import dev.seshat.store.Catalogue;
import dev.seshat.store.Scope;
import dev.seshat.store.TableInfo;
import dev.seshat.store.TableInfo.Column;
import dev.seshat.store.TableInfo.Kind;
import dev.seshat.store.TableInfo.Reference;
import dev.seshat.store.Tx;
import dev.seshat.transcript.Transcripts;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts the rows of one ZIP into the store, inside one transaction.
///
/// Ids stay. Numbers stay where the store has none as high; others move up together, above all that is there, so that
/// what refers to them moves by the same distance. A row that is there already (by its key or by what is unique of it)
/// stands for the ZIP's, and what belongs to the ZIP's row is left out with it.
final class Loader {
  private static final int TELL_EVERY = 500;
  private static final String SNAPSHOTS = "price_snapshots";
  private static final int LONGEST_CHAIN = 10_000;

  /// The highest number that a row may bring along: every program's JSON can hold it.
  private static final long HIGHEST = 1L << 53;

  private final Tx tx;
  private final Scope scope;
  private final Incoming zip;
  private final LoadOptions options;
  private final ExportProgress progress;
  private final List<TableInfo> tables;
  private final boolean restoring;
  private final Map<String, Long> highest = new HashMap<>();
  private final Set<String> withOthers = new TreeSet<>();
  private final Map<String, Long> added = new LinkedHashMap<>();
  private final Map<String, Long> skipped = new LinkedHashMap<>();
  private final ImportedFiles files;
  private final Set<String> pictures;
  private @Nullable Long closing;

  /// @param files of images, as far as they were taken in
  /// @param pictures is told the names of files that are put in their places
  Loader(
      Tx tx,
      Scope scope,
      Incoming zip,
      LoadOptions options,
      ExportProgress progress,
      ImportedFiles files,
      Set<String> pictures)
      throws SQLException {
    this.tx = tx;
    this.files = files;
    this.scope = scope;
    this.zip = zip;
    this.options = options;
    this.progress = progress;
    this.pictures = pictures;
    this.restoring = zip.manifest().isWorkspace() && LoadTable.isEmpty(tx);
    this.tables = chosen(Catalogue.of(tx));
  }

  private List<TableInfo> chosen(Catalogue catalogue) {
    List<TableInfo> known = catalogue.tables().stream().filter(Layout::isExported).toList();
    Set<String> names = known.stream().map(TableInfo::name).collect(Collectors.toSet());
    for (String name : zip.manifest().tables().keySet()) {
      if (!names.contains(name)) {
        throw new Invalid(
            Layout.MANIFEST, "names a table that is not imported: " + Texts.shorten(name, 60));
      }
    }
    return known.stream()
        .filter(table -> zip.manifest().tables().containsKey(table.name()))
        .filter(table -> restoring || !Layout.LOG.contains(table.name()))
        .map(table -> table.name().equals(SNAPSHOTS) ? knownByItsMaking(table) : table)
        .toList();
  }

  /// A state of the price book is known again by when, by whom and why it was made: the same export may come twice.
  private static TableInfo knownByItsMaking(TableInfo table) {
    List<String> making = List.of("created_at", "created_by", "reason", "table_version");
    return new TableInfo(
        table.name(), table.columns(), table.key(), table.references(), List.of(making));
  }

  private boolean isKnownState(TableInfo table, Map<String, @Nullable Object> row)
      throws SQLException {
    return !restoring
        && table.name().equals(SNAPSHOTS)
        && LoadTable.inTheWay(tx, table, row).isPresent();
  }

  LoadReport run() throws SQLException {
    LoadTable.begin(tx, tables);
    for (TableInfo table : tables) {
      if (table.isNumbered() && !restoring) {
        highest.put(table.name(), LoadTable.highest(tx, table.name()));
      }
    }
    for (TableInfo table : tables) {
      load(table);
    }
    return new LoadReport(zip.manifest().what(), restoring, added, skipped);
  }

  /// Ends the work, when nobody asks any more which rows were there.
  void finish() throws SQLException {
    LoadTable.end(tx, tables);
  }

  boolean isRestoring() {
    return restoring;
  }

  private void load(TableInfo table) throws SQLException {
    added.put(table.name(), 0L);
    zip.each(
        table.name(),
        (long line, Map<String, @Nullable Object> json) -> at(table, line, () -> row(table, json)));
    for (Reference link : table.links()) {
      zip.each(
          table.name(),
          (long line, Map<String, @Nullable Object> json) ->
              at(table, line, () -> link(table, link, json)));
    }
  }

  /// Something done with one row.
  @FunctionalInterface
  private interface Step {
    void run() throws SQLException;
  }

  /// Says of an error where in the ZIP it was made.
  private void at(TableInfo table, long line, Step step) throws SQLException {
    String where = Layout.table(table.name()) + " line " + line;
    if (line % TELL_EVERY == 0) {
      progress.at(table.name(), line, zip.rows(table.name()));
    }
    try {
      step.run();
    } catch (Invalid e) {
      throw new Invalid(where, e.getMessage());
    } catch (SQLException e) {
      if (!tx.isRefusal(e)) {
        throw e;
      }
      throw new Invalid(
          where, "breaks a rule: " + Texts.shorten(String.valueOf(e.getMessage()), 300));
    }
  }

  private void row(TableInfo table, Map<String, @Nullable Object> json) throws SQLException {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> each : json.entrySet()) {
      Column column =
          table
              .column(each.getKey())
              .orElseThrow(() ->
                  new Invalid(Texts.shorten(each.getKey(), 60), "is no column that is known here"));
      row.put(column.name(), Cells.parse(column, each.getValue()));
    }
    for (String key : table.key()) {
      if (row.get(key) == null) {
        throw new Invalid(key, "is missing");
      }
    }
    Object given = Objects.requireNonNull(row.get(table.key().getFirst()));
    boolean left = !refer(table, row);
    if (table.isNumbered()) {
      row.put(table.key().getFirst(), moved(table.name(), (Long) given));
    }
    if (table.name().equals("model_prices") && !restoring && row.get("until_snapshot") == null) {
      row.put("until_snapshot", closing());
    }
    if (table.name().equals("promises") && !restoring) {
      BroughtPromise.settle(row, tx.now());
    }
    if (table.name().equals("promise_schedules") && !restoring) {
      BroughtPromise.rest(row);
    }
    if (table.name().equals("process_version") && !restoring) {
      BroughtVersion.settle(tx, row);
    }
    if (table.name().equals("images") && !left) {
      picture(row);
    }
    if (left || isKnownState(table, row) || !LoadTable.insert(tx, table, row)) {
      there(table, row, given, left);
      return;
    }
    added.merge(table.name(), 1L, Long::sum);
    if (table.name().equals("transcript_file")) {
      transcript((Long) given, (Long) Objects.requireNonNull(row.get("id")));
    }
  }

  /// Turns what a row refers to into what that is here.
  ///
  /// @return false if it belongs to a row that was there already
  private boolean refer(TableInfo table, Map<String, @Nullable Object> row) throws SQLException {
    for (Reference each : table.references()) {
      Object value = row.get(each.column());
      if (value == null) {
        continue;
      }
      if (each.table().equals(table.name())) {
        // a row may stand after the one that names it: links come when all rows are there
        row.put(each.column(), null);
        continue;
      }
      Object own = own(each.table(), value);
      boolean isNobody = own != null && own.equals(nobody(value));
      if (own != null && (Selection.belongs(table, each) || (isNobody && each.cascades()))) {
        return false;
      }
      Object here = own != null ? own : value instanceof Long n ? moved(each.table(), n) : value;
      boolean isBrought = zip.manifest().tables().containsKey(each.table());
      boolean gone = each.clears() && !(isBrought && LoadTable.isThere(tx, each, here));
      row.put(each.column(), gone || isNobody ? null : here);
    }
    return true;
  }

  /// The key of the row that was there in the place of the ZIP's, if one was.
  private @Nullable Object own(String table, Object given) throws SQLException {
    if (!withOthers.contains(table)) {
      return null;
    }
    Optional<String> own = LoadTable.own(tx, table, given);
    if (own.isEmpty()) {
      return null;
    }
    return switch (given) {
      case Long number -> Long.valueOf(own.get());
      case UUID id -> UUID.fromString(own.get());
      default -> own.get();
    };
  }

  private long moved(String table, long given) {
    if (given < 1 || given > HIGHEST) {
      throw new Invalid("id", "must be 1 to " + HIGHEST);
    }
    long here = highest.getOrDefault(table, 0L);
    return given > here ? given : given + Math.max(here, zip.highest(table));
  }

  private void there(TableInfo table, Map<String, @Nullable Object> row, Object given, boolean left)
      throws SQLException {
    if (restoring && !left && isOfNewStore(table)) {
      row.put(table.key().getFirst(), given);
      LoadTable.replace(tx, table, row);
      added.merge(table.name(), 1L, Long::sum);
    } else if (restoring) {
      throw new Invalid(String.join(", ", table.key()), "is that of a row before");
    } else if (table.name().equals("sessions") && !options.skipExisting()) {
      throw new Conflict(
          "session " + row.get("short_id") + " is there already; say to skip what is, or erase it");
    } else {
      skipped.merge(table.name(), 1L, Long::sum);
    }
    if (table.key().size() == 1) {
      Object own =
          left ? sameOrNobody(table, given) : LoadTable.inTheWay(tx, table, row).orElse("");
      LoadTable.there(tx, table.name(), given, own);
      if (left || !restoring || !own.toString().equals(given.toString())) {
        withOthers.add(table.name());
      }
    }
  }

  private Object sameOrNobody(TableInfo table, Object given) throws SQLException {
    return given instanceof UUID && LoadTable.hasKey(tx, table, given) ? given : nobody(given);
  }

  /// The key of no row, for one that was left out and so has none here.
  private static Object nobody(Object given) {
    return given instanceof Long ? 0L : new UUID(0, 0);
  }

  /// What every store holds from the beginning.
  private static boolean isOfNewStore(TableInfo table) {
    return table.name().equals("hosts")
        || table.name().equals("price_head")
        || table.name().equals("audit_head");
  }

  private void link(TableInfo table, Reference link, Map<String, @Nullable Object> json)
      throws SQLException {
    Column key = table.column(table.key().getFirst()).orElseThrow();
    Column column = table.column(link.column()).orElseThrow();
    Object from = Cells.parse(key, json.get(key.name()));
    Object to = Cells.parse(column, json.get(link.column()));
    if (from == null || to == null || own(table.name(), from) != null) {
      return;
    }
    Object ownTo = own(table.name(), to);
    Object target = ownTo == null ? to : ownTo;
    if (key.kind() == Kind.ID) {
      from = moved(table.name(), (Long) from);
      target = ownTo == null ? moved(table.name(), (Long) to) : ownTo;
    }
    if (!LoadTable.isThere(tx, link, target)) {
      return;
    }
    requireNoCircle(table, link, key, from, target);
    LoadTable.link(tx, table, link, from, target);
  }

  private void requireNoCircle(
      TableInfo table, Reference link, Column key, Object from, Object target) throws SQLException {
    Object at = target;
    for (int steps = 0; steps < LONGEST_CHAIN; steps++) {
      if (at.equals(from)) {
        break;
      }
      Optional<String> next = LoadTable.linked(tx, table, link, at);
      if (next.isEmpty()) {
        return;
      }
      at =
          switch (key.kind()) {
            case UUID -> UUID.fromString(next.get());
            case ID, LONG -> Long.valueOf(next.get());
            default -> next.get();
          };
    }
    throw new Invalid(link.column(), "leads back to the row itself, or through too many");
  }

  private long closing() throws SQLException {
    Long known = closing;
    if (known == null) {
      known = LoadTable.closingSnapshot(tx, scope.actor());
      closing = known;
    }
    return known;
  }

  /// Puts an image's bytes into their place and has its row say what they are; where they were lost it says nothing of them.
  private void picture(Map<String, @Nullable Object> row) throws SQLException {
    Object hash = row.get("sha256");
    if (hash == null) {
      return;
    }
    String sha256 = hash.toString();
    String url = String.valueOf(row.get("image_url"));
    ImportedFile.requireName(url);
    if (!files.has(sha256)) {
      List.of("media_type", "bytes", "width", "height", "sha256")
          .forEach(each -> row.put(each, null));
      return;
    }
    String id = String.valueOf(row.get("image_id"));
    row.putAll(ImportedFile.place(tx, scope, id, url, files.get(sha256), pictures).columns());
  }

  private void transcript(long given, long id) throws SQLException {
    LoadTable.File file = LoadTable.file(tx, id);
    MessageDigest digest = ZipWriter.sha256();
    try (InputStream in = zip.transcript(given, file.path());
        Counting counting = new Counting(new DigestInputStream(in, digest))) {
      Transcripts.readIn(tx, id, counting);
      if (counting.count() != file.size()
          || !HexFormat.of().formatHex(digest.digest()).equals(file.sha256())) {
        throw new Invalid(
            Layout.transcript(given, file.path()), "is not the file that its row tells of");
      }
    } catch (IOException e) {
      throw Incoming.unreadable(e);
    }
  }

  /// Hands over the ids of the sessions that were added.
  void eachSession(SessionReader reader) throws SQLException {
    TableInfo sessions =
        tables.stream().filter(each -> each.name().equals("sessions")).findFirst().orElse(null);
    if (sessions == null) {
      return;
    }
    zip.each(
        "sessions",
        (line, json) -> {
          UUID id = UUID.fromString(String.valueOf(json.get("id")));
          if (own("sessions", id) == null) {
            reader.read(line, id);
          }
        });
  }

  /// Takes a session's id.
  @FunctionalInterface
  interface SessionReader {
    void read(long line, UUID id) throws SQLException;
  }

  /// A stream that knows how much was read of it.
  private static final class Counting extends java.io.FilterInputStream {
    private long count;

    Counting(InputStream in) {
      super(in);
    }

    long count() {
      return count;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = super.read(bytes, from, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
