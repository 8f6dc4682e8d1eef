package dev.seshat.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.json.Json;
import dev.seshat.session.Interaction;
import dev.seshat.session.InteractionType;
import dev.seshat.session.Session;
import dev.seshat.session.SessionFilter;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import dev.seshat.usage.TokenCounts;
import dev.seshat.usage.UsageDimension;
import dev.seshat.usage.UsageQuery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.io.TempDir;

/// What single things in a chat of Gemini CLI become.
class GeminiImportTest {
  private static final String SESSION = "0ab84937-9fe7-4284-986a-33c832af0b6a";

  @TempDir Path root;
  private int changes;

  private ImportReport run(Seshat seshat) {
    return seshat
        .transcripts()
        .importFrom(TranscriptClient.GEMINI, root, ImportOptions.standard(), ImportProgress.none());
  }

  private static Session session(Seshat seshat, String key) {
    return seshat.sessions().list(SessionFilter.all()).items().stream()
        .filter(session -> key.equals(session.externalSessionId()))
        .findFirst()
        .orElseThrow();
  }

  private static List<Interaction> turns(Seshat seshat) {
    return seshat
        .interactions()
        .page(session(seshat, SESSION).id().toString(), null, 1_000)
        .items();
  }

  private static TokenCounts used(Seshat seshat) {
    return seshat.usage().summary(UsageQuery.by(UsageDimension.DAY)).totals().tokens();
  }

