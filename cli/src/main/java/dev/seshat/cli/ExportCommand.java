package dev.seshat.cli;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.export.ExportReport;
import dev.seshat.export.Exports;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `export`: a session, or the whole workspace, as one ZIP.
@Command(
    name = "export",
    description = "Write a session and those under it, or the whole workspace, as one ZIP")
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
      required = true,
      description = "A file that is not there yet; - writes to stdout")
  String out = "";

  ExportCommand(SeshatCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    if (out.equals("-")) {
      write(root.terminal().out());
      return Cli.OK;
    }
    Path file = Numbers.path("out", out);
    ExportReport report;
    try (OutputStream to = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      report = write(to);
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

  private ExportReport write(OutputStream to) {
    Exports exports = root.seshat().exports();
    try (ProgressBar bar = new ProgressBar(root.terminal())) {
      return session == null ? exports.workspace(to, bar) : exports.session(session, to, bar);
    }
  }
}
