package dev.seshat.cli;

import dev.seshat.preference.Preference;
import dev.seshat.preference.PreferenceKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `prefs`: what whoever works has chosen.
@Command(
    name = "prefs",
    description = "Preferences: the time zone, the theme, the project of new sessions…",
    synopsisSubcommandLabel = "COMMAND",
    addMethodSubcommands = false)
final class PrefsCommand {
  private final SeshatCommand root;

  PrefsCommand(SeshatCommand root) {
    this.root = root;
  }

  @Command(name = "list", description = "List every preference with what counts for it")
  int list() {
    List<Preference> all = root.seshat().preferences().list();
    if (!root.printedAsJson(Map.of("preferences", all.stream().map(Preference::toJson).toList()))) {
      Table table =
          new Table().column("KEY").column("VALUE").dim("DEFAULT").flexible("WHAT IT DECIDES");
      all.forEach(each ->
          table.row(
              each.key().word(),
              shown(each.value()),
              each.isSet() ? shown(each.key().otherwise()) : "",
              each.key().about()));
      table.print(root.terminal());
    }
    return Cli.OK;
  }

  @Command(name = "get", description = "Print what counts for one")
  int get(
      @Parameters(
              paramLabel = "KEY",
              completionCandidates = Choices.PreferenceKeys.class,
              description = "As in 'prefs list'")
          String key) {
    Preference found = root.seshat().preferences().get(PreferenceKey.of(key));
    if (!root.printedAsJson(found.toJson())) {
      root.say(shown(found.value()));
    }
    return Cli.OK;
  }

  @Command(name = "set", description = "Choose a value")
  int set(
      @Parameters(
              paramLabel = "KEY",
              completionCandidates = Choices.PreferenceKeys.class,
              description = "As in 'prefs list'")
          String key,
      @Parameters(paramLabel = "VALUE", description = "What is allowed is said when it is not")
          String value) {
    PreferenceKey wanted = PreferenceKey.of(key);
    return said(root.seshat().preferences().set(wanted, wanted.parsed(value)));
  }

  @Command(name = "unset", description = "Go back to the default")
  int unset(
      @Parameters(
              paramLabel = "KEY",
              completionCandidates = Choices.PreferenceKeys.class,
              description = "As in 'prefs list'")
          String key) {
    return said(root.seshat().preferences().unset(PreferenceKey.of(key)));
  }

  private int said(Preference preference) {
    if (!root.printedAsJson(preference.toJson())) {
      root.say(
          preference.key().word()
              + ": "
              + shown(preference.value())
              + (preference.isSet() ? "" : " (the default)"));
    }
    return Cli.OK;
  }

  private static String shown(@Nullable Object value) {
    return Objects.requireNonNullElse(value, "none").toString();
  }
}
