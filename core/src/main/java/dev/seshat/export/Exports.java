package dev.seshat.export;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.audit.Audit;
import dev.seshat.gallery.ImportedFile;
import dev.seshat.gallery.ImportedFiles;
import dev.seshat.json.Json;
import dev.seshat.mode.ModeTakeover;
import dev.seshat.search.KnowledgeIndex;
import dev.seshat.search.LinkIndex;
import dev.seshat.search.SearchIndex;
import dev.seshat.session.Session;
import dev.seshat.session.SessionCounters;
import dev.seshat.session.SessionMarkdown;
import dev.seshat.session.Sessions;
import dev.seshat.store.Catalogue;
import dev.seshat.store.Migrations;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import dev.seshat.task.TaskCounts;
import dev.seshat.usage.Usage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Sessions and workspaces as one ZIP each: rows as JSON Lines, sessions as Markdown, transcripts as they were, and the
/// way back. `docs/export.md` describes the ZIP.
public final class Exports {
  /// So many sessions are indexed before their words are written.
  private static final int INDEXED_AT_ONCE = 50;

  private static final long SPOOLED = 256L << 30;

  private final Scope scope;
  private final Sessions sessions;
  private final Function<Scope, SessionMarkdown> markdown;

  /// @param markdown gives a session's text as it is in a store
  public Exports(Scope scope, Sessions sessions, Function<Scope, SessionMarkdown> markdown) {
    this.scope = scope;
    this.sessions = sessions;
    this.markdown = markdown;
  }

  /// Writes a session, and those under it, to `out`, which stays open.
  public ExportReport session(String ref, OutputStream out, ExportProgress progress) {
    Session session = sessions.get(ref);
    return write(session.id(), out, progress);
  }

  /// Writes the whole workspace to `out`, which stays open.
  public ExportReport workspace(OutputStream out, ExportProgress progress) {
    return write(null, out, progress);
  }

  /// The ZIP is made in a file first: a reader of `out` may be slow, and a snapshot of the database must not wait for him.
  private ExportReport write(@Nullable UUID session, OutputStream out, ExportProgress progress) {
    Path file = temporary();
    try {
      ExportReport report;
      try (OutputStream zip = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
        report =
            scope
                .store()
                .read(tx -> {
                  try {
                    return write(tx, session, zip, progress);
                  } catch (IOException e) {
                    throw unwritten(e);
                  }
                });
      }
      Files.copy(file, out);
      out.flush();
      return new ExportReport(report.what(), report.rows(), report.transcripts(), Files.size(file));
    } catch (IOException e) {
      throw unwritten(e);
    } finally {
      delete(file);
    }
  }

  private ExportReport write(
      Tx tx, @Nullable UUID session, OutputStream zip, ExportProgress progress)
      throws SQLException, IOException {
    Catalogue catalogue = Catalogue.of(tx);
    Selection selection =
        session == null
            ? Selection.ofWorkspace(catalogue)
            : Selection.ofSession(catalogue, session, tx.dialect().isSqlite());
    String version = Exports.class.getPackage().getImplementationVersion();
    return new ZipWriter(tx, selection, zip, progress)
        .write(
            scope,
            markdown,
            new ZipWriter.About(
                version == null ? "development" : version, Migrations.newest(), session));
  }

  /// Imports a ZIP from a stream, which is kept in a file meanwhile.
  ///
  /// @throws Invalid as [#load(Path, LoadOptions, ExportProgress)]
  public LoadReport load(InputStream in, LoadOptions options, ExportProgress progress) {
    Path file = temporary();
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        byte[] buffer = new byte[1 << 16];
        long most = Math.min(options.maxBytes(), SPOOLED);
        long length = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          length += read;
          if (length > most) {
            throw new Invalid("zip", "is longer than " + most + " bytes");
          }
          out.write(buffer, 0, read);
        }
      }
      return load(file, options, progress);
    } catch (IOException e) {
      throw Incoming.unreadable(e);
    } finally {
      delete(file);
    }
  }

  /// Imports a ZIP that an export wrote: all of it in one transaction, or nothing. Into an empty store a workspace comes
  /// as it was, with its audit log; into any other one it is merged.
  ///
  /// @throws Invalid naming the entry, and the line, of what is wrong
  /// @throws Conflict if one of its sessions is there already, unless these are to be skipped
  public LoadReport load(Path zip, LoadOptions options, ExportProgress progress) {
    try (Incoming incoming =
        Incoming.open(zip, options.maxBytes(), Migrations.newest(), progress)) {
      Set<String> pictures = new LinkedHashSet<>();
      try (ImportedFiles files = new ImportedFiles(scope)) {
        // looked through before anybody's write has to wait
        for (String sha256 : incoming.images()) {
          files.takeIn(sha256, incoming.image(sha256).orElseThrow());
        }
        return scope.store().write(tx -> load(tx, incoming, options, progress, files, pictures));
      } finally {
        // those of rows that were there already, or of an import that came to nothing
        ImportedFile.removeUnnamed(scope, pictures);
      }
    } catch (IOException e) {
      throw Incoming.unreadable(e);
    }
  }

  private LoadReport load(
      Tx tx,
      Incoming incoming,
      LoadOptions options,
      ExportProgress progress,
      ImportedFiles files,
      Set<String> pictures)
      throws SQLException {
    Loader loader = new Loader(tx, scope, incoming, options, progress, files, pictures);
    LoadReport report = loader.run();
    long[] indexed = {0};
    loader.eachSession((line, id) -> {
      if (!SessionCounters.correctIn(tx, id)) {
        throw new Invalid(
            Layout.table("sessions") + " line " + line,
            "its interactions are not numbered without holes");
      }
      Usage.correctIn(tx, id);
      TaskCounts.correctIn(tx, id);
      ModeTakeover.correctIn(tx, id);
      SearchIndex.indexSession(tx, id);
      if (++indexed[0] % INDEXED_AT_ONCE == 0) {
        tx.runLast();
        progress.at("indexing", indexed[0], 0);
      }
    });
    LinkIndex.addMissing(tx);
    KnowledgeIndex.addMissing(tx);
    loader.finish();
    if (loader.isRestoring()) {
      Audit.Verification chain = Audit.verify(tx);
      if (!chain.intact()) {
        throw new Invalid(Layout.table("audit_log"), String.valueOf(chain.problem()));
      }
    } else {
      changed(tx, incoming, report);
    }
    return report;
  }

  private void changed(Tx tx, Incoming incoming, LoadReport report) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("exported_at", incoming.manifest().createdAt());
    detail.put("added", report.added());
    detail.put("skipped", report.skipped());
    scope.changed(tx, report.what() + ".import", report.what(), "zip", null, Json.write(detail));
  }

  private static Path temporary() {
    try {
      return Files.createTempFile("seshat-", ".zip");
    } catch (IOException e) {
      throw new StoreUnavailable("there is no place for a temporary file: " + e.getMessage(), e);
    }
  }

  private static StoreUnavailable unwritten(IOException e) {
    return new StoreUnavailable("the export cannot be written: " + e.getMessage(), e);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
