package dev.seshat.cli;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.session.Artifact;
import dev.seshat.session.ArtifactFilter;
import dev.seshat.session.ArtifactState;
import dev.seshat.session.FollowUp;
import dev.seshat.session.Interaction;
import dev.seshat.session.NewArtifact;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewNote;
import dev.seshat.session.Note;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The verbs of `session` that add what happened.
@Command(addMethodSubcommands = false)
abstract class SessionContentVerbs extends SessionReadVerbs {

  SessionContentVerbs(SeshatCommand root) {
    super(root);
  }

  @Command(name = "log", description = "Append an interaction: what was said or done")
  int log(
      @Parameters(index = "0", paramLabel = "SESSION", description = REF) String ref,
      @Parameters(index = "1", paramLabel = "TEXT|-", description = "- reads it from stdin")
          String text,
      @Option(
              names = "--type",
              paramLabel = "TYPE",
              completionCandidates = Choices.InteractionTypes.class,
              description = "message (default), prompt, response, tool_call, tool_result, event…")
          @Nullable String type,
      @Option(
              names = "--author",
              paramLabel = "AUTHOR",
              description = "'user' for the person (default: the actor)")
          @Nullable String author,
      @Option(names = "--payload", paramLabel = "JSON", description = "A JSON object")
          @Nullable String payload,
      @Option(
              names = "--external-id",
              paramLabel = "ID",
              description = "A session takes each only once")
          @Nullable String externalId)
      throws IOException {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("interaction_type", type);
    json.put("author", author);
    json.put(
        "text",
        Texts.required(
            "text", Files.textOrStdin(root.terminal(), "text", text), NewInteraction.MAX_TEXT));
    json.put("payload", payload == null ? null : Json.parseObject("payload", payload));
    json.put("external_id", externalId);
    Interaction made = root.seshat().interactions().append(ref, NewInteraction.fromJson(json));
    if (!root.printedAsJson(made.toJson())) {
      root.say("interaction " + made.interactionSequence());
    }
    return Cli.OK;
  }

  @Command(name = "note", description = "Add a note")
  int note(
      @Parameters(index = "0", paramLabel = "SESSION", description = REF) String ref,
      @Parameters(index = "1", paramLabel = "TEXT|-", description = "- reads it from stdin")
          String text,
      @Option(
              names = "--type",
              paramLabel = "TYPE",
              defaultValue = "observation",
              description = "decision, insight, concern… (default observation)")
          String type,
      @Option(names = "--important", description = "Not to be missed") boolean important,
      @Option(names = "--followup", description = "Something is left to do") boolean followup)
      throws IOException {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("note_type", type);
    json.put("note_content", Files.textOrStdin(root.terminal(), "text", text));
    json.put("is_important", important);
    json.put("requires_followup", followup);
    Note made = root.seshat().notes().add(ref, NewNote.fromJson(json));
    if (!root.printedAsJson(made.toJson())) {
      root.say("note " + made.id());
    }
    return Cli.OK;
  }

