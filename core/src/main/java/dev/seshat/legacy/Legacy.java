package dev.seshat.legacy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.export.ExportProgress;
import dev.seshat.link.Links;
import dev.seshat.promise.Promises;
import dev.seshat.session.Artifacts;
import dev.seshat.session.Notes;
import dev.seshat.store.Scope;
import dev.seshat.usage.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Takes over what older systems kept in databases of their own.
///
/// A run may be repeated, broken off and repeated, and given files in any order, with rows added since: no row is taken
/// twice, and of two states of a row the later one counts. The files are read from private copies and never written.
public final class Legacy {
  private static final long LONGEST = 16L << 30;
  private static final int PIECE = 1 << 20;

  private final Scope scope;
  private final Usage usage;
  private final Promises promises;
  private final Links links;
  private final Homes homes;

  public Legacy(Scope scope, Usage usage, Promises promises, Links links, Homes homes) {
    this.homes = homes;
    this.links = links;
    this.promises = promises;
    this.scope = scope;
    this.usage = usage;
  }

  /// Takes over the database of the agent system: `system.db`, or the older `token_usage.db` and `links.db`, or backups
  /// of these.
  ///
  /// @throws NotFound if there is no such file
  /// @throws Invalid if one is no SQLite database, or has none of the system's tables; then nothing is written
  public LegacyReport importAgentSystem(
      List<Path> files, LegacyOptions options, ExportProgress progress) {
    if (files.isEmpty()) {
      throw new Invalid("files", "name at least one file");
    }
    return takeOver(files, options, progress);
  }

  /// The same of one file that comes in as a stream, as over HTTP; the stream is not closed.
  ///
  /// @throws Invalid if it is longer than 16 GiB, too
  public LegacyReport importAgentSystem(
      InputStream in, LegacyOptions options, ExportProgress progress) {
    return received(in, file -> takeOver(List.of(file), options, progress));
  }

  /// Takes over the database of prompt sessions, and with [LegacyOptions#files] the pictures below its folder `sessions`.
  ///
  /// @throws NotFound if there is no such file
  /// @throws Invalid if one is no SQLite database, or has none of its tables; then nothing is written
  public LegacyReport importPromptSessions(
      List<Path> files, LegacyOptions options, ExportProgress progress) {
    if (files.isEmpty()) {
      throw new Invalid("files", "name at least one file");
    }
    Path folder = options.files();
    List<FileImport> pictures =
        folder == null ? List.of() : List.of(new PromptFiles(folder, homes, options));
    try (Takeover takeover =
        new Takeover(
            scope,
            PromptDatabase.DOCUMENT,
            options,
            progress,
            PromptDatabase.tables(homes, options),
            pictures,
            true)) {
      files.forEach(file -> takeover.open(file, PromptDatabase.MOMENTS));
      return takeover.run();
    }
  }

  /// The same of one file that comes in as a stream; the stream is not closed.
  public LegacyReport importPromptSessions(
      InputStream in, LegacyOptions options, ExportProgress progress) {
    return received(in, file -> importPromptSessions(List.of(file), options, progress));
  }

  /// Takes over the image datatable from its PostgreSQL database, and with [LegacyOptions#files] the pictures that its
  /// addresses lead to below that folder. The database is read in one transaction, as it was at one moment.
  ///
  /// @param url `jdbc:postgresql://host/database?user=…` or `postgresql://user:password@host/database`
  /// @throws Invalid if it cannot be reached, or has none of its tables; then nothing is written
  public LegacyReport importImageDatatable(
      String url, LegacyOptions options, ExportProgress progress) {
    Path folder = options.files();
    List<FileImport> pictures =
        folder == null ? List.of() : List.of(new DatatableFiles(folder, homes, options));
    try (Takeover takeover =
        new Takeover(
            scope,
            ImageDatatable.DOCUMENT,
            options,
            progress,
            ImageDatatable.tables(homes, options),
            pictures,
            true)) {
      takeover.open(url, ImageDatatable.MOMENTS);
      return takeover.run();
    }
  }

