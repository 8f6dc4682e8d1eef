package dev.seshat.transcript;

import dev.seshat.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Transcripts as Claude Code leaves them, made up from a seed: resumed, forked, with subagents and all their oddities.
final class ClaudeWorld implements MadeUpFiles {
  private static final String[] WORDS = {
    "river", "boat", "worktree", "fix the login", "tests pass", "naïve", "日本", "😀", "deploy"
  };

  private final Random random;
  private final Map<String, StringBuilder> files = new TreeMap<>();
  private Instant now = Instant.parse("2025-03-01T08:00:00.000Z");

  /// A session while it is made up.
  private final class Talk {
    final String id = uuid();
    final String cwd;
    final List<Map<String, Object>> records = new ArrayList<>();
    String parent = "";

    Talk(String cwd) {
      this.cwd = cwd;
    }

    StringBuilder file() {
      return files.computeIfAbsent(
          "-home-mara-boats/" + id + ".jsonl", name -> new StringBuilder());
    }

    Map<String, Object> record(String type) {
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("parentUuid", parent.isEmpty() ? null : parent);
      record.put("isSidechain", false);
      record.put("userType", "external");
      record.put("cwd", cwd);
      record.put("sessionId", id);
      record.put("version", "2.1." + random.nextInt(3));
      record.put("gitBranch", random.nextInt(20) == 0 ? "other" : "main");
      record.put("type", type);
      record.put("uuid", uuid());
      record.put("timestamp", tick().toString());
      return record;
    }

    void say(Map<String, Object> record) {
      parent = String.valueOf(record.get("uuid"));
      records.add(record);
      write(file(), record);
      oddities(this);
    }
  }

  ClaudeWorld(long seed) {
    this.random = new Random(seed);
  }

