package dev.seshat.cli;

import dev.seshat.usage.Project;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/// `project`: what sessions and requests are for.
@Command(name = "project", description = "Projects", addMethodSubcommands = false)
final class ProjectCommand {
  private final SeshatCommand root;

  ProjectCommand(SeshatCommand root) {
    this.root = root;
  }

  @Command(name = "list", description = "List the projects")
  int list() {
    List<Project> projects = root.seshat().usage().projects().list();
    if (!root.printedAsJson(Map.of("projects", projects))) {
      Table table = new Table().flexible("NAME").column("CREATED").flexible("DESCRIPTION");
      projects.forEach(
          each -> table.row(each.name(), root.shown(each.createdAt()), each.description()));
      SessionView.printTable(root, table, null);
    }
    return Cli.OK;
  }
}