  /// Takes over interviews from a PostgreSQL database: storytellers, their events, processes, sessions with all that was said and
  /// made in them. The database is read in one transaction, as it was at one moment.
  ///
  /// @param url `jdbc:postgresql://host/database?user=…` or `postgresql://user:password@host/database`
  /// @throws Invalid if it cannot be reached, or has none of its tables; then nothing is written
  public LegacyReport importInterviewSessions(
      String url, LegacyOptions options, ExportProgress progress) {
    List<TableImport> tables =
        InterviewDatabase.tables(
            homes,
            new Artifacts(scope, homes.sessions()),
            new Notes(scope, homes.sessions()),
            options);
    try (Takeover takeover =
        new Takeover(
            scope, InterviewDatabase.DOCUMENT, options, progress, tables, List.of(), true)) {
      takeover.open(url, InterviewDatabase.MOMENTS);
      return takeover.run();
    }
  }

  /// Takes over the sessions, tasks, groups and modes of task orchestration's database; of an older one tasks alone, for which
  /// a session is made.
  ///
  /// @throws NotFound if there is no such file
  /// @throws Invalid if one is no SQLite database, or has none of its tables; then nothing is written
  public LegacyReport importTaskOrchestration(
      List<Path> files, LegacyOptions options, ExportProgress progress) {
    if (files.isEmpty()) {
      throw new Invalid("files", "name at least one file");
    }
    try (Takeover takeover =
        new Takeover(
            scope,
            TaskDatabase.DOCUMENT,
            options,
            progress,
            TaskDatabase.tables(scope, homes, options),
            List.of(),
            true)) {
      files.forEach(file -> takeover.open(file, TaskDatabase.MOMENTS));
      return takeover.run();
    }
  }

  /// Takes over the database of whichever older system it is, which its tables say.
  ///
  /// @param files of one system
  /// @throws Invalid if it is none that is known; then nothing is written
  public LegacyReport importAny(List<Path> files, LegacyOptions options, ExportProgress progress) {
    if (files.isEmpty()) {
      throw new Invalid("files", "name at least one file");
    }
    return switch (Recognised.of(scope.store(), files.getFirst())) {
      case AgentSystem.DOCUMENT -> importAgentSystem(files, options, progress);
      case PromptDatabase.DOCUMENT -> importPromptSessions(files, options, progress);
      default -> importTaskOrchestration(files, options, progress);
    };
  }

  /// The same of a PostgreSQL database.
  ///
  /// @param url `jdbc:postgresql://host/database?user=…` or `postgresql://user:password@host/database`
  public LegacyReport importAny(String url, LegacyOptions options, ExportProgress progress) {
    return Recognised.of(url).equals(InterviewDatabase.DOCUMENT)
        ? importInterviewSessions(url, options, progress)
        : importImageDatatable(url, options, progress);
  }

  /// The same of one SQLite file that comes in as a stream; the stream is not closed.
  public LegacyReport importAny(InputStream in, LegacyOptions options, ExportProgress progress) {
    return received(in, file -> importAny(List.of(file), options, progress));
  }

  private static LegacyReport received(InputStream in, Function<Path, LegacyReport> taking) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("seshat-upload-");
      Path file = folder.resolve("upload.db");
      receive(in, file);
      return taking.apply(file);
    } catch (IOException e) {
      throw new StoreUnavailable("the file cannot be received: " + e.getMessage(), e);
    } finally {
      remove(folder);
    }
  }

  private static void receive(InputStream in, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      long left = LONGEST;
      byte[] some = in.readNBytes(PIECE);
      while (some.length > 0) {
        left -= some.length;
        if (left < 0) {
          throw new Invalid("file", "is longer than " + (LONGEST >> 30) + " GiB");
        }
        out.write(some);
        some = in.readNBytes(PIECE);
      }
    }
  }

  private static void remove(@Nullable Path folder) {
    if (folder != null) {
      try {
        Files.deleteIfExists(folder.resolve("upload.db"));
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        throw new StoreUnavailable("the file in " + folder + " cannot be removed", e);
      }
    }
  }

  private LegacyReport takeOver(List<Path> files, LegacyOptions options, ExportProgress progress) {
    AgentSystem system = new AgentSystem(homes.sessions(), usage, promises, links, options);
    try (Takeover takeover =
        new Takeover(
            scope, AgentSystem.DOCUMENT, options, progress, system.tables(), List.of(), false)) {
      files.forEach(file -> takeover.open(file, AgentSystem.MOMENTS));
      return takeover.run();
    }
  }
}