  private static Map<String, Object> message(int number, String type, Map<String, ?> more) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", "8828dd6a-d778-464f-8160-00000000000" + number);
    message.put("timestamp", "2026-03-01T09:00:0" + number + ".000Z");
    message.put("type", type);
    message.putAll(more);
    return message;
  }

  private static Map<String, Object> header() {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("sessionId", SESSION);
    header.put("projectHash", "x");
    header.put("startTime", "2026-03-01T09:00:00.000Z");
    header.put("kind", "main");
    return header;
  }

  private void lines(String name, List<Map<String, Object>> records) throws IOException {
    List<String> lines = new ArrayList<>();
    records.forEach(record -> lines.add(Json.write(record)));
    write(name, String.join("\n", lines) + "\n");
  }

  private void document(List<Map<String, Object>> messages) throws IOException {
    Map<String, Object> document = header();
    document.put("messages", messages);
    write("boats/chats/session-a.json", Json.write(document));
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    // the clock of a file may be too coarse for two changes of a test
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L + ++changes * 1_000L));
  }

  private static Map<String, Object> tokens(int input, int cached, int output, int thoughts) {
    return Map.of(
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
        input + output + thoughts);
  }

  private static Map<String, Object> call(String status) {
    return Map.of(
        "id",
        "c1",
        "name",
        "write_file",
        "args",
        Map.of("file_path", "a.txt"),
        "status",
        status,
        "result",
        List.of(Map.of("functionResponse", Map.of("response", Map.of("output", "wrote a.txt")))));
  }

  @EveryStore
  void makesInteractionsOfMessages(TestStore store) throws IOException {
    Files.createDirectories(root.resolve("boats"));
    Files.writeString(root.resolve("boats/.project_root"), "/home/mara/boats");
    lines(
        "boats/chats/session-a.jsonl",
        List.of(
            header(),
            message(1, "info", Map.of("content", "Hello")),
            message(
                2,
                "user",
                Map.of(
                    "content",
                    List.of(Map.of("text", "Long")),
                    "displayContent",
                    List.of(Map.of("text", "/short")))),
            message(
                3,
                "gemini",
                Map.of(
                    "content",
                    "Done.",
                    "model",
                    "gemini-2.5-pro",
                    "thoughts",
                    List.of(Map.of("subject", "Look", "description", "Where?")),
                    "toolCalls",
                    List.of(call("success")))),
            Map.of("$set", Map.of("summary", "Of sails"))));
    Seshat seshat = store.seshat();
    run(seshat);
    assertThat(turns(seshat))
        .extracting(Interaction::type, Interaction::author, Interaction::text)
        .containsExactly(
            Tuple.tuple(InteractionType.EVENT, "gemini-cli", "Hello"),
            Tuple.tuple(InteractionType.PROMPT, "user", "Long"),
            Tuple.tuple(InteractionType.REFLECTION, "assistant", "Look\n\nWhere?"),
            Tuple.tuple(InteractionType.RESPONSE, "assistant", "Done."),
            Tuple.tuple(InteractionType.TOOL_CALL, "assistant", "write_file: a.txt"),
            Tuple.tuple(InteractionType.TOOL_RESULT, "write_file", "wrote a.txt"));
    assertThat(session(seshat, SESSION).toJson())
        .containsEntry("tool_name", "gemini-cli")
        .containsEntry("intention", "/short")
        .containsEntry("name", "Of sails")
        .containsEntry("project", "boats")
        .containsEntry("username", "mara")
        .containsEntry("working_directory", "/home/mara/boats");
    assertThat(String.valueOf(session(seshat, SESSION).toJson().get("metadata")))
        .contains("files_modified=[/home/mara/boats/a.txt]");
  }

  @EveryStore
  void countsInputWithoutTheCacheAndThoughtsAsOutput(TestStore store) throws IOException {
    Map<String, Object> first =
        message(1, "gemini", Map.of("content", "", "model", "gemini-2.5-pro"));
    Map<String, Object> fuller = new LinkedHashMap<>(first);
    fuller.put("tokens", tokens(1_000, 400, 20, 30));
    lines("boats/chats/session-a.jsonl", List.of(header(), first, fuller, fuller));
    Seshat seshat = store.seshat();
    run(seshat);
    TokenCounts used = used(seshat);
    assertThat(used).isEqualTo(TokenCounts.of(600, 400, 0, 0, 50).withReasoning(30));
    assertThat(seshat.usage().summary(UsageQuery.by(UsageDimension.MODEL)).rows().getFirst())
        .matches(row -> row.label().equals("gemini-2.5-pro (Google)") && row.costUsd() != null);
  }

  @EveryStore
  void theFullestOfAMessageCountsWhereverItStands(TestStore store) throws IOException {
    Map<String, Object> said =
        message(2, "gemini", Map.of("content", "Half", "model", "gemini-2.5-pro"));
    Map<String, Object> more = new LinkedHashMap<>(said);
    more.put("toolCalls", List.of(call("success")));
    document(List.of(message(1, "user", Map.of("content", "Ask")), more));
    lines("boats/chats/session-a.jsonl", List.of(header(), said));
    Seshat seshat = store.seshat();
    run(seshat);
    assertThat(turns(seshat))
        .extracting(Interaction::text)
        .containsExactly("Ask", "Half", "write_file: a.txt", "wrote a.txt");
  }

  @EveryStore
  void aDocumentThatIsWrittenAnewIsOneEdition(TestStore store) throws IOException {
    Map<String, Object> ask = message(1, "user", Map.of("content", "Ask"));
    Map<String, Object> said =
        message(2, "gemini", Map.of("content", "Half", "model", "gemini-2.5-pro"));
    document(List.of(ask, said));
    Seshat seshat = store.seshat();
    run(seshat);
    Map<String, Object> more = new LinkedHashMap<>(said);
    more.put("content", "Half, and the other half");
    document(List.of(ask, more, message(3, "user", Map.of("content", "Thanks"))));
    run(seshat);
    assertThat(turns(seshat))
        .extracting(Interaction::text)
        .containsExactly("Ask", "Half, and the other half", "Thanks");
    String id = session(seshat, SESSION).id().toString();
    assertThat(seshat.transcripts().files(java.util.UUID.fromString(id))).hasSize(1);
    assertThat(original(seshat, id)).contains("Thanks");
    document(List.of(ask));
    run(seshat);
    assertThat(turns(seshat)).as("what is gone from the file stays").hasSize(3);
    assertThat(seshat.transcripts().files(java.util.UUID.fromString(id))).hasSize(2);
  }

  private static String original(Seshat seshat, String id) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    seshat.transcripts().writeOriginal(java.util.UUID.fromString(id), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @EveryStore
  void aDocumentThatIsNotWholeIsLeftForLater(TestStore store) throws IOException {
    write("boats/chats/session-a.json", "{\"sessionId\":\"" + SESSION + "\",\"messages\":[{\"id");
    Seshat seshat = store.seshat();
    ImportReport report = run(seshat);
    assertThat(report.sessions()).isZero();
    assertThat(report.malformedCount()).isEqualTo(1);
    document(List.of(message(1, "user", Map.of("content", "Ask"))));
    assertThat(run(seshat).interactions()).isEqualTo(1);
  }

  @EveryStore
  void aSubagentIsAChild(TestStore store) throws IOException {
    lines(
        "boats/chats/session-a.jsonl",
        List.of(header(), message(1, "user", Map.of("content", "Ask"))));
    Map<String, Object> header = header();
    header.put("sessionId", "helper");
    header.put("kind", "subagent");
    lines(
        "boats/chats/" + SESSION + "/helper.jsonl",
        List.of(header, message(2, "user", Map.of("content", "Look for it"))));
    Seshat seshat = store.seshat();
    run(seshat);
    assertThat(session(seshat, "helper").toJson())
        .containsEntry("parent_session_id", session(seshat, SESSION).id().toString());
  }
}
