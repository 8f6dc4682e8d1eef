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

/// Chats as Gemini CLI leaves them, made up from a seed: as lines, as whole documents, and as one that became the other.
final class GeminiWorld implements MadeUpFiles {
  private static final String[] WORDS = {
    "river", "boat", "fix the login", "tests pass", "naïve", "日本", "😀", "deploy"
  };

  private final Random random;
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, Chat> documents = new TreeMap<>();
  private Instant now = Instant.parse("2026-03-01T08:00:00.000Z");

  /// A session while it is made up: what was written of its messages, one writing after the other.
  private final class Chat {
    final String id = uuid();
    final Instant start = tick();
    final List<Map<String, Object>> writings = new ArrayList<>();

    Map<String, Object> header(String kind) {
      Map<String, Object> header = new LinkedHashMap<>();
      header.put("sessionId", id);
      header.put("projectHash", "9da8b3dfb8655182ac1f0e66601c367e34f8d18447a29759eeba4d7e45dc60ea");
      header.put("startTime", start.toString());
      header.put("lastUpdated", start.toString());
      header.put("kind", kind);
      return header;
    }

    /// The document that the client held after so many writings.
    byte[] document(int count) {
      Map<String, Map<String, Object>> latest = new LinkedHashMap<>();
      writings
          .subList(0, count)
          .forEach(message -> latest.put(String.valueOf(message.get("id")), message));
      Map<String, Object> document = header("main");
      document.put("messages", new ArrayList<>(latest.values()));
      return Json.write(document).getBytes(StandardCharsets.UTF_8);
    }
  }

  private GeminiWorld(long seed) {
    this.random = new Random(seed);
  }

  static GeminiWorld of(long seed, int sessions) {
    GeminiWorld world = new GeminiWorld(seed);
    for (int i = 0; i < sessions; i++) {
      world.chat(i);
    }
    return world;
  }

  @Override
  public Map<String, byte[]> files() {
    return files;
  }

  @Override
  public byte[] part(String name, double share) {
    Chat chat = documents.get(name);
    return chat == null
        ? MadeUpFiles.super.part(name, share)
        : chat.document((int) (share * chat.writings.size()));
  }

  private void chat(int number) {
    Chat chat = new Chat();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      now = now.plusSeconds(random.nextInt(4) == 0 ? 3_600 : 20);
      message(chat, "user", Map.of("content", List.of(Map.of("text", words()))));
      for (int step = random.nextInt(3); step >= 0; step--) {
        answer(chat);
      }
    }
    String name = "boats/chats/session-2026-03-01T08-00-" + chat.id.substring(0, 8);
    if (number % 2 == 0) {
      documents.put(name + ".json", chat);
      files.put(name + ".json", chat.document(chat.writings.size()));
    }
    if (number % 3 != 0) {
      files.put(name + ".jsonl", lines(chat, "main"));
    }
    if (number % 3 == 1) {
      Chat agent = new Chat();
      message(agent, "user", Map.of("content", words()));
      answer(agent);
      files.put("boats/chats/" + chat.id + "/" + agent.id + ".jsonl", lines(agent, "subagent"));
    }
  }

  private Map<String, Object> message(Chat chat, String type, Map<String, Object> more) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", uuid());
    message.put("timestamp", tick().toString());
    message.put("type", type);
    message.putAll(more);
    chat.writings.add(message);
    return message;
  }

  /// An answer, written first without its tool calls and its figures, then with more and more of them.
  private void answer(Chat chat) {
    Map<String, Object> message = message(chat, "gemini", Map.of("content", ""));
    message.put("thoughts", List.of(Map.of("subject", words(), "description", words())));
    message.put("model", random.nextInt(3) == 0 ? "gemini-2.5-pro" : "gemini-3-flash-preview");
    if (random.nextBoolean()) {
      message = again(chat, message, "content", words());
    }
    int input = random.nextInt(1_000);
    int cached = random.nextInt(input + 1);
    int output = random.nextInt(300);
    int thoughts = random.nextInt(200);
    message =
        again(
            chat,
            message,
            "tokens",
            Map.of(
                "input",
                input,
                "cached",
                cached,
                "output",
                output,
                "thoughts",
                thoughts,
                "tool",
                0,
                "total",
                input + output + thoughts));
    if (random.nextBoolean()) {
      message = again(chat, message, "toolCalls", List.of(call("executing")));
      again(chat, message, "toolCalls", List.of(call("success")));
    }
  }

  private Map<String, Object> again(
      Chat chat, Map<String, Object> message, String name, Object value) {
    Map<String, Object> fuller = new LinkedHashMap<>(message);
    fuller.put(name, value);
    chat.writings.add(fuller);
    return fuller;
  }

  private Map<String, Object> call(String status) {
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("id", "call" + random.nextInt(1_000));
    call.put("name", random.nextBoolean() ? "write_file" : "run_shell_command");
    call.put("args", Map.of("file_path", "a.txt", "command", "git commit -m x"));
    call.put("status", status);
    if (status.equals("success")) {
      call.put(
          "result",
          List.of(
              Map.of(
                  "functionResponse",
                  Map.of("response", Map.of("output", "[main 1a2b3c4] x\n 1 file")))));
    }
    return call;
  }

  private byte[] lines(Chat chat, String kind) {
    StringBuilder text = new StringBuilder(Json.write(chat.header(kind))).append('\n');
    for (Map<String, Object> message : chat.writings) {
      text.append(Json.write(message)).append('\n');
      text.append(Json.write(Map.of("$set", Map.of("lastUpdated", now.toString())))).append('\n');
      switch (random.nextInt(15)) {
        case 0 -> text.append("{\"id\":\"broken\n");
        case 1 -> text.append(Json.write(Map.of("$set", Map.of("summary", words())))).append('\n');
        case 2 ->
            text.append(Json.write(Map.of("$set", Map.of("messages", List.of(message)))))
                .append('\n');
        case 3 -> text.append("{\"weather\":\"fine\"}\n");
        default -> {}
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
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
