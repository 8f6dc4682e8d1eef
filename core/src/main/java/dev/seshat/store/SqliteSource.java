package dev.seshat.store;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/// Another program's SQLite database, read from a private copy: the file itself is never written to, nothing is made
/// beside it, and its program is kept waiting only while the copy is made.
///
/// The copy is one committed state, also of a database with a write-ahead log, and of one whose program died in the
/// middle of a transaction.
public final class SqliteSource implements RowSource {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 100;
  private static final int WRITE_VERSION = 18;
  private static final int WAL = 2;
  private static final int TRIES = 5;

  /// Beyond so many bytes a cell is cut.
  private static final int LONGEST_CELL = 4 << 20;

  private final Path folder;
  private final Connection connection;

  private SqliteSource(Path folder, Connection connection) {
    this.folder = folder;
    this.connection = connection;
  }

  /// Opens a copy of a file.
  ///
  /// @param store the one that is read for, which cannot be read from itself
  /// @throws NotFound if there is no such file
  /// @throws Invalid if it is no SQLite database
  /// @throws StoreUnavailable if its program holds it for more than `patienceMillis`, or it cannot be copied
  public static SqliteSource open(Store store, Path file, int patienceMillis) {
    requireFile(store, file);
    byte[] header = header(file);
    Path folder = null;
    try {
      folder = Files.createTempDirectory("seshat-import-");
      Path copy = folder.resolve("source.db");
      requireSpace(file, folder);
      boolean wal = header.length > WRITE_VERSION && header[WRITE_VERSION] == WAL;
      if (!copyLocked(file, copy, wal, patienceMillis)) {
        copyQuiet(file, copy);
      }
      return new SqliteSource(folder, openCopy(file, copy));
    } catch (IOException e) {
      delete(folder);
      throw new StoreUnavailable(file + " cannot be copied for reading: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  private static void requireFile(Store store, Path file) {
    if (!Files.exists(file)) {
      throw new NotFound("there is no file '" + Texts.shorten(file.toString(), 200) + "'");
    }
    if (!Files.isRegularFile(file)) {
      throw new Invalid("file", "'" + Texts.shorten(file.toString(), 200) + "' is no file");
    }
    // before it is opened: closing a file takes away the locks that this process holds on it
    if (JoinedStore.committed(store) instanceof SqliteStore own && own.isIn(file)) {
      throw new Invalid("file", "is the store itself");
    }
  }

  private static byte[] header(Path file) {
    byte[] header;
    try (InputStream in = Files.newInputStream(file)) {
      header = in.readNBytes(HEADER);
    } catch (IOException e) {
      throw new Invalid("file", "'" + file.getFileName() + "' cannot be read: " + e.getMessage());
    }
    if (header.length > 0 && !Arrays.equals(header, 0, min(header), MAGIC, 0, MAGIC.length)) {
      throw notSqlite(file);
    }
    return header;
  }

  private static int min(byte[] header) {
    return Math.min(header.length, MAGIC.length);
  }

  private static Invalid notSqlite(Path file) {
    return new Invalid("file", "'" + file.getFileName() + "' is no SQLite database, or encrypted");
  }

  private static void requireSpace(Path file, Path folder) throws IOException {
    long size = Files.size(file);
    if (Files.getFileStore(folder).getUsableSpace() < size + size / 8) {
      throw new StoreUnavailable(
          folder.getParent() + " has no room for a copy of " + file + " (" + size + " bytes)");
    }
  }

  /// Copies while a read lock keeps writers from changing the file; false where none can be had without writing.
  private static boolean copyLocked(Path file, Path copy, boolean wal, int patienceMillis)
      throws IOException {
    Path log = beside(file, "-wal");
    if (wal && !(Files.exists(log) && Files.exists(beside(file, "-shm")))) {
      // nobody has it open, and to open it would make these files
      return false;
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setOpenMode(SQLiteOpenMode.READONLY);
    config.setBusyTimeout(patienceMillis);
    try (Connection lock = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
        Statement statement = lock.createStatement()) {
      statement.execute("BEGIN");
      statement.executeQuery("SELECT count(*) FROM sqlite_schema").close();
      Files.copy(file, copy);
      if (wal) {
        // frames after ours may be cut off: the log is read up to its last whole transaction
        Files.copy(log, beside(copy, "-wal"));
      }
      return true;
    } catch (SQLException e) {
      if (e instanceof SQLiteException known && isBusy(known.getResultCode())) {
        throw new StoreUnavailable(
            file + " is locked by another program; stop it, or try again later", e);
      }
      Files.deleteIfExists(copy);
      return false;
    }
  }

  private static boolean isBusy(SQLiteErrorCode code) {
    return (code.code & 0xFF) == SQLiteErrorCode.SQLITE_BUSY.code;
  }

  /// Copies a database that nobody has open, with the log or the journal that its program left, and makes sure that it
  /// stood still.
  private static void copyQuiet(Path file, Path copy) throws IOException {
    List<String> parts = List.of("", "-wal", "-journal");
    for (int i = 0; i < TRIES; i++) {
      List<String> before = state(file, parts);
      for (String part : parts) {
        Files.deleteIfExists(beside(copy, part));
        if (Files.exists(beside(file, part))) {
          Files.copy(beside(file, part), beside(copy, part));
        }
      }
      if (before.equals(state(file, parts))) {
        return;
      }
    }
    throw new StoreUnavailable(file + " changes while it is read; stop what writes to it");
  }

  private static List<String> state(Path file, List<String> parts) throws IOException {
    List<String> state = new ArrayList<>();
    for (String part : parts) {
      Path each = beside(file, part);
      state.add(
          Files.exists(each) ? Files.size(each) + " " + Files.getLastModifiedTime(each) : "none");
    }
    return state;
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static Connection openCopy(Path file, Path copy) {
    SQLiteConfig config = new SQLiteConfig();
    try {
      Connection connection = config.createConnection("jdbc:sqlite:" + copy.toAbsolutePath());
      try (Statement statement = connection.createStatement()) {
        // a schema from outside may name functions; and whatever else it holds, nothing is written
        statement.execute("PRAGMA trusted_schema = OFF");
        statement.execute("PRAGMA cell_size_check = ON");
        statement.executeQuery("SELECT count(*) FROM sqlite_schema").close();
        statement.execute("PRAGMA query_only = ON");
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
      return connection;
    } catch (SQLException e) {
      if (e instanceof SQLiteException known
          && known.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB) {
        throw notSqlite(file);
      }
      throw new Invalid("file", "'" + file.getFileName() + "' cannot be read: " + reason(e));
    }
  }

  @Override
  public SortedMap<String, List<String>> tables() {
    SortedMap<String, List<String>> tables = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rs =
            statement.executeQuery(
                """
                SELECT lower(t.name) AS t, lower(c.name) AS c FROM sqlite_schema t, pragma_table_info(t.name) c
                WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND t.sql NOT LIKE 'CREATE VIRTUAL%'
                ORDER BY t.name, c.cid
                """)) {
      while (rs.next()) {
        tables.computeIfAbsent(rs.getString("t"), t -> new ArrayList<>()).add(rs.getString("c"));
      }
      return tables;
    } catch (SQLException e) {
      throw new Invalid("file", "is damaged: " + reason(e));
    }
  }

  @Override
  public long count(String table) {
    Object count = one("SELECT count(*) FROM " + quoted(table));
    return count instanceof Number number ? number.longValue() : 0;
  }

  @Override
  public long repeated(String table, String column) {
    String cell = "nullif(trim(" + quoted(column) + "), '')";
    Object more =
        one("SELECT count(" + cell + ") - count(DISTINCT " + cell + ") FROM " + quoted(table));
    return more instanceof Number number ? number.longValue() : 0;
  }

  @Override
  public @Nullable Object greatest(String table, String column) {
    return one("SELECT max(" + quoted(column) + ") FROM " + quoted(table));
  }

  private @Nullable Object one(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet rs = statement.executeQuery(sql)) {
      return rs.next() ? plain(rs.getObject(1)) : null;
    } catch (SQLException e) {
      return null;
    }
  }

  @Override
  public @Nullable String each(
      String table, List<String> columns, List<String> order, CellReader reader) {
    StringBuilder sql = new StringBuilder("SELECT ");
    for (int i = 0; i < columns.size(); i++) {
      sql.append(i == 0 ? "" : ", ").append(bounded(quoted(columns.get(i))));
    }
    sql.append(" FROM ").append(quoted(table));
    for (int i = 0; i < order.size(); i++) {
      sql.append(i == 0 ? " ORDER BY " : ", ").append(quoted(order.get(i)));
    }
    try (Statement statement = connection.createStatement();
        ResultSet rs = statement.executeQuery(sql.toString())) {
      while (rs.next()) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
          cells.put(columns.get(i), plain(rs.getObject(i + 1)));
        }
        reader.read(cells);
      }
      return null;
    } catch (SQLException e) {
      return reason(e);
    }
  }

  private static String bounded(String column) {
    return "CASE WHEN octet_length(%s) > %d THEN substr(%s, 1, %d) ELSE %s END"
        .formatted(column, LONGEST_CELL, column, LONGEST_CELL / 4, column);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static @Nullable Object plain(@Nullable Object cell) {
    return cell instanceof Integer number ? (Object) number.longValue() : cell;
  }

  private static String reason(SQLException e) {
    return Texts.shorten(String.valueOf(e.getMessage()), 200);
  }

  @Override
  public void close() {
    SqliteWriter.closeQuietly(connection);
    delete(folder);
  }

  private static void delete(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new StoreUnavailable("the copy in " + folder + " cannot be removed", e);
    }
  }
}
