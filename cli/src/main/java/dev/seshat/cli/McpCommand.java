package dev.seshat.cli;

import dev.seshat.Seshat;
import dev.seshat.SeshatException;
import dev.seshat.server.mcp.Agent;
import dev.seshat.server.mcp.McpStdio;
import dev.seshat.server.mcp.Toolset;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `mcp`: the tools for agents, over stdin and stdout, until stdin ends.
@Command(
    name = "mcp",
    description = "Serve an agent over stdin and stdout (Model Context Protocol)",
    addMethodSubcommands = false)
final class McpCommand implements Callable<Integer> {
  /// How long the end of the conversation waits for a store that is still being opened, to close it.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SeshatCommand root;

  @Option(
      names = "--tools",
      paramLabel = "SET,…",
      description = "Toolsets beside the default one: ops, prompting")
  @Nullable String tools;

  McpCommand(SeshatCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Set<String> sets = Toolset.named(tools);
    // the store opens while the handshake goes on; a call that needs it waits, and is told what is
    // wrong with it
    FutureTask<Seshat> opening = new FutureTask<>(this::open);
    Thread opener = Thread.ofPlatform().name("open").daemon().start(opening);
    Agent agent = Agent.local().withName(root.givenActor()).withSets(sets);
    new McpStdio(() -> opened(opening), Main.version(), agent)
        .serve(root.terminal().in(), root.terminal().out());
    opener.join(PATIENCE);
    return Cli.OK;
  }

  @Command(
      name = "install",
      description = {
        "Tell a program that agents run in of Seshat: print what to do, or do it with --write",
        "Everything else in its settings stays; a copy of them is kept beside them."
      })
  int install(
      @Parameters(
              paramLabel = "claude|codex|json",
              description = "Which program; json is any other")
          String client,
      @Option(
              names = "--http",
              paramLabel = "URL",
              description = "Reach a running 'seshat serve' there")
          @Nullable String http,
      @Option(names = "--write", description = "Write it into the program's settings")
          boolean write,
      @Option(
              names = "--file",
              paramLabel = "FILE",
              description = "Which settings (claude: ~/.claude.json; codex: ~/.codex/config.toml)")
          @Nullable String file)
      throws IOException {
    Toolset.named(tools);
    return new McpInstall(root, tools).run(McpClient.of(client), http, write, file);
  }

  /// Opens the store; what is wrong with it is also said on stderr, where the client keeps its log.
  private Seshat open() {
    try {
      return root.seshat();
    } catch (SeshatException e) {
      root.notice("seshat: " + e.getMessage());
      throw e;
    }
  }

  private static Seshat opened(FutureTask<Seshat> opening) {
    try {
      return opening.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the store was opened", e);
    }
  }
}
