package dev.seshat.server.fuzz;

import dev.seshat.Seshat;
import dev.seshat.export.ExportProgress;
import dev.seshat.retention.RetentionRule;
import dev.seshat.session.Artifact;
import dev.seshat.session.Ending;
import dev.seshat.session.NewArtifact;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.transcript.ImportOptions;
import dev.seshat.transcript.ImportProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// What has to be there for an input to mean something: sessions in every state, with a turn that waits for an answer, an
/// artifact, an indicator and a transcript.
public final class Furniture {
  private static final String LINE =
      """
      {"type":"user","uuid":"u1","sessionId":"s1","timestamp":"2026-01-31T08:15:30.000Z","message":{"role":"user","content":"Hello"}}
      """;

  private final Seshat seshat;
  private final Random random;
  private final Path directory;
  private final String imported;

  public Furniture(Seshat seshat, Path directory, Random random) {
    this.seshat = seshat;
    this.random = random;
    this.directory = directory;
    this.imported = imported(directory);
  }

  private String imported(Path directory) {
    try {
      Path file = Files.createDirectories(directory.resolve("project")).resolve("s1.jsonl");
      Files.writeString(file, LINE);
      seshat.transcripts().importClaudeCode(file, ImportOptions.standard(), ImportProgress.none());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seshat.sessions().findExternal("claude-code", "s1").orElseThrow().id().toString();
  }

  /// Values for the names that must stand for something, on a fresh session in any state.
  public Map<String, Object> known() {
    Session session =
        seshat
            .sessions()
            .create(
                NewSession.fromJson(
                    Map.of("intention", "Be drawn", "success_indicators", List.of("It works"))));
    String id = session.id().toString();
    seshat.sessions().activate(id);
    seshat.interactions().append(id, NewInteraction.prompt("Well?"));
    Artifact artifact = seshat.artifacts().add(id, NewArtifact.of("plan", "Plan", "First this"));
    switch (random.nextInt(4)) {
      case 0 -> seshat.sessions().pause(id);
      case 1 -> seshat.sessions().complete(id, Ending.none());
      default -> {}
    }
    seshat.retention().set(new RetentionRule("chat", 30, null));
    Map<String, Object> known = new LinkedHashMap<>();
    known.put("ref", random.nextInt(6) == 0 ? imported : id);
    known.put("session", id);
    known.put("session_id", id);
    known.put("previous_session", id);
    known.put("previous_session_id", id);
    known.put("parent_session_id", id);
    known.put("id", artifact.id().toString());
    known.put("sequence", 1L);
    known.put("interaction_id", 1L);
    return known;
  }

  /// A body for an operation that takes a file.
  public byte[] file(String type) {
    if (!type.equals("application/zip")) {
      throw new IllegalArgumentException("there is no example of " + type + "; add one here");
    }
    try (Seshat other = Seshat.open(directory.resolve("other-" + random.nextLong() + ".db"))) {
      Session session = other.sessions().create(NewSession.of("Comes from elsewhere"));
      java.io.ByteArrayOutputStream zip = new java.io.ByteArrayOutputStream();
      other.exports().session(session.id().toString(), zip, ExportProgress.none());
      return zip.toByteArray();
    }
  }

  /// How many rows each table has.
  public static Map<String, Object> rows(Seshat seshat) {
    Map<String, Object> rows = new LinkedHashMap<>();
    for (String table :
        List.of("v_sessions", "v_interactions", "v_notes", "v_artifacts", "v_projects")) {
      rows.put(
          table,
          seshat.query().run("SELECT count(*) FROM " + table, 1, Duration.ofSeconds(10)).rows());
    }
    return rows;
  }
}
