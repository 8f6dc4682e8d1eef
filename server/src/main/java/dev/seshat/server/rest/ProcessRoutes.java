package dev.seshat.server.rest;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.process.ProcessVersion;
import dev.seshat.process.Processes;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The processes that interviews follow: list, import, look at, activate, and how far somebody has come.
public final class ProcessRoutes implements Operations {
  private static final String ALL = "/api/v1/processes";
  private static final String ONE = ALL + "/{process}";
  private static final int MAX_BYTES = 4 << 20;

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get(ALL, "listProcesses", "Every version of every process, the newest first")
            .answers("All of them", Shapes.page("processes", InterviewShapes.version()))
            .by(request ->
                Reply.list("processes", processes(request).list(), null, ProcessVersion::toJson)),
        Operation.post(ALL, "importProcess", "Take in the file of a process")
            .about(
                "The body is the YAML file. It becomes the active version of its process; the same file is taken in once."
                    + " What is wrong with it is named with its node and its line. Sessions stay on the version that they"
                    + " began with.")
            .query("dry_run", Schema.flag("Only say whether it is whole").otherwise(false))
            .takesFile("application/yaml")
            .answers(201, "The version", InterviewShapes.version())
            .answers(200, "With dry_run: what the file says", InterviewShapes.graph())
            .by(ProcessRoutes::take),
        one(Operation.get(ONE, "getProcess", "A version of a process"))
            .answers("The version", InterviewShapes.version())
            .by(request -> Reply.json(processes(request).get(process(request)).toJson())),
        one(Operation.get(ONE + "/graph", "getProcessGraph", "Its nodes, ways and prompts"))
            .answers("The graph", InterviewShapes.graph())
            .by(request -> Reply.json(processes(request).graph(process(request)).toJson())),
        one(Operation.get(ONE + "/file", "getProcessFile", "The file that it was made of"))
            .answersWith("application/yaml", "As it was taken in; empty for one from elsewhere")
            .by(request ->
                Reply.text(
                    "application/yaml",
                    Objects.requireNonNullElse(processes(request).source(process(request)), ""))),
        one(Operation.post(
                ONE + "/activate", "activateProcess", "Have new sessions begin with this version"))
            .about(
                "One that comes with Seshat (`life-story`, `software-requirements`) is taken in.")
            .mayTake(Shapes.nothing())
            .answers("The version as it is now", InterviewShapes.version())
            .by(request -> {
              ProcessVersion version = processes(request).require(process(request));
              return Reply.json(processes(request).activate(version.id().toString()).toJson());
            }),
        Operation.get(
                "/api/v1/storytellers/{storyteller}/position",
                "getPosition",
                "How far somebody has come in a process")
            .path("storyteller", PersonShapes.who())
            .query("process!", InterviewShapes.process())
            .answers("The nodes done, current and reachable", InterviewShapes.position())
            .by(request ->
                Reply.json(
                    request
                        .seshat()
                        .positions()
                        .of(
                            request.seshat().storytellers().get(request.place("storyteller")).id(),
                            request.needed("process"))
                        .toJson())));
  }

  private static Operation.Builder one(Operation.Builder operation) {
    return operation.path("process", InterviewShapes.process());
  }

  private static Processes processes(Request request) {
    return request.seshat().processes();
  }

  private static String process(Request request) {
    return request.place("process");
  }

  private static Reply take(Request request) {
    String text = text(request);
    if (request.flag("dry_run")) {
      return Reply.json(processes(request).validate("process", text).toJson());
    }
    ProcessVersion made = processes(request).importText("process", text);
    return Reply.json(made.toJson()).created(ALL + "/" + made.id());
  }

  private static String text(Request request) {
    try (InputStream in = request.file()) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new Invalid("process", "is too long; at most " + MAX_BYTES + " bytes are allowed");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Invalid("process", "is not text in UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
