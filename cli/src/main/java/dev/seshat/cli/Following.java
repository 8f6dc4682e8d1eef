package dev.seshat.cli;

import dev.seshat.json.Json;
import dev.seshat.transcript.FollowListener;
import dev.seshat.transcript.ImportOptions;
import dev.seshat.transcript.ImportReport;
import dev.seshat.transcript.TranscriptClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// An import that goes on until somebody ends it, and says what it takes.
final class Following implements FollowListener {
  /// How long the end of the program waits for what is being written, and for the report.
  private static final long PATIENCE_MILLIS = 10_000;

  private final SeshatCommand root;
  private final CountDownLatch stop = new CountDownLatch(1);

  Following(SeshatCommand root) {
    this.root = root;
  }

  ImportReport run(TranscriptClient client, Path where, ImportOptions options) {
    Thread command = Thread.currentThread();
    Thread hook = new Thread(() -> end(command), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    if (!root.isJson() && Files.exists(where)) {
      root.notice("following " + where + "; Ctrl-C ends it");
    }
    ImportReport report = root.seshat().transcripts().follow(client, where, options, this, stop);
    // what ended it must not end the writing of the report as well
    Thread.interrupted();
    if (stop.getCount() > 0) {
      // a program that runs this as a part of it, or nobody who reads; otherwise the end has begun
      Runtime.getRuntime().removeShutdownHook(hook);
    }
    return report;
  }

  /// Has the command end, and lets it print its report and close the store.
  private void end(Thread command) {
    stop.countDown();
    try {
      command.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void took(Taken taken) {
    root.say(root.isJson() ? Json.write(taken.toJson()) : line(taken));
    if (root.terminal().out().checkError()) {
      // nobody reads what is printed any more
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void failed(String reason) {
    root.notice("seshat: " + reason + "; trying again");
  }

  private String line(Taken taken) {
    Path name = Path.of(taken.file()).getFileName();
    return "%s: %s interactions, %s requests%s"
        .formatted(
            root.harmless(String.valueOf(name)),
            Numbers.grouped(taken.interactions()),
            Numbers.grouped(taken.requests()),
            taken.sessions() > 0 ? ", new session" : "");
  }
}
