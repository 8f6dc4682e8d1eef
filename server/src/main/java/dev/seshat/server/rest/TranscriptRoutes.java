package dev.seshat.server.rest;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.transcript.Transcripts;
import java.util.List;
import java.util.UUID;

/// The original file that a session was imported from, byte for byte.
public final class TranscriptRoutes implements Operations {
  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get(
                "/api/v1/sessions/{ref}/transcript",
                "getTranscript",
                "The file that a session was imported from")
            .answersWith("application/x-ndjson", "The file, byte for byte")
            .by(TranscriptRoutes::write));
  }

  private static Reply write(Request request) {
    UUID session = request.seshat().sessions().get(request.ref()).id();
    Transcripts transcripts = request.seshat().transcripts();
    if (transcripts.files(session).isEmpty()) {
      throw NotFound.of("archived transcript of session", session.toString());
    }
    return Reply.stream("application/x-ndjson", out -> transcripts.writeOriginal(session, out))
        .asFile(session + ".jsonl");
  }
}
