package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.json.Fields;
import dev.seshat.mode.Mode;
import dev.seshat.mode.ModeBackup;
import dev.seshat.mode.ModeBinding;
import dev.seshat.mode.Modes;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Modes: list, look at, check, make, copy and put back; and which session is worked on in which.
public final class ModeRoutes implements Operations {
  private static final String ALL = "/api/v1/modes";
  private static final String ONE = ALL + "/{mode}";
  private static final String BACKUPS = "/api/v1/mode-backups";
  private static final String OF_SESSION = "/api/v1/sessions/{ref}/mode";

  private static Schema name() {
    return Schema.text("The name of its file, without the ending", 64);
  }

  private static Schema texts(int max) {
    return Schema.list("", Schema.text("", max), 1_000);
  }

  private static Schema errors() {
    Schema error =
        Schema.object(
                field("line!", Schema.integer("", 1, Integer.MAX_VALUE)),
                field("column!", Schema.integer("", 1, Integer.MAX_VALUE)),
                field("path!", Schema.text("The field; empty for the file as a whole", 300)),
                field("message!", Schema.text("What is wrong, and what would be right", 10_000)))
            .named("ModeError");
    return Schema.list("All that is wrong with the file", error, 100);
  }

  private static Schema content() {
    Schema role =
        Schema.object(
                field("name!", Schema.text("A task's `specialist_type`", 64)),
                field("role_definition!", Schema.text("", 10_000)),
                field("expertise!", texts(1_000)),
                field("approach!", texts(10_000)),
                field("output_format!", Schema.text("", 10_000).orNull()))
            .named("ModeRole");
    Schema rule =
        Schema.object(field("keywords!", texts(100)), field("role!", Schema.text("", 64)))
            .named("RoutingRule");
    Schema validation =
        Schema.object(field("rule!", Schema.text("", 10_000)), field("roles!", texts(64)))
            .named("ValidationRule");
    return Schema.object(
            field("title!", Schema.text("", 200)),
            field("description!", Schema.text("", 10_000).orNull()),
            field("version!", Schema.text("", 100).orNull()),
            field("default_complexity!", Schema.text("", 20)),
            field("auto_task_routing!", Schema.flag("")),
            field("max_subtask_depth!", Schema.integer("", 0, 49).orNull()),
            field("roles!", Schema.list("", role, 50)),
            field("task_routing_rules!", Schema.list("The first that fits counts", rule, 200)),
            field("validation_rules!", Schema.list("", validation, 200)))
        .named("ModeContent");
  }

  private static Schema mode() {
    return Schema.object(
            field(
                "id!", Schema.id("Null for one that comes with Seshat and was not used").orNull()),
            field("name!", name()),
            field("file!", Schema.text("In the workspace's folder", 200)),
            field(
                "state!",
                Schema.word("", "valid", "invalid", "unusable", "missing", "shipped")
                    .saying(
                        "`invalid`: the last file that was right counts; `unusable`: none was")),
            field("is_shipped!", Schema.flag("Whether one of this name comes with Seshat")),
            field("is_valid!", Schema.flag("")),
            field("is_missing!", Schema.flag("Whether its file is gone")),
            field("errors!", errors()),
            field("content!", content().orNull()),
            field("content_hash!", Schema.text("SHA-256 of the file", 64)),
            field("session_count!", Schema.integer("", 0, Long.MAX_VALUE)),
            field("last_validated_at!", Schema.time("").orNull()),
            field("created_at!", Schema.time("").orNull()),
            field("updated_at!", Schema.time("").orNull()))
        .named("Mode");
  }

  private static Schema check() {
    return Schema.object(
            field("is_valid!", Schema.flag("")),
            field("errors!", errors()),
            field("content!", content().orNull()))
        .named("ModeCheck");
  }

  private static Schema scan() {
    return Schema.object(
            field("added!", texts(64)),
            field("changed!", texts(64)),
            field("gone!", texts(64)),
            field("invalid!", texts(64)),
            field("ignored!", Schema.open("Files that are no modes, and why")))
        .named("ModeScan");
  }

  private static Schema backup() {
    return Schema.object(
            field("name!", Schema.text("", 100)),
            field("created_at!", Schema.time("")),
            field("modes!", texts(64)),
            field("bytes!", Schema.integer("", 0, Long.MAX_VALUE)))
        .named("ModeBackup");
  }

  private static Schema binding() {
    return Schema.object(
            field("session_id!", Schema.id("")),
            field("mode_id!", Schema.id("Null once the mode was removed").orNull()),
            field("mode!", name()),
            field("binding_context!", Schema.open("What is different in this session")),
            field("bound_at!", Schema.time("")),
            field("bound_by!", Schema.text("", 200)),
            field("unbound_at!", Schema.time("").orNull()))
        .named("ModeBinding");
  }

  private static Schema restored() {
    return Schema.object(field("restored!", texts(64))).named("RestoredModes");
  }

