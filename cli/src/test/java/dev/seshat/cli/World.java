package dev.seshat.cli;

import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/// A small store with something of each kind in it, and files beside it, for commands to work on.
final class World {
  private final Path folder;
  private final Path model;
  private final Map<String, String> words = new LinkedHashMap<>();
  private final HttpServer models;
  private int copies;
  private Path store;

  /// @param folder an empty one, for everything that commands read and write
  World(Path folder) throws IOException {
    this.folder = folder;
    model = folder.resolve("model.db");
    store = model;
    models = models();
    Files.createDirectory(folder.resolve("home"));
    Path transcripts = Files.createDirectory(folder.resolve("transcripts"));
    Files.writeString(
        transcripts.resolve("0a1b2c3d-0000-4000-8000-00000000000a.jsonl"),
        """
        {"type":"user","uuid":"0a1b2c3d-0000-4000-8000-000000000001","parentUuid":null,"sessionId":"0a1b2c3d-0000-4000-8000-00000000000a","timestamp":"2026-02-01T10:00:00.000Z","cwd":"/src/garden","message":{"role":"user","content":"Plant the beds"}}
        """);
    words.put("transcripts-dir", transcripts.toString());
    words.put("file", write("plan.md", "# Plan\n\nOne, two, three.\n"));
    words.put("picture", picture("picture.png", 0x336699));
    words.put("todo", write("todo.md", "- [ ] Prune the roses\n  - [x] Find the shears\n"));
    words.put(
        "lines",
        write(
            "lines.jsonl",
            """
            {"type":"session","external_id":"r1","tool":"t","kind":"chat","intention":"Plant the beds","started_at":"2026-03-01T09:00:00Z"}
            {"type":"interaction","session":"r1","tool":"t","external_id":"m1","author":"person","text":"What grows in shade?","created_at":"2026-03-01T09:00:05Z"}
            """));
    words.put(
        "rollouts",
        write(
            "rollout-2026-03-01T09-00-00-boats.jsonl",
            """
            {"timestamp":"2026-03-01T09:00:00.000Z","type":"session_meta","payload":{"id":"01996135-afde-7911-97f0-d863511eca56","cwd":"/home/mara/boats"}}
            {"timestamp":"2026-03-01T09:00:05.000Z","type":"event_msg","payload":{"type":"user_message","message":"Fix the rudder"}}
            """));
    words.put(
        "chats",
        write(
            "session-boats.json",
            """
            {"sessionId":"0ab84937-9fe7-4284-986a-33c832af0b6a","projectHash":"x","startTime":"2026-03-01T09:00:00.000Z","messages":[
              {"id":"8828dd6a-d778-464f-8160-eb2e1604a122","timestamp":"2026-03-01T09:00:05.000Z","type":"user","content":"Fix the sail"}]}
            """));
    words.put(
        "prices",
        write(
            "prices.json",
            """
            {"some-model": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06}}
            """));
    words.put(
        "agent-system",
        database(
            "system.db",
            "CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT, description TEXT)",
            "INSERT INTO projects (name) VALUES ('from elsewhere')"));
    words.put(
        "prompt-sessions",
        database(
            "mydatabase.db",
            "CREATE TABLE sessions (id TEXT, intent TEXT, status TEXT)",
            "INSERT INTO sessions VALUES ('a1b2c3d4', 'A cover in rain', 'success')"));
    words.put("image-datatable", Datatable.URL);
    words.put(
        "learned",
        write(
            "learned-patterns.md",
            """
            # Learned Patterns

            ## color

            ### warm
            **Confidence:** `MEDIUM` | **Success Rate:** 100% (1 test)

            **Problem:** Warm colors drift

            **Solution:** Name the pigment
            """));
    fillStore();
  }

  private String database(String name, String... statements) throws IOException {
    Path file = folder.resolve(name);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
    return file.toString();
  }

  /// An interview in which a question waits.
  private void addInterview(Shell shell) {
    shell.json("storyteller", "add", "Mara");
    shell.json("storyteller", "consent", "Mara");
    words.put("mara-event", id(shell.json("event", "add", "Mara", "move", "To Vienna")));
    Map<?, ?> planned =
        shell.json("session", "plan", "Mara", "--process", "life-story", "--node", "childhood");
    List<?> sessions = (List<?>) Objects.requireNonNull(planned.get("sessions"));
    words.put("interview", String.valueOf(((Map<?, ?>) sessions.getFirst()).get("id")));
    // whose focus is another's
    shell.json("session", "resume", fill("{interview}"), "--actor", "mara");
    shell.json("session", "next", fill("{interview}"));
    shell.json(
        "template", "add", "Gentle", "--for-event", "loss", "--intention", "Tell of {event}");
  }

