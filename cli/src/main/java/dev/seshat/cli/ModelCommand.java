package dev.seshat.cli;

import dev.seshat.Page;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.analysis.CallStatus;
import dev.seshat.analysis.ModelAnswer;
import dev.seshat.analysis.ModelCall;
import dev.seshat.analysis.ModelCallFilter;
import dev.seshat.analysis.ModelRequest;
import dev.seshat.analysis.ModelStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `model`: the language model that Seshat itself calls, and what it was asked.
@Command(
    name = "model",
    description = "The language model that is called for summaries and links, and its calls",
    addMethodSubcommands = false)
final class ModelCommand {
  private final SeshatCommand root;

  ModelCommand(SeshatCommand root) {
    this.root = root;
  }

  @Command(name = "status", description = "Show which model is configured, without its key")
  int status() {
    ModelStatus status = root.seshat().models().status();
    if (root.printedAsJson(status.toJson())) {
      return Cli.OK;
    }
    if (status.configured()) {
      root.say(
          "%s of %s at %s, %s a key"
              .formatted(
                  status.model(),
                  status.host(),
                  status.url(),
                  status.hasKey() ? "with" : "without"));
    } else {
      root.say(
          status.problem() == null
              ? "no model is configured: set SESHAT_MODEL to such as anthropic:claude-haiku-4-5"
              : "no model can be called: " + status.problem());
    }
    return Cli.OK;
  }

  @Command(name = "test", description = "Ask the model for a word, to see whether it answers")
  int test() {
    ModelAnswer answer;
    try (Waiting _ = new Waiting(root.terminal(), "asking the model")) {
      answer =
          root.seshat()
              .models()
              .ask(ModelRequest.of("test", "Answer with the one word: ready").withMaxTokens(200));
    }
    ModelCall call = root.seshat().models().call(answer.callId());
    if (!root.printedAsJson(call.toJson())) {
      root.say(
          "%s of %s: %s (%s tokens, %s, %s ms)"
              .formatted(
                  call.model(),
                  call.host(),
                  root.harmless(
                      answer.isOk()
                          ? answer.text().strip()
                          : call.status().word() + ": " + answer.error()),
                  Numbers.grouped(call.totalTokens()),
                  call.costUsd() == null ? "unpriced" : Numbers.dollars(call.costUsd()),
                  Numbers.grouped(Objects.requireNonNullElse(call.durationMs(), 0L))));
    }
    return answer.isOk() ? Cli.OK : Cli.FAILED;
  }

  @Command(name = "calls", description = "List the calls that were made, the newest first")
  int calls(
      @Option(names = "--project", paramLabel = "PROJECT", description = "Only of this project")
          @Nullable String project,
      @Option(
              names = "--session",
              paramLabel = "SESSION",
              description = "Id, short id or 'current'")
          @Nullable String session,
      @Option(
              names = "--purpose",
              paramLabel = "PURPOSE",
              description = "session.summarize, link.analyse…")
          @Nullable String purpose,
      @Option(
              names = "--status",
              paramLabel = "STATUS",
              completionCandidates = Choices.CallStatuses.class,
              description = "ok, refused, invalid, failed, stopped, running")
          @Nullable String status,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "1 to 500 (default 50)")
          int limit,
      @Option(
              names = "--cursor",
              paramLabel = "CURSOR",
              description = "Where the page before ended")
          @Nullable Long cursor) {
    UUID id = session == null ? null : root.seshat().sessions().get(session).id();
    Page<ModelCall> page =
        root.seshat()
            .models()
            .calls(
                new ModelCallFilter(
                    project,
                    id,
                    purpose,
                    status == null ? null : CallStatus.of(status),
                    cursor,
                    limit));
    List<Map<String, @Nullable Object>> json =
        root.isJson() ? page.items().stream().map(ModelCall::toJson).toList() : List.of();
    if (!root.printedAsJson(SessionReadVerbs.page("calls", json, page.next()))) {
      Table table =
          new Table()
              .number("ID")
              .dim("TIME")
              .column("PURPOSE")
              .column("PROJECT")
              .column("MODEL")
              .column("STATUS")
              .number("TRIES")
              .number("MS")
              .number("TOKENS")
              .money("COST")
              .flexible("ERROR");
      for (ModelCall call : page.items()) {
        table.row(
            call.id(),
            root.shown(call.at()),
            call.purpose(),
            call.project(),
            call.model(),
            call.status().word(),
            call.attempts(),
            call.durationMs() == null ? "" : Numbers.grouped(call.durationMs()),
            Numbers.grouped(call.totalTokens()),
            (call.isLowerBound() ? ">= " : "") + Numbers.dollars(call.costUsd()),
            call.error() == null ? "" : call.error());
      }
      SessionView.printTable(root, table, page.next());
    }
    return Cli.OK;
  }

  @Command(name = "call", description = "Show one call: what was asked and answered")
  int call(@Parameters(paramLabel = "ID", description = "As in 'model calls'") long id) {
    if (id < 1) {
      throw new Invalid("ID", "must be a number from 1 on");
    }
    ModelCall call = root.seshat().models().call(id);
    if (!root.printedAsJson(call.toJson())) {
      call.toJson()
          .forEach((name, value) -> {
            if (value != null && !name.equals("prompt") && !name.equals("answer")) {
              root.say("%-15s %s".formatted(name, root.harmless(String.valueOf(value))));
            }
          });
      root.say("");
      root.say(root.harmless(call.prompt()));
      if (call.answer() != null) {
        root.say("");
        root.say(root.harmless(call.answer()));
      }
    }
    return Cli.OK;
  }
}
