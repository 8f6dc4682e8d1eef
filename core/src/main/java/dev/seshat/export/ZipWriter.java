package dev.seshat.export;

import dev.seshat.json.Json;
import dev.seshat.session.SessionMarkdown;
import dev.seshat.store.Scope;
import dev.seshat.store.Stores;
import dev.seshat.store.TableInfo;
import dev.seshat.store.Times;
import dev.seshat.store.Tx;
import dev.seshat.transcript.Transcripts;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// Writes one export, row by row, inside one snapshot of the database.
final class ZipWriter {
  /// The same in every ZIP, so that equal contents make equal entries.
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

  private static final int TELL_EVERY = 500;

  private final Tx tx;
  private final Selection selection;
  private final ZipOutputStream zip;
  private final ExportProgress progress;
  private final Map<String, Map<String, Object>> tables = new LinkedHashMap<>();
  private long total;
  private long done;

  ZipWriter(Tx tx, Selection selection, OutputStream out, ExportProgress progress) {
    this.tx = tx;
    this.selection = selection;
    this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    this.progress = progress;
  }

  /// What an export says of itself.
  ///
  /// @param session the session that it is of; null for a workspace
  record About(String program, int schema, @Nullable UUID session) {
    String what() {
      return session == null ? "workspace" : "session";
    }
  }

  /// Writes everything, the manifest last, since it names the others' hashes.
  ExportReport write(Scope scope, Function<Scope, SessionMarkdown> markdown, About about)
      throws SQLException, IOException {
    for (TableInfo table : selection.tables()) {
      total += RowTable.count(tx, selection, table);
    }
    for (TableInfo table : selection.tables()) {
      table(table);
    }
    long files = originals();
    long pictures = pictures(scope);
    long texts = markdowns(scope, markdown);
    manifest(about, files, pictures, texts);
    zip.finish();
    Map<String, Long> rows = new LinkedHashMap<>();
    tables.forEach((name, facts) -> rows.put(name, (Long) facts.get("rows")));
    return new ExportReport(about.what(), rows, files, 0);
  }

  private void entry(String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(ENTRY_TIME);
    zip.putNextEntry(entry);
  }

  private void table(TableInfo table) throws SQLException, IOException {
    entry(Layout.table(table.name()));
    MessageDigest digest = sha256();
    OutputStream out = new DigestOutputStream(zip, digest);
    long before = done;
    try {
      RowTable.each(
          tx,
          selection,
          table,
          row -> {
            line(out, row);
            if (++done % TELL_EVERY == 0) {
              progress.at(table.name(), done, total);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    zip.closeEntry();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("rows", done - before);
    facts.put("sha256", HexFormat.of().formatHex(digest.digest()));
    tables.put(table.name(), facts);
  }

  /// The archived files, as their clients wrote them.
  private long originals() throws SQLException, IOException {
    TableInfo files = table("transcript_file");
    long[] written = {0};
    try {
      RowTable.each(
          tx,
          selection,
          files,
          row -> {
            long id = ((Number) Objects.requireNonNull(row.get("id"))).longValue();
            original(id, String.valueOf(row.get("path")));
            progress.at("transcripts", ++written[0], 0);
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return written[0];
  }

  /// The bytes of the images that are kept here, each once; a file that is lost is left out.
  private long pictures(Scope scope) throws SQLException, IOException {
    Set<String> written = new HashSet<>();
    try {
      RowTable.each(tx, selection, table("images"), row -> picture(scope, row, written));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return written.size();
  }

  private void picture(Scope scope, Map<String, @Nullable Object> row, Set<String> written) {
    Object hash = row.get("sha256");
    if (hash == null || written.contains(hash.toString())) {
      return;
    }
    try (InputStream in =
        scope.store().folder().open(String.valueOf(row.get("image_url"))).orElse(null)) {
      if (in != null) {
        entry(Layout.image(hash.toString()));
        in.transferTo(zip);
        zip.closeEntry();
        written.add(hash.toString());
        progress.at("images", written.size(), 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void original(long id, String path) throws SQLException {
    try {
      entry(Layout.transcript(id, path));
      Transcripts.writeIn(tx, id, zip);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TableInfo table(String name) {
    return selection.tables().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void line(OutputStream out, Map<String, @Nullable Object> row) {
    try {
      out.write((Json.write(row) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long markdowns(Scope scope, Function<Scope, SessionMarkdown> markdown)
      throws SQLException, IOException {
    TableInfo sessions = table("sessions");
    long written = 0;
    List<RowTable.Chosen> page = RowTable.sessions(tx, selection, sessions, null);
    while (!page.isEmpty()) {
      for (RowTable.Chosen each : page) {
        entry(Layout.markdown(each.shortId()));
        markdown(scope, markdown, each);
        zip.closeEntry();
        progress.at("sessions/" + each.shortId() + ".md", ++written, 0);
      }
      page = RowTable.sessions(tx, selection, sessions, page.getLast().id());
    }
    return written;
  }

  private void markdown(
      Scope scope, Function<Scope, SessionMarkdown> markdown, RowTable.Chosen session)
      throws SQLException, IOException {
    Writer text = new OutputStreamWriter(new Unclosed(zip), StandardCharsets.UTF_8);
    try {
      Stores.within(
          scope.store(),
          tx,
          joined -> {
            try {
              markdown.apply(new Scope(joined, scope.actor())).write(session.id().toString(), text);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return true;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    text.flush();
  }

  private void manifest(About about, long files, long pictures, long texts) throws IOException {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("format", Layout.FORMAT);
    json.put("format_version", Layout.FORMAT_VERSION);
    json.put("program", about.program());
    json.put("schema_version", about.schema());
    json.put("what", about.what());
    json.put("session_id", about.session() == null ? null : about.session().toString());
    json.put("created_at", Times.text(tx.now()));
    json.put("tables", tables);
    json.put("transcripts", files);
    json.put("images", pictures);
    json.put("sessions", texts);
    entry(Layout.MANIFEST);
    zip.write((Json.pretty(json) + "\n").getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The ZIP for a writer that has no business closing it.
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