  @Override
  public List<Operation> operations() {
    return java.util.stream.Stream.of(modes(), backups(), bindings())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Operation> modes() {
    Schema text = Schema.text("The file, as YAML", Modes.MAX_BYTES);
    return List.of(
        Operation.get(ALL, "listModes", "All modes by name")
            .about("Files that have come, changed or gone are noticed first.")
            .answers("All of them", Shapes.page("modes", mode()))
            .by(request -> Reply.list("modes", of(request).list(), null, Mode::toJson)),
        Operation.post(ALL, "createMode", "Make a mode: write its file")
            .about("What it begins with is a text, or another mode; without either, `default`.")
            .takes(
                Schema.object(
                        field("name!", name().with("examples", List.of("team"))),
                        field(
                            "from", Schema.text("A mode", 64).with("examples", List.of("writing"))),
                        field("text", text))
                    .named("NewMode"))
            .answers(201, "The mode", mode())
            .by(ModeRoutes::create),
        Operation.post(ALL + "/validate", "validateMode", "Say all that is wrong with a text")
            .about("Nothing is kept.")
            .takes(Schema.object(field("text!", text)))
            .answers("What is wrong, and what it says", check())
            .by(request ->
                Reply.json(
                    of(request)
                        .validate(request.fields().required("text", Modes.MAX_BYTES))
                        .toJson())),
        Operation.post(ALL + "/scan", "scanModes", "Look at all files now")
            .mayTake(Shapes.nothing())
            .answers("What was found that was not known", scan())
            .by(request -> Reply.json(of(request).scan().toJson())),
        Operation.get(ONE, "getMode", "One mode")
            .path("mode", name())
            .answers("The mode", mode())
            .by(request -> Reply.json(of(request).get(request.place("mode")).toJson())),
        Operation.delete(ONE, "removeMode", "Remove a mode and its file")
            .about(
                "All files are copied before. Refused while sessions are worked on in it; those that were keep it in their histories.")
            .path("mode", name())
            .answersNothing("It is gone")
            .by(request -> {
              of(request).remove(request.place("mode"));
              return Reply.nothing();
            }),
        Operation.get(ONE + "/file", "getModeFile", "The file of a mode")
            .path("mode", name())
            .answersWith("application/yaml", "As it is; of one that is gone, the last right one")
            .by(request -> Reply.text("application/yaml", of(request).text(request.place("mode")))),
        Operation.post(ONE + "/revert", "revertMode", "Put the last right file back")
            .about("All files are copied before.")
            .path("mode", name())
            .mayTake(Shapes.nothing())
            .answers("The modes that were put back", restored())
            .by(request -> restored(of(request).backups().revert(request.place("mode")))));
  }

  private static List<Operation> backups() {
    return List.of(
        Operation.get(BACKUPS, "listModeBackups", "Copies of the files of modes")
            .answers("The newest first", Shapes.page("backups", backup()))
            .by(request ->
                Reply.list("backups", of(request).backups().list(), null, ModeBackup::toJson)),
        Operation.post(BACKUPS, "backUpModes", "Copy all files of modes")
            .mayTake(Shapes.nothing())
            .answers("The copy", backup())
            .by(request -> Reply.json(of(request).backups().make().toJson())),
        Operation.post(
                BACKUPS + "/{backup}/restore", "restoreModes", "Put the files of a copy back")
            .about("Those that are there are copied before.")
            .mayTake(Schema.object(field("mode", Schema.text("Only this one", 64))))
            .answers("The modes that were put back", restored())
            .by(request ->
                restored(
                    of(request)
                        .backups()
                        .restore(request.place("backup"), request.fields().text("mode", 64)))));
  }

  private static List<Operation> bindings() {
    return List.of(
        Operation.get(OF_SESSION, "getSessionMode", "The mode that a session is worked on in")
            .answers(
                "It, and those before, the latest first",
                Schema.object(
                    field("bound!", binding().orNull()),
                    field("history!", Schema.list("", binding(), 1_000))))
            .by(ModeRoutes::bound),
        Operation.put(OF_SESSION, "selectMode", "Work on a session in a mode")
            .about(
                "`default_complexity`, `auto_task_routing` and `max_subtask_depth` in the context count in the place of the file's.")
            .takes(
                Schema.object(
                        field("mode!", name()),
                        field("binding_context", Schema.open("What is different in this session")))
                    .named("ModeSelection"))
            .answers("The binding", binding())
            .by(ModeRoutes::select),
        Operation.delete(OF_SESSION, "unselectMode", "Work on a session in no mode")
            .answersNothing("It is in none")
            .by(request -> {
              of(request).unselect(request.ref());
              return Reply.nothing();
            }));
  }

  private static Modes of(Request request) {
    return request.seshat().modes();
  }

  private static Reply restored(List<String> names) {
    return Reply.json(Map.of("restored", names));
  }

  private static Reply create(Request request) {
    Fields fields = request.fields();
    Mode made =
        of(request)
            .create(
                fields.required("name", 64),
                fields.text("from", 64),
                fields.text("text", Modes.MAX_BYTES));
    return Reply.json(made.toJson()).created(ALL + "/" + made.name());
  }

  private static Reply bound(Request request) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("bound", of(request).bound(request.ref()).map(ModeBinding::toJson).orElse(null));
    json.put(
        "history", of(request).history(request.ref()).stream().map(ModeBinding::toJson).toList());
    return Reply.json(json);
  }

  private static Reply select(Request request) {
    Fields fields = request.fields();
    Map<String, @Nullable Object> context = fields.object("binding_context");
    return Reply.json(
        of(request)
            .select(
                request.ref(),
                fields.required("mode", 64),
                Objects.requireNonNullElse(context, Map.of()))
            .toJson());
  }
}
