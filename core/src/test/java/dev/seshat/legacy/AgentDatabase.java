package dev.seshat.legacy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A database of the agent system, made from its schema.
final class AgentDatabase implements AutoCloseable {
  static final List<String> USAGE = List.of("projects", "hosts", "models", "token_usage");
  static final List<String> LINKS = List.of("links");
  static final List<String> ALL =
      List.of(
          "projects",
          "hosts",
          "models",
          "token_usage",
          "links",
          "claude_code_sessions",
          "promises");

  private static final Map<String, String> SCHEMA = new LinkedHashMap<>();

  static {
    SCHEMA.put(
        "projects",
        "CREATE TABLE projects (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE NOT NULL, description TEXT,"
            + " created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP)");
    SCHEMA.put(
        "hosts",
        "CREATE TABLE hosts (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE NOT NULL, base_url TEXT,"
            + " created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP)");
    SCHEMA.put(
        "models",
        "CREATE TABLE models (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, host_id INTEGER NOT NULL,"
            + " input_cost_per_1k REAL, output_cost_per_1k REAL, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,"
            + " FOREIGN KEY (host_id) REFERENCES hosts(id), UNIQUE(name, host_id))");
    SCHEMA.put(
        "token_usage",
        "CREATE TABLE token_usage (id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp TIMESTAMP NOT NULL, project_id INTEGER NOT NULL,"
            + " model_id INTEGER NOT NULL, input_tokens INTEGER, output_tokens INTEGER, total_tokens INTEGER,"
            + " cost_usd REAL, request_id TEXT, user_id TEXT, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,"
            + " FOREIGN KEY (project_id) REFERENCES projects(id), FOREIGN KEY (model_id) REFERENCES models(id))");
    SCHEMA.put(
        "links",
        "CREATE TABLE links (id INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT UNIQUE NOT NULL, domain TEXT NOT NULL,"
            + " timestamp DATETIME DEFAULT CURRENT_TIMESTAMP, analysis_result TEXT, analysis_status TEXT DEFAULT 'pending',"
            + " title TEXT, main_topic TEXT, reasons_to_care TEXT, error_message TEXT, created_at DATETIME DEFAULT CURRENT_TIMESTAMP,"
            + " updated_at DATETIME DEFAULT CURRENT_TIMESTAMP)");
    SCHEMA.put(
        "claude_code_sessions",
        "CREATE TABLE claude_code_sessions (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT UNIQUE NOT NULL, chat_id TEXT,"
            + " username TEXT, tool_name TEXT, working_directory TEXT, initial_task TEXT,"
            + " task_count INTEGER DEFAULT 1, last_activity DATETIME DEFAULT CURRENT_TIMESTAMP,"
            + " created_at DATETIME DEFAULT CURRENT_TIMESTAMP, is_active BOOLEAN DEFAULT 1, session_metadata TEXT)");
    SCHEMA.put(
        "promises",
        "CREATE TABLE promises (id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER, message_id INTEGER,"
            + " task_description TEXT, status TEXT DEFAULT 'pending', created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,"
            + " completed_at TIMESTAMP, result_summary TEXT, error_message TEXT)");
  }

  private final Path file;
  private final Connection connection;

  private AgentDatabase(Path file) throws SQLException {
    this.file = file;
    this.connection = DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  /// An empty database with these tables.
  static AgentDatabase create(Path file, List<String> tables) throws SQLException {
    AgentDatabase made = new AgentDatabase(file);
    for (String table : tables) {
      made.run(String.valueOf(SCHEMA.get(table)));
    }
    return made;
  }

  static AgentDatabase open(Path file) throws SQLException {
    return new AgentDatabase(file);
  }

  Path file() {
    return file;
  }

  Connection connection() {
    return connection;
  }

  AgentDatabase run(String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
    return this;
  }

  /// Inserts a row: columns and values by turns.
  AgentDatabase add(String table, @Nullable Object... cells) throws SQLException {
    List<String> columns = new ArrayList<>();
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < cells.length; i += 2) {
      columns.add(String.valueOf(cells[i]));
      values.add(cells[i + 1]);
    }
    return run(
        "INSERT INTO "
            + table
            + " ("
            + String.join(", ", columns)
            + ") VALUES ("
            + "?, ".repeat(columns.size() - 1)
            + "?)",
        values.toArray());
  }