  private void fillStore() throws IOException {
    Shell shell = shell();
    words.put("taught", id(shell.json("session", "start", "A cover", "--kind", "prompting")));
    shell.json("iteration", "log", "current", "a heron", "--worked", "fog");
    shell.json("session", "complete", "current");
    words.put("paused", id(shell.json("session", "start", "The first")));
    words.put(
        "session",
        id(shell.json("session", "start", "The one that is there", "--success", "It works")));
    shell.json("session", "log", "current", "We lived by the river", "--author", "user");
    shell.json("session", "log", "current", "Ferns grow in the shade");
    shell.json("session", "note", "current", "A note");
    String scores = "subject=1,lighting=1,color=1,mood=1,composition=1,material=1,spatial=1";
    shell.json("iteration", "log", "current", "a heron", "--scores", scores);
    shell.json("iteration", "log", "current", "a heron, fog");
    shell.json("mode", "create", "kept");
    words.put(
        "artifact",
        id(shell.json("session", "artifact", "current", fill("{file}"), "--type", "plan")));
    addTasks(shell);
    addMessages(shell);
    addImages(shell);
    words.put(
        "pattern",
        id(
            shell.json(
                "pattern", "add", "color", "Blue drifts", "Say cobalt blue", "--id", "anchor")));
    words.put(
        "keyword",
        id(shell.json("keyword", "rate", "burnt sienna", "good", "--effect", "Warm color")));
    words.put("new-folder", folder.resolve("knowledge-out").toString());
    words.put("link", id(shell.json("link", "add", "https://example.com/", "--no-wait")));
    words.put("storyteller", id(shell.json("storyteller", "add", "Rosa Lindner")));
    words.put(
        "life-event",
        id(shell.json("event", "add", fill("{storyteller}"), "war", "The war", "--when", "1943")));
    addInterview(shell);
    shell.json(
        "webhook",
        "add",
        "mine",
        "http://127.0.0.1:" + models.getAddress().getPort() + "/hook",
        "--events",
        "message.*",
        "--allow-private");
    words.put("price", id(shell.json("prices", "override", "Ollama", "tiny*", "--input", "1")));
    words.put("garden", folder.resolve("garden").toString());
    Map<?, ?> begun =
        (Map<?, ?>)
            java.util.Objects.requireNonNull(
                shell
                    .json("coding", "start", "Dig", "--dir", fill("{garden}"), "--tool", "codex")
                    .get("session"));
    words.put("coding", String.valueOf(begun.get("id")));
    shell.json("import", "claude-code", fill("{transcripts-dir}"));
    Map<?, ?> imported =
        (Map<?, ?>)
            ((List<?>)
                    java.util.Objects.requireNonNull(
                        shell
                            .json(
                                "query",
                                "SELECT id FROM v_sessions WHERE tool_name = 'claude-code'")
                            .get("rows")))
                .getFirst();
    words.put("imported", String.valueOf(imported.get("id")));
    shell.json("token", "create", "--role", "writer", "--name", "laptop");
    words.put("promise", id(shell.json("promise", "create", "Weed the beds")));
    words.put(
        "cancelled", id(shell.json("promise", "create", "Prune the roses", "--notify", "never")));
    shell.json("promise", "cancel", fill("{cancelled}"), "--reason", "no shears");
    words.put("schedule", id(shell.json("schedule", "add", "garden.water", "--cron", "0 6 * * *")));
    words.put("done", id(shell.json("promise", "create", "Rake")));
    shell.json("promise", "update", fill("{done}"), "completed", "--text", "raked");
    words.put("claimed", id(shell.json("promise", "create", "Sow", "--kind", "garden.sow")));
    shell.json("promise", "claim", "garden.sow", "--worker", "w1");
    shell.json("promise", "create", "Water", "--kind", "garden.water");
    shell.json("retention", "set", "interview", "--archive-after", "30");
    words.put("budget", id(shell.json("budget", "set", "10")));
    words.put("model-call", id(shell.json("model", "test")));
    Path zip = folder.resolve("all.zip");
    shell.json("export", "--out", zip.toString());
    words.put("zip", zip.toString());
    Path backup = folder.resolve("backup.db");
    shell.json("backup", backup.toString());
    words.put("backup", backup.toString());
  }