  @Command(name = "followups", description = "List what is left to do in all sessions")
  int followups(
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "1 to 500 (default 50)")
          int limit) {
    List<FollowUp> found = root.seshat().followUps().newest(limit);
    if (!root.printedAsJson(Map.of("followups", found.stream().map(FollowUp::toJson).toList()))) {
      Table table = new Table().dim("TIME").column("SESSION").dim("NOTE").flexible("TO DO");
      for (FollowUp each : found) {
        UUID note = each.noteId();
        table.row(
            When.shown(each.at(), root.zone()),
            each.sessionId().toString().substring(0, 8),
            note == null ? "" : note.toString(),
            each.text().isBlank() ? each.title() : each.text());
      }
      table.print(root.terminal());
    }
    return Cli.OK;
  }

  @Command(name = "followed-up", description = "Say that what a note asked for was done")
  int followedUp(
      @Parameters(paramLabel = "NOTE", description = "Its id, as 'session followups' shows it")
          String id,
      @Option(names = "--undo", description = "It was not, after all") boolean undo) {
    Note note = root.seshat().followUps().setDone(Numbers.id("note", id), !undo);
    if (!root.printedAsJson(note.toJson())) {
      root.say("note " + note.id() + (undo ? "  to follow up" : "  followed up"));
    }
    return Cli.OK;
  }

  @Command(
      name = "artifact",
      description = "Add an artifact: something that came out of the session")
  int artifact(
      @Parameters(index = "0", paramLabel = "SESSION", description = REF) String ref,
      @Parameters(
              index = "1",
              paramLabel = "FILE|-",
              description = "Its content; - reads it from stdin")
          String file,
      @Option(
              names = "--type",
              paramLabel = "TYPE",
              required = true,
              description = "plan, code, draft… (a lower-case word)")
          String type,
      @Option(names = "--name", paramLabel = "NAME", description = "Default: the file's name")
          @Nullable String name)
      throws IOException {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("artifact_type", type);
    json.put("artifact_name", name != null ? name : Files.nameOf(file));
    json.put("content", Files.textOf(root.terminal(), "file", file));
    Artifact made = root.seshat().artifacts().add(ref, NewArtifact.fromJson(json));
    return printArtifact(made);
  }

  @Command(name = "approve", description = "Approve an artifact")
  int approve(@Parameters(paramLabel = "ARTIFACT", description = "Its id") String id) {
    return printArtifact(root.seshat().artifacts().approve(Numbers.id("artifact", id), null));
  }

  @Command(name = "return", description = "Send an artifact back to be made better")
  int sendBack(
      @Parameters(index = "0", paramLabel = "ARTIFACT", description = "Its id") String id,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              required = true,
              description = "What is to be better")
          String reason) {
    return printArtifact(
        root.seshat().artifacts().sendBack(Numbers.id("artifact", id), reason, null));
  }

  @Command(name = "review", description = "List the artifacts of all sessions by their state")
  int review(
      @Option(
              names = "--state",
              paramLabel = "STATE",
              defaultValue = "provisional",
              completionCandidates = Choices.ArtifactStates.class,
              description = "provisional (default), returned, approved")
          String state,
      @Option(names = "--type", paramLabel = "TYPE", description = "Such as scene_capture")
          @Nullable String type,
      @Option(
              names = "--storyteller",
              paramLabel = "STORYTELLER",
              description = "Whose sessions brought them forth: id, beginning of it, or full name")
          @Nullable String storyteller,
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
          @Nullable String cursor) {
    ArtifactFilter filter =
        ArtifactFilter.all()
            .withState(ArtifactState.of(state))
            .withType(type)
            .withStoryteller(
                storyteller == null ? null : root.seshat().storytellers().get(storyteller).id())
            .withLimit(limit)
            .withCursor(cursor);
    printArtifacts(root.seshat().artifacts().list(filter));
    return Cli.OK;
  }

  private int printArtifact(Artifact artifact) {
    if (!root.printedAsJson(artifact.toJson())) {
      root.say("artifact " + artifact.id() + "  " + artifact.state().word());
    }
    return Cli.OK;
  }

  @Command(name = "judge", description = "Say whether an indicator is met")
  int judge(
      @Parameters(index = "0", paramLabel = "SESSION", description = REF) String ref,
      @Parameters(index = "1", paramLabel = "INDICATOR", description = "Its text") String indicator,
      @Option(names = "--met", description = "It is met") boolean met,
      @Option(names = "--not-met", description = "It is not met") boolean notMet,
      @Option(
              names = "--completion",
              description = "A completion indicator (default: a success indicator)")
          boolean completion,
      @Option(names = "--evidence", paramLabel = "TEXT", description = "What shows it")
          @Nullable String evidence) {
    if (met == notMet) {
      throw new Invalid("", "say one of --met and --not-met");
    }
    SessionView.printProgress(
        root,
        root.seshat()
            .progress()
            .judge(ref, !completion, indicator, met, "person:" + root.actor(), evidence));
    return Cli.OK;
  }
}
