package dev.seshat.cli;

import dev.seshat.doctor.Doctor;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `doctor`: whether the store is whole and its counters true.
@Command(
    name = "doctor",
    description =
        "Look through the whole store: file, keys, counters, audit chain, promises, chats, search index, images")
final class DoctorCommand implements Callable<Integer> {
  private final SeshatCommand root;

  @Option(
      names = "--fix",
      description =
          "Before looking, remove files that no image names, which a crash leaves, and count tasks again")
  boolean fix;

  DoctorCommand(SeshatCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Doctor.Examination found;
    try (Waiting _ = new Waiting(root.terminal(), "looking through the store")) {
      if (fix) {
        root.seshat().doctor().fix().forEach(each -> root.notice(each));
      }
      found = root.seshat().doctor().examine();
    }
    if (!root.printedAsJson(found)) {
      found
          .checked()
          .forEach((what, count) ->
              root.say(Numbers.grouped(count) + " " + what.replace('_', ' ') + " looked at"));
      Table table = new Table().column("CHECK").column("SUBJECT").flexible("PROBLEM");
      found.problems().forEach(each -> table.row(each.check(), each.subject(), each.message()));
      if (table.isEmpty()) {
        root.say("nothing is wrong");
      } else {
        table.print(root.terminal());
      }
    }
    return found.problems().isEmpty() ? Cli.OK : Cli.FAILED;
  }
}
