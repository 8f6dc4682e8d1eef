package dev.seshat.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `completion`: what a shell has to know to complete commands.
@Command(
    name = "completion",
    description = "Print a completion script for bash and zsh: source <(seshat completion)")
final class CompletionCommand implements Runnable {
  private final SeshatCommand root;

  @Spec @Nullable CommandSpec spec;

  CompletionCommand(SeshatCommand root) {
    this.root = root;
  }

  @Override
  public void run() {
    root.say(AutoComplete.bash("seshat", Objects.requireNonNull(spec).root().commandLine()));
  }
}
