package dev.seshat.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One working call or more of every command: what the tests over all commands begin with.
///
/// A new command needs a line here. Words in braces are filled in by [World].
final class Examples {
  /// What a command prints with `--json`.
  enum Prints {
    /// One JSON object.
    JSON,
    /// One JSON object a line.
    LINES,
    /// A document of another kind, such as a script, whatever is asked for.
    TEXT
  }

  /// @param runs whether it runs until it is told to stop
  record Example(String command, List<String> args, Prints prints, boolean runs, String stdin) {}

  private static final List<Example> ALL = new ArrayList<>();

  static {
    add("");
    add("help");
    add("help", "session", "list");
    add("help", "exit-codes");
    add("session list");
    add("session list", "--status", "active,paused", "--limit", "5", "--roots");
    add("session show", "{session}");
    add("session create", "Write the release notes", "--kind", "chat", "--tag", "docs");
    add("session start", "Write the release notes", "--success", "They are out");
    add("session resume", "{paused}");
    add("session pause", "{session}");
    add("session complete", "{session}", "--outcome", "success", "--rating", "4");
    add("session fail", "{session}", "--summary", "It did not work");
    add("session cancel", "{session}");
    add("session archive", "{paused}");
    add("session fork", "{session}", "--at", "1");
    add("session focus", "{session}");
    add("session focus", "--clear");
    add("session update", "{session}", "name=Notes", "--clear", "description");
    add("session log", "{session}", "We ship on Friday", "--author", "user", "--type", "message");
    add("session interactions", "{session}", "--last", "2");
    add("session note", "{session}", "Friday it is", "--type", "decision", "--important");
    add("session runs", "{session}", "--limit", "5");
    add("session notes", "{session}");
    add("session artifact", "{session}", "{file}", "--type", "plan");
    add("session artifacts", "{session}");
    add("session artifact-show", "{artifact}");
    add("session return", "{artifact}", "--reason", "Too short");
    add("session approve", "{artifact}");
    add("session review", "--state", "approved", "--type", "plan");
    add("session brief", "{session}", "--tokens", "500");
    add("session progress", "{session}");
    add("session judge", "{session}", "It works", "--met", "--evidence", "Seen");
    add("session summarize", "{session}");
    add("session chain", "{session}");
    add("session children", "{session}");
    add("session transcript", "{imported}");
    add("session plan", "Mara", "--process", "life-story", "--node", "youth", "--at", "2030-01-01");
    add("session plan", "--event", "{mara-event}", "--days", "3");
    add("session next", "{interview}");
    add(
        "session answer",
        "{interview}",
        "A green door.",
        "--analysis",
        "{\"sentiment\":\"positive\"}");
    add("session skip", "{interview}", "--to", "1");
    add("session advance", "{interview}", "--force");
    add("session suggest", "{interview}");
    add("session suggest", "--storyteller", "Mara", "--schedule", "1");
    add(
        "session link-event",
        "{interview}",
        "{mara-event}",
        "--primary",
        "--coverage",
        "deep_dive");
    add("session events", "{interview}");
    add("process list");
    add("process show", "software-requirements");
    add("process import", "life-story");
    add("process validate", "software-requirements");
    add("process export", "life-story");
    add("process activate", "software-requirements");
    add("process position", "Mara");
    add("mode list");
    add("mode show", "research");
    add("mode validate", "writing");
    add("mode create", "team", "--from", "writing");
    add("mode select", "research", "{session}", "--context", "{\"max_subtask_depth\":3}");
    add("mode unselect", "{session}");
    add("mode of", "{session}");
    add("mode scan");
    add("mode backup");
    add("mode backups");
    add("mode restore", "--mode", "kept");
    add("mode remove", "kept");
    add("template add", "Short talk", "--intention", "Tell of {event}", "--minutes", "20");
    add("template list", "--for-event", "loss");
    add("template show", "Gentle");
    add("template edit", "Gentle", "--minutes", "15", "--no-active");
    add("template delete", "Gentle");
    add("session followups", "--limit", "5");
    add("session followed-up", "{to-follow-up}");
    add(
        "iteration log",
        "{session}",
        "a heron, mist --ar 3:2",
        "--parameters",
        "{\"stylize\":100}",
        "--scores",
        "subject=0.8,lighting=0.7,color=0.7,mood=0.7,composition=0.6,material=0.7",
        "--not-applicable",
        "spatial=flat",
        "--worked",
        "mist",
        "--success");
    add("iteration list", "{session}", "--limit", "5");
    add("iteration show", "{session}", "1");
    add("iteration delta", "{session}", "2", "--since", "1");
    add("iteration suggest", "{session}");
    add("iteration validate", "{session}", "1");
    add("iteration change", "{session}", "2", "--feedback", "Too dark", "--success=false");
    add("iteration reference", "{session}", "--description", "A heron at dawn", "--image", "a.png");
    add("iteration profiles");
    add("message send", "family", "Call me back", "--id", "m9", "--kind", "missed");
    add("message followup", "{session}", "Look again", "--at", "2999-01-01T08:00:00Z");
    add("message list", "--chat", "family", "--kind", "missed", "--status", "pending");
    add("message show", "{message}");
    add("message missed", "family", "--limit", "5", "--lease", "1h", "--consumer", "bot");
    add("message ack", "family", "m1", "--up-to");
    add("message fail", "work", "m1", "Nobody knows how", "--for-good");
    add("message retry", "{failed-message}");
    add("message withdraw", "{scheduled}");
    add("message read", "{news}");
    add("message read", "--all", "--chat", "family");
    add("chat list", "--limit", "5");
    add("chat show", "family");
    add("chat update", "family", "--title", "Family", "--state", "{\"update_id\":7}");
    add("chat erase", "family");
    add("search", "river", "--limit", "3");
    add("recall", "Where did we live?", "--tokens", "200");
    add("image add", "{session}", "{picture}", "--meta", "{\"prompt\":\"moss\"}", "--styled");
    add("image list", "--session", "{session}", "--text", "ferns", "--limit", "3");
    add("image show", "{image}");
    add("image latest", "--session", "{session}", "--styled");
    add("image save", "{image}", "{new-file}", "--size", "256");
    add("image variants", "{image}");
    add("image compare", "{image}", "{variant}");
    add("image move", "{variant}", "{paused}");
    add("image delete", "{image}", "--with-variants");
    add("pattern list", "--category", "color", "--health", "untested", "--limit", "3");
    add("pattern show", "{pattern}", "--evidence", "3");
    add("pattern add", "light", "Rim light is absent", "Name its direction", "--tag", "rim");
    add(
        "pattern validate",
        "{pattern}",
        "supported",
        "--notes",
        "held again",
        "--session",
        "{session}");
    add("pattern forget", "{pattern}", "--reason", "of no use");
    add("pattern evidence", "{pattern}", "--limit", "3");
    add("keyword list", "--effectiveness", "good", "--effect", "warm", "--limit", "3");
    add("keyword show", "{keyword}");
    add("keyword rate", "burnt umber", "good", "--effect", "Warm color", "--notes", "twice");
    add("knowledge import", "{learned}");
    add("knowledge export", "{new-folder}");
    add("knowledge show", "color");
    add("knowledge apply", "cobalt blue street", "--session", "{session}");
    add("knowledge reflect", "{taught}");
    add("knowledge search", "cobalt", "--limit", "3");
    add(
        "task add",
        "Mend the nets",
        "--session",
        "{session}",
        "--group",
        "Boats",
        "--after",
        "{task}");
    addWithInput(
        "task plan",
        "tasks: [{title: Tar the hull, ref: tar}, {title: Paint, depends_on: [tar]}]",
        "-",
        "--session",
        "{session}");
    add("task list", "--session", "{session}", "--status", "open,failed", "--limit", "5");
    add("task ready", "--session", "{session}");
    add("task tree", "--session", "{session}");
    add("task show", "{task}");
    add("task claim", "--session", "{session}", "--lease", "1h");
    add("task claim", "{task}");
    add("task heartbeat", "{claimed-task}", "--lease", "1h");
    add("task start", "{task}");
    add("task done", "{task}", "--with-subtasks");
    add("task fail", "{claimed-task}");
    add("task block", "{task}");
    add("task cancel", "{task}");
    add("task retry", "{cancelled-task}");
    add("task release", "{claimed-task}", "--force");
    add("task edit", "{task}", "title=Mend all nets", "priority_level=2", "--clear", "description");
    add("task move", "{task}", "--group", "Nets");
    add("task depend", "{task}", "{claimed-task}");
    add("task undepend", "{waiting-task}", "{task}");
    add("group add", "Sails", "--session", "{session}", "--in", "Boats");
    add("group list", "--session", "{session}");
    add(
        "group edit",
        "Empty",
        "--session",
        "{session}",
        "--name",
        "Still empty",
        "--priority",
        "2");
    add("group remove", "Empty", "--session", "{session}");
    add("sync");
    add("sync", "{session}", "--policy", "merge");
    add("sync status");
    add("sync conflicts", "{session}", "--state", "decided", "--limit", "3");
    add("sync resolve", "{session}", "--all", "db");
    add("link add", "https://example.com/dams", "--project", "dams", "--no-wait");
    add("link list", "--status", "pending", "--limit", "3");
    add("link search", "example", "--limit", "3");
    add("link show", "{link}");
    add("link refresh", "{link}", "--no-wait");
    add("link domains", "--limit", "3");
    add("link clean", "--errors-older-than", "30");
    add("link remove", "{link}");
    add("storyteller add", "Paul Kern", "--born", "1941-03", "--also", "P. K.", "--flag", "served");
    add("storyteller list", "--text", "rosa", "--limit", "3");
    add("storyteller show", "{storyteller}");
    add("storyteller edit", "{storyteller}", "--birth-place", "Steyr", "--clear", "notes");
    add("storyteller consent", "{storyteller}", "--note", "signed on paper");
    add("storyteller withdraw", "{storyteller}");
    add("storyteller boundary", "{storyteller}", "--allow", "faith", "--tier", "1");
    add("storyteller delete", "{storyteller}");
    add("storyteller restore", "{storyteller}");
    add("storyteller export", "{storyteller}", "--out", "{new-file}", "--share");
    add("storyteller erase", "{storyteller}", "--yes");
    add("storyteller kpi", "{storyteller}", "--by", "kind");
    add(
        "event add",
        "{storyteller}",
        "move",
        "To Vienna",
        "--when",
        "~1956-05 – 1957",
        "--where",
        "Favoriten, Vienna, Austria",
        "--who",
        "Karl=K., brother",
        "--private",
        "rent=40");
    add("event list", "{storyteller}", "--limit", "5");
    add("event show", "{life-event}");
    add("event edit", "{life-event}", "--significance", "formative", "--may-deepen");
    add("event delete", "{life-event}");
    add("query", "SELECT kind, intention FROM v_sessions", "--limit", "5");
    add("usage", "--by", "model", "--zone", "Europe/Berlin");
    add("usage reprice", "--apply");
    add("prices list", "claude");
    add("prices history");
    add("prices import", "{prices}");
    add("prices override", "Ollama", "llama*", "--input", "0.5", "--output", "1.25");
    add("prices remove", "{price}");
    add("prices reprice");
    add("budget set", "50", "--project", "garden", "--user", "ada", "--hard");
    add("budget set", "2.5", "--period", "week", "--zone", "Europe/Berlin");
    add("budget list");
    add("budget show", "{budget}");
    add("budget check");
    add("budget remove", "{budget}");
    add("model status");
    add("model test");
    add("model calls", "--status", "ok", "--limit", "5");
    add("model call", "{model-call}");
    add("session summarize", "{session}", "--rules");
    add("project list");
    add("calendar", "--from", "2026-01-01", "--to", "2026-12-31");
    add("kpi", "--by", "kind");
    add("coding start", "Plant the beds", "--dir", "garden", "--chat", "7", "--user", "mara");
    add("coding continue", "Water them", "--dir", "{garden}", "--tool", "codex");
    add("coding deactivate", "{coding}");
    add("coding list", "--active");
    add("coding show", "{coding}");
    add("import claude-code", "{transcripts-dir}");
    add("import codex", "{rollouts}");
    add("import gemini", "{chats}");
    add("import jsonl", "{lines}");
    add("import agent-system", "{agent-system}", "--keep-secrets");
    add("import prompt-sessions", "{prompt-sessions}", "--dry-run");
    add("import legacy", "{prompt-sessions}", "--dry-run");
    add("import image-datatable", "{image-datatable}", "--pictures", "{transcripts-dir}");
    add("import interview-sessions", "{image-datatable}", "--dry-run");
    add("import zip", "{zip}", "--skip-existing");
    add("import tasks", "{todo}", "--session", "{session}");
    add("export", "{session}", "--out", "{new-file}");
    add("export tasks", "{session}", "--format", "csv", "--to", "{new-file}");
    add("audit list", "--limit", "5");
    add("audit verify");
    add(Prints.LINES, "audit export");
    add("db status");
    add("db migrate");
    add("db migrate", "--print");
    add("db distribute", "--print", "--store", "jdbc:postgresql://127.0.0.1:1/x");
    add(
        "promise create",
        "Dig",
        "--kind",
        "garden.dig",
        "--payload",
        "{\"bed\":1}",
        "--priority",
        "2");
    add("promise health");
    add("promise list", "--status", "pending,failed", "--limit", "5");
    add("promise show", "{promise}");
    add(Prints.LINES, "promise watch", "{done}");
    add("promise cancel", "{promise}", "--reason", "it rains");
    add("promise retry", "{cancelled}");
    add("promise update", "{promise}", "completed", "--text", "all clean");
    add("promise claim", "garden.water", "--worker", "w2", "--limit", "2", "--lease", "10m");
    add("promise progress", "{claimed}", "40", "--fence", "1", "--note", "half of it");
    add("promise complete", "{claimed}", "--fence", "1", "--result", "{\"seeds\":12}");
    add("promise fail", "{claimed}", "no seeds", "--fence", "1", "--retry-after", "1h");
    add("promise work", "--once", "--concurrency", "2");
    add(
        "schedule add",
        "garden.water",
        "--cron",
        "0 6 * * *",
        "--zone",
        "Europe/Berlin",
        "--name",
        "morning");
    add("schedule list");
    add("schedule show", "{schedule}");
    add("schedule next", "{schedule}", "--count", "3");
    add("schedule run", "{schedule}");
    add("schedule enable", "{schedule}");
    add("schedule disable", "{schedule}");
    add("schedule remove", "{schedule}");
    add("prefs list");
    add("prefs get", "page_size");
    add("prefs set", "time_zone", "Europe/Berlin");
    add("prefs unset", "theme");
    add("retention list");
    add("retention set", "chat", "--archive-after", "90", "--erase-after", "365");
    add("retention remove", "interview");
    add("retention plan", "--at", "2030-01-01");
    add("retention apply");
    add("token create", "--role", "reader", "--name", "phone", "--expires", "8w");
    add("token list");
    add("token revoke", "laptop");
    add("webhook add", "other", "https://example.com/x", "--events", "promise.*,message.created");
    add("webhook list");
    add("webhook test", "mine");
    add("webhook disable", "mine");
    add("webhook enable", "mine");
    add("webhook remove", "mine");
    add("doctor", "--fix");
    add("backup", "{new-file}");
    add("restore", "{backup}", "--force");
    add(Prints.TEXT, "completion", "bash");
    add(Prints.TEXT, "completion", "zsh");
    add(Prints.TEXT, "completion", "fish");
    add(Prints.TEXT, "man");
    add("complete", "sessions");
    add("rehearse");
    // the file is named, so that no settings of whoever runs the tests are touched
    add("mcp install", "codex", "--file", "{new-file}");
    add("mcp install", "claude", "--file", "{new-file}", "--write");
    until(Prints.JSON, "serve", "--port", "0");
    until(Prints.LINES, "watch", "--since", "0");
    ALL.add(
        new Example(
            "mcp",
            List.of(),
            Prints.LINES,
            false,
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}
            """));
  }

  private Examples() {}

  private static void add(String command, String... args) {
    add(Prints.JSON, command, args);
  }

  private static void add(Prints prints, String command, String... args) {
    ALL.add(new Example(command, List.of(args), prints, false, ""));
  }

  private static void addWithInput(String command, String stdin, String... args) {
    ALL.add(new Example(command, List.of(args), Prints.JSON, false, stdin));
  }

  /// A command that runs until it is told to stop.
  private static void until(Prints prints, String command, String... args) {
    ALL.add(new Example(command, List.of(args), prints, true, ""));
  }

  static List<Example> all() {
    return List.copyOf(ALL);
  }

  /// By the words of their command; nothing for `seshat` alone.
  static Map<String, List<Example>> byCommand() {
    Map<String, List<Example>> byCommand = new LinkedHashMap<>();
    ALL.forEach(
        each -> byCommand.computeIfAbsent(each.command(), key -> new ArrayList<>()).add(each));
    return byCommand;
  }

  /// The arguments of an example's call, with what the world has in place of the words in braces.
  static String[] arguments(Example example, World world) {
    List<String> args = new ArrayList<>();
    if (!example.command().isEmpty()) {
      args.addAll(Arrays.asList(example.command().split(" ")));
    }
    example.args().forEach(arg -> args.add(world.fill(arg)));
    return args.toArray(String[]::new);
  }
}