  /// A server that talks as Ollama's does and always says the same.
  private static HttpServer models() throws IOException {
    byte[] answer =
        """
        {"model":"tiny","created_at":"2026-01-15T10:00:00Z","message":{"role":"assistant","content":"ready"},"done":true,
        "done_reason":"stop","prompt_eval_count":10,"eval_count":2}
        """
            .getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("content-type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }

  private void addImages(Shell shell) throws IOException {
    words.put(
        "image", image(shell, "current", fill("{picture}"), "--meta", "{\"prompt\":\"ferns\"}"));
    words.put(
        "variant",
        image(shell, "current", picture("styled.png", 0x993366), "--from", fill("{image}")));
  }

  private static String image(Shell shell, String... told) {
    List<String> call = new ArrayList<>(List.of("image", "add"));
    call.addAll(List.of(told));
    return String.valueOf(shell.json(call.toArray(String[]::new)).get("image_id"));
  }

  private String picture(String name, int colour) throws IOException {
    BufferedImage image = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 60; x++) {
      image.setRGB(x, x % 40, colour);
    }
    Path file = folder.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return file.toString();
  }

  private void addTasks(Shell shell) {
    words.put("claimed-task", id(shell.json("task", "add", "Mend the sails", "--group", "Boats")));
    shell.json("task", "claim", fill("{claimed-task}"));
    words.put("task", id(shell.json("task", "add", "Mend the rudder", "--priority", "1")));
    words.put("waiting-task", id(shell.json("task", "add", "Set out", "--after", fill("{task}"))));
    words.put("cancelled-task", id(shell.json("task", "add", "Sell the boat")));
    shell.json("task", "cancel", fill("{cancelled-task}"));
    shell.json("group", "add", "Empty");
  }

  private void addMessages(Shell shell) {
    words.put(
        "to-follow-up", id(shell.json("session", "note", "current", "Ask again", "--followup")));
    words.put("message", id(shell.json("message", "send", "family", "Hello?", "--id", "m1")));
    words.put(
        "news",
        id(shell.json("message", "send", "family", "It is done", "--kind", "notification")));
    words.put(
        "scheduled",
        id(
            shell.json(
                "message", "send", "family", "Happy birthday", "--at", "2999-05-01T08:00:00Z")));
    shell.json("message", "send", "work", "Too hard", "--id", "m0");
    shell.json("message", "missed", "work");
    words.put(
        "failed-message", id(shell.json("message", "fail", "work", "m0", "It is", "--for-good")));
    shell.json("message", "send", "work", "Read the plan", "--id", "m1");
    shell.json("message", "missed", "work");
  }

  private static String id(Map<String, ?> json) {
    return String.valueOf(json.get("id"));
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  /// A shell on the store as it is now.
  Shell shell() {
    return new Shell(store)
        .with("SESHAT_MODEL", "ollama:tiny")
        .with("SESHAT_MODEL_URL", "http://127.0.0.1:" + models.getAddress().getPort())
        .with("HOME", folder.resolve("home").toString())
        .with("CLAUDE_CONFIG_DIR", folder.resolve("home").toString())
        .with("CODEX_HOME", folder.resolve("home").toString())
        .with("GEMINI_CLI_HOME", folder.resolve("home").toString());
  }

  /// Puts the store back into the state that it began with, under a new name.
  void reset() throws IOException {
    if (!store.equals(model)) {
      for (String part : List.of("", "-wal", "-shm", ".before-restore")) {
        Files.deleteIfExists(store.resolveSibling(store.getFileName() + part));
      }
    }
    store = folder.resolve("copy-" + ++copies + ".db");
    Files.copy(model, store, StandardCopyOption.REPLACE_EXISTING);
    Path from = files(model);
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(
            each,
            files(store).resolve(from.relativize(each).toString()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /// The folder of a store's files.
  private static Path files(Path store) {
    return store.resolveSibling(store.getFileName().toString().replace(".db", ".files"));
  }

  Path folder() {
    return folder;
  }

  Path store() {
    return store;
  }

  /// `text` with the world's own things in place of words in braces.
  String fill(String text) {
    String filled = text;
    for (Map.Entry<String, String> each : words.entrySet()) {
      filled = filled.replace("{" + each.getKey() + "}", each.getValue());
    }
    return filled.replace("{new-file}", folder.resolve("new-" + ++copies).toString());
  }

  /// A number that changes when anybody commits to the store as it is now, for as long as `watcher` stays open.
  static long version(Connection watcher) throws SQLException {
    try (Statement statement = watcher.createStatement();
        ResultSet rs = statement.executeQuery("PRAGMA data_version")) {
      return rs.getLong(1);
    }
  }

  /// A connection of its own to the store as it is now.
  Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + store);
  }

  /// Everything in the store, table by table, as text.
  Map<String, String> dump() throws SQLException {
    Map<String, String> dump = new TreeMap<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet rs =
          statement.executeQuery(
              "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")) {
        while (rs.next()) {
          tables.add(rs.getString(1));
        }
      }
      for (String table : tables) {
        StringBuilder rows = new StringBuilder();
        try (ResultSet rs = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
          int columns = rs.getMetaData().getColumnCount();
          while (rs.next()) {
            for (int i = 1; i <= columns; i++) {
              Object value = rs.getObject(i);
              rows.append(value instanceof byte[] bytes ? java.util.Arrays.hashCode(bytes) : value)
                  .append('|');
            }
            rows.append('\n');
          }
        }
        dump.put(table, rows.toString());
      }
    }
    return dump;
  }
}