  /// Makes up some sessions, some of which go on from others.
  static ClaudeWorld of(long seed, int sessions) {
    ClaudeWorld world = new ClaudeWorld(seed);
    List<Talk> talks = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      boolean goesOn = !talks.isEmpty() && world.random.nextInt(2) == 0;
      talks.add(goesOn ? world.goOn(talks.get(world.random.nextInt(talks.size()))) : world.fresh());
      // the one before may be talked on in the meantime
      if (world.random.nextInt(3) == 0) {
        world.turns(talks.get(world.random.nextInt(talks.size())), 1);
      }
    }
    return world;
  }

  @Override
  public Map<String, byte[]> files() {
    Map<String, byte[]> bytes = new TreeMap<>();
    files.forEach(
        (name, text) -> bytes.put(name, text.toString().getBytes(StandardCharsets.UTF_8)));
    return bytes;
  }

  private Talk fresh() {
    Talk talk = new Talk("/home/mara/boats" + (random.nextInt(4) == 0 ? "/hull" : ""));
    if (random.nextBoolean()) {
      line(
          talk.file(),
          Map.of(
              "type",
              "file-history-snapshot",
              "messageId",
              uuid(),
              "snapshot",
              Map.of("timestamp", now.toString())));
    }
    if (random.nextInt(4) == 0) {
      line(
          talk.file(),
          Map.of("type", "summary", "summary", "About " + words(), "leafUuid", uuid()));
    }
    turns(talk, 1 + random.nextInt(4));
    return talk;
  }

  /// A session that begins with a copy of another's records, in one of the three ways in which the client does it.
  private Talk goOn(Talk before) {
    Talk talk = new Talk(before.cwd);
    int way = random.nextInt(3);
    int copied =
        random.nextInt(3) == 0 ? 1 + random.nextInt(before.records.size()) : before.records.size();
    for (Map<String, Object> original : before.records.subList(0, copied)) {
      Map<String, Object> copy = new LinkedHashMap<>(original);
      if (way != 0) {
        copy.put("sessionId", talk.id);
      }
      if (way == 2 && !copy.containsKey("forkedFrom")) {
        copy.put(
            "forkedFrom",
            Map.of(
                "sessionId",
                String.valueOf(original.get("sessionId")),
                "messageUuid",
                String.valueOf(original.get("uuid"))));
      }
      talk.parent = String.valueOf(copy.get("uuid"));
      talk.records.add(copy);
      write(talk.file(), copy);
    }
    turns(talk, random.nextInt(3));
    return talk;
  }

  private void turns(Talk talk, int count) {
    for (int i = 0; i < count; i++) {
      now = now.plusSeconds(random.nextInt(4) == 0 ? 3_600 : 20);
      Map<String, Object> prompt = talk.record("user");
      prompt.put("message", Map.of("role", "user", "content", prompt()));
      talk.say(prompt);
      for (int step = random.nextInt(4); step >= 0; step--) {
        response(talk, step > 0);
      }
    }
  }

  private Object prompt() {
    return switch (random.nextInt(5)) {
      case 0 -> List.of(Map.of("type", "text", "text", words()));
      case 1 ->
          List.of(
              Map.of("type", "text", "text", words()),
              Map.of(
                  "type",
                  "image",
                  "source",
                  Map.of("type", "base64", "media_type", "image/png", "data", "iVBORw0KGgo=")));
      default -> words() + (random.nextInt(6) == 0 ? " password=hunter" + random.nextInt(100) : "");
    };
  }

  /// A response in several records of growing usage, perhaps with a tool call and its result.
  private void response(Talk talk, boolean calls) {
    String message = "msg_" + uuid().substring(0, 12);
    String request = random.nextInt(8) == 0 ? null : "req_" + uuid().substring(0, 12);
    int output = 1 + random.nextInt(50);
    for (int i = random.nextInt(3); i >= 0; i--) {
      say(
          talk,
          message,
          request,
          output,
          Map.of(
              "type",
              random.nextInt(4) == 0 ? "thinking" : "text",
              "thinking",
              words(),
              "text",
              words()));
      output += random.nextInt(40);
    }
    if (random.nextInt(12) == 0) {
      Map<String, Object> synthetic = talk.record("assistant");
      synthetic.put(
          "message",
          message(
              "msg_s", "<synthetic>", 0, Map.of("type", "text", "text", "No response requested.")));
      talk.say(synthetic);
    }
    if (calls) {
      tool(talk, message, request, output);
    }
  }

  private void say(
      Talk talk, String message, @Nullable String request, int output, Map<String, Object> block) {
    Map<String, Object> record = talk.record("assistant");
    record.put("message", message(message, "claude-sonnet-4-5-20250929", output, block));
    if (request != null) {
      record.put("requestId", request);
    }
    talk.say(record);
  }

  private Map<String, Object> message(
      String id, String model, int output, Map<String, Object> block) {
    Map<String, Object> usage =
        new LinkedHashMap<>(
            Map.of("input_tokens", 3, "cache_read_input_tokens", 1_000, "output_tokens", output));
    usage.put("cache_creation_input_tokens", 200);
    if (id.hashCode() % 2 == 0) {
      usage.put(
          "cache_creation",
          Map.of("ephemeral_5m_input_tokens", 150, "ephemeral_1h_input_tokens", 50));
    }
    return new LinkedHashMap<>(
        Map.of(
            "id",
            id,
            "role",
            "assistant",
            "model",
            model,
            "content",
            List.of(block),
            "usage",
            usage));
  }

  private void tool(Talk talk, String message, @Nullable String request, int output) {
    String id = "toolu_" + uuid().substring(0, 12);
    boolean agent = random.nextInt(3) == 0;
    String command = random.nextInt(3) == 0 ? "git commit -m x" : "ls " + words();
    Map<String, Object> input = agent ? Map.of("prompt", words()) : Map.of("command", command);
    say(
        talk,
        message,
        request,
        output,
        Map.of("type", "tool_use", "id", id, "name", agent ? "Task" : "Bash", "input", input));
    if (agent) {
      agent(talk, id);
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      Map<String, Object> noise = talk.record("progress");
      noise.put("data", Map.of("type", "hook_progress", "hookEvent", "PostToolUse"));
      write(talk.file(), noise);
    }
    Map<String, Object> result = talk.record("user");
    Map<String, Object> block =
        new LinkedHashMap<>(Map.of("type", "tool_result", "tool_use_id", id));
    block.put(
        "content",
        command.startsWith("git")
            ? "[main 1a2b3c4] x\n 1 file changed"
            : List.of(Map.of("type", "text", "text", words())));
    result.put("message", Map.of("role", "user", "content", List.of(block)));
    result.put("toolUseResult", Map.of("stdout", words()));
    talk.say(result);
  }

  /// A subagent: told by its own file, by its parent's progress, or by both, each with gaps.
  private void agent(Talk talk, String tool) {
    String agent = "a" + uuid().substring(0, 6);
    boolean file = random.nextInt(4) != 0;
    StringBuilder own =
        file
            ? files.computeIfAbsent(
                "-home-mara-boats/" + talk.id + "/subagents/agent-" + agent + ".jsonl",
                n -> new StringBuilder())
            : new StringBuilder();
    for (int i = 2 + random.nextInt(5); i > 0; i--) {
      boolean says = i % 2 == 0;
      Map<String, Object> record = talk.record(says ? "assistant" : "user");
      record.put("isSidechain", true);
      record.put("agentId", agent);
      String id = "msg_" + uuid().substring(0, 12);
      record.put(
          "message",
          says
              ? message(id, "claude-haiku-4-5-20251001", 9, Map.of("type", "text", "text", words()))
              : Map.of("role", "user", "content", words()));
      if (says) {
        record.put("requestId", "req_" + id);
      }
      if (random.nextInt(5) != 0) {
        write(own, record);
      }
      if (!file || random.nextInt(4) != 0) {
        retell(talk, agent, tool, record);
      }
    }
  }

  private void retell(Talk talk, String agent, String tool, Map<String, Object> record) {
    Map<String, Object> inner = new LinkedHashMap<>();
    for (String name : List.of("type", "message", "uuid", "timestamp", "requestId")) {
      if (record.containsKey(name)) {
        inner.put(name, record.get(name));
      }
    }
    Map<String, Object> progress = talk.record("progress");
    progress.put(
        "data",
        Map.of("type", "agent_progress", "agentId", agent, "message", inner, "prompt", "x"));
    progress.put("parentToolUseID", tool);
    write(talk.file(), progress);
  }

  /// What may stand between any two records.
  private void oddities(Talk talk) {
    switch (random.nextInt(24)) {
      case 0 -> talk.file().append("{\"type\":\"user\",\"broken\n");
      case 1 -> talk.file().append("\n");
      case 2 -> talk.file().append("[1,2,3]\r\n");
      case 3 -> {
        Map<String, Object> boundary = talk.record("system");
        boundary.put("subtype", "compact_boundary");
        boundary.put("content", "Conversation compacted");
        talk.records.add(boundary);
        write(talk.file(), boundary);
      }
      case 4 ->
          line(
              talk.file(),
              Map.of(
                  "type",
                  "new-thing-" + random.nextInt(3),
                  "what",
                  words(),
                  "sessionId",
                  talk.id,
                  "at",
                  now.toString()));
      case 5 ->
          line(
              talk.file(),
              Map.of(
                  "type",
                  "queue-operation",
                  "operation",
                  "enqueue",
                  "timestamp",
                  tick().toString(),
                  "sessionId",
                  talk.id,
                  "content",
                  "<task-notification><task-id>b1</task-id><status>completed</status></task-notification>"));
      case 6 ->
          line(
              talk.file(),
              Map.of(
                  "type",
                  "pr-link",
                  "sessionId",
                  talk.id,
                  "prUrl",
                  "https://github.com/a/b/pull/" + random.nextInt(9),
                  "timestamp",
                  tick().toString()));
      case 7 ->
          line(
              talk.file(),
              Map.of("type", "ai-title", "aiTitle", "Title " + words(), "sessionId", talk.id));
      case 8 -> {
        Map<String, Object> chain = talk.record("user");
        chain.put("isSidechain", true);
        chain.put("message", Map.of("role", "user", "content", "aside: " + words()));
        write(talk.file(), chain);
      }
      default -> {}
    }
  }

  private Instant tick() {
    now = now.plusMillis(random.nextInt(2_000));
    return now;
  }

  private String words() {
    StringBuilder words = new StringBuilder();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      words.append(WORDS[random.nextInt(WORDS.length)]).append(i > 1 ? " " : "");
    }
    return words.toString();
  }

  private String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private static void write(StringBuilder file, Map<String, Object> record) {
    line(file, record);
  }

  private static void line(StringBuilder file, Map<String, Object> record) {
    file.append(Json.write(record)).append('\n');
  }
}
