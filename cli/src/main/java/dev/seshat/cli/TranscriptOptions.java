package dev.seshat.cli;

import dev.seshat.transcript.ImportOptions;
import dev.seshat.transcript.TranscriptClient;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which of a client's transcripts are imported, and how.
final class TranscriptOptions {
  @Parameters(
      paramLabel = "DIR|FILE",
      arity = "0..1",
      description = "Default: where the client keeps them")
  @Nullable String from;

  @Option(names = "--keep-secrets", description = "Do not mask what looks like a secret")
  boolean keepSecrets;

  @Option(
      names = "--follow",
      description = "Go on taking what the client writes, until interrupted")
  boolean follow;

  Path where(TranscriptClient client, Map<String, String> environment) {
    return from == null
        ? client.directory(environment, Path.of(System.getProperty("user.home")))
        : Numbers.path("dir", from);
  }

  ImportOptions options() {
    return ImportOptions.standard().withMaskSecrets(!keepSecrets);
  }
}
