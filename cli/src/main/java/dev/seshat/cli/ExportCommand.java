package dev.seshat.cli;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.export.ExportReport;
import dev.seshat.export.Exports;
import dev.seshat.tasklist.ListFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `export`: a session, or the whole workspace, as one ZIP.
@Command(
    name = "export",
    description = "Write a session and those under it, or the whole workspace, as one ZIP",
    addMethodSubcommands = false)
final class ExportCommand implements Callable<Integer> {
  private final SeshatCommand root;

  @Parameters(
      paramLabel = "SESSION",
      arity = "0..1",
      description = "Id, short id or 'current'; without it, the whole workspace")
  @Nullable String session;

  @Option(
      names = "--out",
      paramLabel = "FILE|-",
      description = "A file that is not there yet; - writes to stdout; always to be named")
  @Nullable String out;

  @Spec CommandSpec spec = CommandSpec.create();

  ExportCommand(SeshatCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    String to = out;
    if (to == null) {
      throw new ParameterException(spec.commandLine(), "Missing required option: '--out=FILE|-'");
    }
    if (to.equals("-")) {
      write(root.terminal().out());
      return Cli.OK;
    }
    Path file = Numbers.path("out", to);
    ExportReport report;
    try (OutputStream stream = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      report = write(stream);
    } catch (FileAlreadyExistsException e) {
      throw new Conflict(file + " is there already; name a file that is not");
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    if (!root.printedAsJson(report.toJson())) {
      Table table = new Table().column("EXPORTED").number("");
      report
          .rows()
          .forEach((name, rows) -> {
            if (rows > 0) {
              table.row(name, Numbers.grouped(rows));
            }
          });
      table.print(root.terminal());
      root.say("%s: %s bytes".formatted(file, Numbers.grouped(report.bytes())));
    }
    return Cli.OK;
  }

  @Command(
      name = "tasks",
      description =
          "Write the tasks of a session as other tools read them (see docs/import-tasks.md)")
  int tasks(
      @Parameters(paramLabel = "SESSION", description = "Id, short id or 'current'") String ref,
      @Option(
              names = "--format",
              paramLabel = "FORMAT",
              defaultValue = "markdown",
              completionCandidates = Choices.ListFormats.class,
              description = "markdown, backlog (a ZIP as Backlog.md has it), json or csv")
          String format,
      @Option(
              names = "--to",
              paramLabel = "FILE|-",
              defaultValue = "-",
              description = "A file that is not there yet; - writes to stdout, as without it")
          String to)
      throws IOException {
    ListFormat as = ListFormat.of(format);
    if (to.equals("-")) {
      root.seshat().taskLists().export(ref, as, root.terminal().out());
      return Cli.OK;
    }
    Path file = Numbers.path("to", to);
    root.seshat().sessions().get(ref);
    try (OutputStream stream = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      root.seshat().taskLists().export(ref, as, stream);
    } catch (FileAlreadyExistsException e) {
      throw new Conflict(file + " is there already; name a file that is not");
    }
    if (!root.printedAsJson(Map.of("file", file.toString(), "bytes", Files.size(file)))) {
      root.say("%s: %s bytes".formatted(file, Numbers.grouped(Files.size(file))));
    }
    return Cli.OK;
  }

  private ExportReport write(OutputStream to) {
    Exports exports = root.seshat().exports();
    try (ProgressBar bar = new ProgressBar(root.terminal())) {
      return session == null ? exports.workspace(to, bar) : exports.session(session, to, bar);
    }
  }
}