  /// Some of everything, odd cells among it, the same for the same seed.
  AgentDatabase fill(long seed, int rows) throws SQLException {
    Random random = new Random(seed);
    connection.setAutoCommit(false);
    for (int i = 1; i <= 4; i++) {
      add(
          "projects",
          "name",
          i == 3 ? "PROJECT 1" : "Project " + i,
          "description",
          i == 2 ? null : "of " + i,
          "created_at",
          "2025-01-0" + i + " 08:00:00");
    }
    add("hosts", "name", "anthropic").add("hosts", "name", "My Own", "base_url", "http://10.0.0.7");
    add(
        "models",
        "name",
        "one",
        "host_id",
        2,
        "input_cost_per_1k",
        0.0004,
        "output_cost_per_1k",
        0.0012);
    add("models", "name", "two", "host_id", 2);
    add(
        "models",
        "name",
        "claude-3-opus-20240229",
        "host_id",
        1,
        "input_cost_per_1k",
        0.015,
        "output_cost_per_1k",
        0.075);
    add("models", "name", "lost", "host_id", 99, "input_cost_per_1k", "cheap");
    for (int i = 1; i <= rows; i++) {
      usage(random, i);
      if (i % 4 == 0) {
        session(random, i);
        link(random, i);
        promise(random, i);
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
    return this;
  }

  private void usage(Random random, int i) throws SQLException {
    int input = random.nextInt(3);
    int output = random.nextInt(3);
    String at = "2025-03-01 10:%02d:%02d".formatted(i / 60 % 60, i / 3 % 60);
    add(
        "token_usage",
        "timestamp",
        one(
            random,
            at,
            at,
            at,
            at.replace(' ', 'T') + "Z",
            at + ".250",
            "yesterday",
            1_740_823_200L + i / 3),
        "project_id",
        one(random, 1, 2, 3, 3, 77),
        "model_id",
        one(random, 1, 2, 3, 3, 77),
        "input_tokens",
        one(random, input, input, input, input, String.valueOf(input), null, "many"),
        "output_tokens",
        output,
        "total_tokens",
        one(random, input + output, input + output, input + output, 0, 50),
        "cost_usd",
        one(random, null, 0.1 + 0.2, 0.001, 0, -1.0, "?"),
        "request_id",
        one(random, null, null, null, "req-" + i / 2),
        "user_id",
        one(random, null, "ann", "bob\0by"),
        "created_at",
        one(random, at, null, "2025-04-01 00:00:00"));
  }

  private void session(Random random, int i) throws SQLException {
    add(
        "claude_code_sessions",
        "session_id",
        "s" + i,
        "chat_id",
        one(random, null, "42", 42),
        "username",
        one(random, null, "ann"),
        "tool_name",
        one(random, "claude_code", "codex", null),
        "working_directory",
        one(random, "/home/ann/x", "C:\\x", null),
        "initial_task",
        one(random, "Fix '; DROP TABLE sessions; --", "\uD800 half", null, "   "),
        "task_count",
        one(random, 1, 3, -1, "few"),
        "last_activity",
        one(random, "2025-05-01 10:00:00", "2025-05-02T10:00:00+02:00", "soon", null),
        "created_at",
        one(random, "2025-04-30 10:00:00", null, "9999-99-99"),
        "is_active",
        one(random, 0, 1, null, "maybe"),
        "session_metadata",
        one(random, null, "{\"tools_used\": [\"bash\"]}", "{broken", "[1, 2]"));
  }

  private void link(Random random, int i) throws SQLException {
    add(
        "links",
        "url",
        one(random, "https://example.org/" + i, "https://EXAMPLE.org/" + i + "/", "not a url " + i),
        "domain",
        "example.org",
        "analysis_result",
        one(random, null, "{\"title\": \"T\", \"key_insights\": [\"a\"]}", "broken {"),
        "analysis_status",
        one(random, "pending", "success", "error", "odd", null),
        "title",
        one(random, null, "A title"),
        "reasons_to_care",
        one(random, null, "because", "[\"a\", \"b\"]"),
        "updated_at",
        one(random, "2025-05-01 10:00:00", "2025-05-03 10:00:00", "never"));
  }

  private void promise(Random random, int i) throws SQLException {
    add(
        "promises",
        "chat_id",
        one(random, 1, -100_200_300_400L, "x"),
        "message_id",
        one(random, i, null),
        "task_description",
        one(random, "Do it", "Do it again " + i, ""),
        "status",
        one(random, "pending", "in_progress", "completed", "failed", "what"),
        "created_at",
        "2025-05-01 10:00:00",
        "completed_at",
        one(random, null, "2025-05-01 11:00:00", "later"),
        "result_summary",
        one(random, null, "done"),
        "error_message",
        one(random, null, "no network"));
  }

  private static @Nullable Object one(Random random, @Nullable Object... of) {
    return of[random.nextInt(of.length)];
  }

  /// The same content in another file, its rows numbered otherwise and its tables these alone.
  AgentDatabase copy(Path to, List<String> tables, boolean renumber) throws SQLException {
    try (AgentDatabase made = create(to, tables)) {
      made.run("ATTACH DATABASE '" + file + "' AS old");
      int by = renumber ? 1_000 : 0;
      for (String table : tables) {
        List<String> columns = columns(table);
        String select =
            String.join(", ", columns)
                .replaceFirst("^id", "id + " + by)
                .replace("host_id", "host_id + " + by)
                .replace("project_id", "project_id + " + by)
                .replace("model_id", "model_id + " + by);
        made.run(
            "INSERT INTO main."
                + table
                + " ("
                + String.join(", ", columns)
                + ") SELECT "
                + select
                + " FROM old."
                + table
                + (renumber ? " ORDER BY id DESC" : ""));
      }
    }
    return open(to);
  }

  private List<String> columns(String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        var rs = statement.executeQuery("SELECT name FROM pragma_table_info('" + table + "')")) {
      while (rs.next()) {
        columns.add(rs.getString(1));
      }
    }
    return columns;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
