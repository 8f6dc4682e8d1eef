package dev.seshat.cli;

import dev.seshat.SeshatException.Invalid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `completion`: what a shell has to know to complete commands.
@Command(
    name = "completion",
    description = "Print the completion script of a shell: source <(seshat completion bash)")
final class CompletionCommand implements Runnable {
  private final SeshatCommand root;

  @Spec @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "SHELL",
      arity = "0..1",
      completionCandidates = Shells.class,
      description = "bash, zsh or fish (default: that of SHELL, else bash)")
  @Nullable String shell;

  CompletionCommand(SeshatCommand root) {
    this.root = root;
  }

  static final class Shells extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Shells() {
      super(Arrays.asList("bash", "zsh", "fish"));
    }
  }

  @Override
  public void run() {
    CommandSpec top = Objects.requireNonNull(spec).root();
    switch (wanted()) {
      case "fish" -> root.say(FishCompletion.script(top).stripTrailing());
      case "zsh" ->
          root.say(
              "autoload -U +X bashcompinit && bashcompinit\n"
                  + BashCompletion.script(top).stripTrailing());
      default -> root.say(BashCompletion.script(top).stripTrailing());
    }
  }

  private String wanted() {
    if (shell == null) {
      String login = root.environment().getOrDefault("SHELL", "");
      return login.endsWith("/fish") ? "fish" : login.endsWith("/zsh") ? "zsh" : "bash";
    }
    if (!new Shells().contains(shell)) {
      throw new Invalid("SHELL", "must be one of bash, zsh, fish");
    }
    return shell;
  }
}
