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

/// Rollouts as Codex leaves them, made up from a seed: forked, of subagents, with repeated counts and all their oddities.
final class CodexWorld implements MadeUpFiles {
  private static final String[] WORDS = {
    "river", "boat", "fix the login", "tests pass", "naïve", "日本", "😀", "deploy", "Done."
  };

  private final Random random;
  private final Map<String, StringBuilder> files = new TreeMap<>();
  private Instant now = Instant.parse("2025-09-01T08:00:00.000Z");

  /// A session while it is made up.
  private final class Talk {
    final String id = uuid();
    final StringBuilder file =
        files.computeIfAbsent(
            "2025/09/01/rollout-2025-09-01T08-00-00-" + id + ".jsonl", n -> new StringBuilder());
    final List<Map<String, Object>> items = new ArrayList<>();
    long input;
    long cached;
    long output;
    long reasoning;

    void write(String type, Map<String, ?> payload) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("type", type);
      item.put("payload", payload);
      copy(item);
      oddity(file);
    }

    void copy(Map<String, Object> item) {
      items.add(item);
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("timestamp", tick().toString());
      line.putAll(item);
      file.append(Json.write(line)).append('\n');
    }
  }

  private CodexWorld(long seed) {
    this.random = new Random(seed);
  }

  static CodexWorld of(long seed, int sessions) {
    CodexWorld world = new CodexWorld(seed);
    List<Talk> talks = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      Talk before = talks.isEmpty() ? null : talks.get(world.random.nextInt(talks.size()));
      talks.add(world.talk(world.random.nextBoolean() ? before : null));
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

  /// A fresh session, one that begins with another's records, or a subagent of another.
  private Talk talk(@Nullable Talk before) {
    Talk talk = new Talk();
    int way = before == null ? 0 : random.nextInt(3);
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("id", talk.id);
    meta.put("timestamp", now.toString());
    meta.put("cwd", "/home/mara/boats");
    meta.put("originator", "codex_cli_rs");
    meta.put("cli_version", "0.39.0");
    meta.put("git", Map.of("branch", "main", "repository_url", "https://example.org/boats"));
    if (before != null && way == 1) {
      meta.put("forked_from_id", before.id);
    }
    if (before != null && way == 2) {
      meta.put(
          "source",
          Map.of("subagent", Map.of("thread_spawn", Map.of("parent_thread_id", before.id))));
    }
    talk.write("session_meta", meta);
    if (before != null && (way != 2 || random.nextBoolean())) {
      int copied =
          random.nextInt(3) == 0 ? 1 + random.nextInt(before.items.size()) : before.items.size();
      List.copyOf(before.items.subList(0, copied)).forEach(talk::copy);
      talk.input = before.input;
      talk.cached = before.cached;
      talk.output = before.output;
      talk.reasoning = before.reasoning;
    }
    turns(talk, 1 + random.nextInt(4));
    return talk;
  }

  private void turns(Talk talk, int count) {
    for (int i = 0; i < count; i++) {
      now = now.plusSeconds(random.nextInt(4) == 0 ? 3_600 : 20);
      talk.write(
          "turn_context",
          Map.of("cwd", "/home/mara/boats", "model", random.nextInt(4) == 0 ? "o3" : "gpt-5"));
      String asked = words() + (random.nextInt(6) == 0 ? " password=hunter" + i + "22" : "");
      both(talk, "user", asked, Map.of("type", "user_message", "message", asked));
      for (int step = random.nextInt(4); step >= 0; step--) {
        step(talk, step > 0);
      }
    }
  }

  /// The two forms of one saying, in either order, or only one of them.
  private void both(Talk talk, String role, String text, Map<String, Object> event) {
    int order = random.nextInt(4);
    Map<String, Object> item =
        Map.of(
            "type",
            "message",
            "role",
            role,
            "content",
            List.of(
                Map.of("type", role.equals("user") ? "input_text" : "output_text", "text", text)));
    if (order == 0) {
      talk.write("event_msg", event);
    }
    if (order != 3 || role.equals("user")) {
      talk.write("response_item", item);
    }
    if (order == 1 || order == 3) {
      talk.write("event_msg", event);
    }
  }

  private void step(Talk talk, boolean calls) {
    if (random.nextBoolean()) {
      talk.write(
          "response_item",
          Map.of(
              "type",
              "reasoning",
              "summary",
              List.of(Map.of("type", "summary_text", "text", words()))));
    }
    String said = words();
    both(talk, "assistant", said, Map.of("type", "agent_message", "message", said));
    if (calls) {
      call(talk);
    }
    count(talk);
  }

  private void call(Talk talk) {
    String id = "call_" + uuid().substring(0, 12);
    boolean patch = random.nextBoolean();
    String command =
        patch
            ? "*** Begin Patch\n*** Update File: a" + random.nextInt(3) + ".txt\n*** End Patch"
            : random.nextInt(3) == 0 ? "git commit -m x" : "ls";
    talk.write(
        "response_item",
        patch
            ? Map.of(
                "type", "custom_tool_call", "name", "apply_patch", "input", command, "call_id", id)
            : Map.of(
                "type",
                "function_call",
                "name",
                "shell",
                "arguments",
                Json.write(Map.of("command", List.of("bash", "-lc", command))),
                "call_id",
                id));
    String output =
        patch ? "Success. Updated the following files:\nM a.txt" : "[main 1a2b3c4] x\n 1 file";
    talk.write(
        "response_item",
        Map.of(
            "type",
            patch ? "custom_tool_call_output" : "function_call_output",
            "call_id",
            id,
            "output",
            Json.write(Map.of("output", output, "metadata", Map.of("exit_code", 0)))));
  }

  /// A count, perhaps repeated, perhaps of a counter begun anew, perhaps left out.
  private void count(Talk talk) {
    int input = random.nextInt(500);
    int cached = random.nextInt(input + 1);
    int output = random.nextInt(300);
    int reasoning = random.nextInt(output + 1);
    if (random.nextInt(15) == 0) {
      talk.input = 0;
      talk.cached = 0;
      talk.output = 0;
      talk.reasoning = 0;
    }
    talk.input += input;
    talk.cached += cached;
    talk.output += output;
    talk.reasoning += reasoning;
    if (random.nextInt(6) == 0) {
      return;
    }
    Map<String, Object> info =
        Map.of(
            "total_token_usage",
            usage(talk.input, talk.cached, talk.output, talk.reasoning),
            "last_token_usage",
            usage(input, cached, output, reasoning));
    for (int i = random.nextInt(3); i >= 0; i--) {
      Map<String, Object> event = new LinkedHashMap<>();
      event.put("type", "token_count");
      event.put("info", random.nextInt(8) == 0 ? null : info);
      talk.write("event_msg", event);
    }
  }

  private static Map<String, Object> usage(long input, long cached, long output, long reasoning) {
    return Map.of(
        "input_tokens",
        input,
        "cached_input_tokens",
        cached,
        "output_tokens",
        output,
        "reasoning_output_tokens",
        reasoning,
        "total_tokens",
        input + output);
  }

  private void oddity(StringBuilder file) {
    switch (random.nextInt(30)) {
      case 0 -> file.append("{\"timestamp\":\"2025\n");
      case 1 -> file.append('\n');
      case 2 -> file.append("{\"type\":\"weather\",\"payload\":{\"wind\":7}}\n");
      default -> {}
    }
  }

  private Instant tick() {
    now = now.plusMillis(1 + random.nextInt(4_000));
    return now;
  }

  private String words() {
    return WORDS[random.nextInt(WORDS.length)] + " " + WORDS[random.nextInt(WORDS.length)];
  }

  private String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
