package dev.seshat.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.json.Json;
import dev.seshat.server.Client;
import dev.seshat.server.Client.Answer;
import dev.seshat.server.Server;
import dev.seshat.server.api.Operation;
import dev.seshat.server.schema.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every operation of the REST interface, drawn from what it declares: input that fits, input that does not, and noise.
///
/// Nothing answers with a 500 or a stack trace, what is refused has written nothing, and each operation does its work for
/// some input that fits. An operation that is added is drawn without being named here.
///
/// `-Dseshat.seed=N` repeats a run or draws another; `-Dseshat.fuzz=N` says how many inputs that fit each operation gets.
class RestFuzzTest {
  private static final int FITTING = Integer.getInteger("seshat.fuzz", 20);
  private static final int SPOILT = (FITTING * 3 + 4) / 5;

  /// So many operations share a store: what reads all of it is not to read what was made for all the others.
  private static final int AT_ONCE = 8;

  /// Tries until the first success, for an operation whose rules are more than its schema.
  private static final int PATIENCE = 600;

  /// What reads from a database of somebody else's, which is not here: it is drawn, and always refused.
  private static final Set<String> ELSEWHERE =
      Set.of("importImageDatatable", "importInterviewSessions");

  @TempDir Path directory;
  private final long seed = Long.getLong("seshat.seed", 20260131L);
  private final Random random = new Random(seed);

  private record Tally(int calls, int done, int refused) {}

  @Test
  void everyOperationTakesWhatFitsAndRefusesWhatDoesNot() {
    Map<String, Tally> tallies = new TreeMap<>();
    List<Operation> all = Server.operations();
    for (int i = 0; i < all.size(); i += AT_ONCE) {
      fuzz(
          directory.resolve("store" + i),
          all.subList(i, Math.min(i + AT_ONCE, all.size())),
          tallies);
    }
    StringBuilder table = new StringBuilder("REST fuzz, seed " + seed + ": calls, done, refused\n");
    tallies.forEach((id, tally) ->
        table.append(
            "  %-24s %4d %4d %4d%n".formatted(id, tally.calls, tally.done, tally.refused)));
    System.out.print(table);
    assertThat(tallies.values()).as(table.toString()).allMatch(tally -> tally.calls > 0);
    assertThat(
            tallies.entrySet().stream()
                .filter(each -> each.getValue().done == 0)
                .filter(each -> !ELSEWHERE.contains(each.getKey())))
        .as("operations that never did their work")
        .isEmpty();
  }

  private void fuzz(Path folder, List<Operation> operations, Map<String, Tally> tallies) {
    try (Client client = new Client(made(folder))) {
      Furniture furniture = new Furniture(client.seshat, folder, random);
      for (Operation operation : operations) {
        tallies.put(operation.id(), fuzz(client, furniture, operation));
      }
      assertThat(client.faults()).isEmpty();
      assertThat(client.seshat.audit().verify().intact()).isTrue();
      assertThat(client.seshat.doctor().examine().problems()).isEmpty();
    }
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Tally fuzz(Client client, Furniture furniture, Operation operation) {
    int calls = 0;
    int done = 0;
    int patience = ELSEWHERE.contains(operation.id()) ? 0 : PATIENCE;
    while (calls < FITTING + SPOILT || (done == 0 && calls < patience)) {
      boolean spoil = calls >= FITTING && calls < FITTING + SPOILT;
      Draw draw = new Draw(random, furniture.known());
      if (send(client, furniture, operation, draw, spoil) < 300) {
        done++;
        if (!operation.onlyReads()) {
          furniture.changed();
        }
      }
      calls++;
    }
    return new Tally(calls, done, calls - done);
  }

  private int send(
      Client client, Furniture furniture, Operation operation, Draw draw, boolean spoil) {
    long before = client.seshat.audit().newest();
    Map<String, Object> counts = operation.onlyReads() ? Map.of() : Furniture.rows(client.seshat);
    String path = address(operation, draw, spoil);
    String body = body(operation, draw, spoil);
    Answer answer = ask(client, furniture, operation, path, body, spoil);
    String what = "seed %d: %s %s %s".formatted(seed, operation.method(), path, cut(body));
    assertThat(answer.status()).as(what + " → " + cut(answer.body())).isLessThan(500);
    if (answer.status() >= 400) {
      assertThat(answer.body()).as(what).doesNotContain("Exception", "\tat ");
      assertThat(client.seshat.audit().newest()).as(what + " wrote").isEqualTo(before);
      if (!operation.onlyReads()) {
        assertThat(Furniture.rows(client.seshat)).as(what + " wrote").isEqualTo(counts);
      }
    } else if (operation.onlyReads()) {
      assertThat(client.seshat.audit().newest()).as(what + " wrote").isEqualTo(before);
    }
    return answer.status();
  }

  private Answer ask(
      Client client,
      Furniture furniture,
      Operation operation,
      String path,
      @Nullable String body,
      boolean spoil) {
    String file = operation.file();
    if (file != null) {
      byte[] bytes = furniture.file(file);
      if (spoil) {
        bytes[random.nextInt(bytes.length)] ^= 0x55;
      }
      String type = file.startsWith("multipart/") ? file + "; boundary=drawn" : file;
      return client.sendFile(path, type, bytes);
    }
    boolean endless =
        operation.answers().values().stream()
            .anyMatch(each -> each.type().contains("event-stream"));
    return endless ? client.begin(path) : send(client, operation, path, body);
  }

  private Answer send(Client client, Operation operation, String path, @Nullable String body) {
    List<String> headers = new ArrayList<>();
    if (body != null) {
      headers.addAll(List.of("Content-Type", "application/json"));
    }
    if (!operation.onlyReads() && random.nextInt(4) == 0) {
      headers.addAll(List.of("Idempotency-Key", "key-" + random.nextLong()));
    }
    return client.send(operation.method(), path, body, headers.toArray(String[]::new));
  }

  private String address(Operation operation, Draw draw, boolean spoil) {
    String path = operation.address();
    for (Map.Entry<String, Schema> place : new TreeMap<>(operation.path()).entrySet()) {
      Object value =
          spoil && random.nextInt(4) == 0
              ? cut(draw.hostile().isBlank() ? "nope" : draw.hostile())
              : draw.valid(place.getKey(), place.getValue().toJson());
      path = path.replace("{" + place.getKey() + "}", encoded(String.valueOf(value)));
    }
    Map<String, String> query = new LinkedHashMap<>();
    new TreeMap<>(operation.query())
        .forEach((name, schema) -> {
          if (operation.required().contains(name) || random.nextInt(4) == 0) {
            Object value =
                spoil && random.nextInt(2) == 0
                    ? cut(String.valueOf(draw.anything(0)))
                    : draw.valid(name, schema.toJson());
            query.put(name, String.valueOf(value));
          }
        });
    if (spoil && random.nextInt(4) == 0) {
      query.put("nope", "1");
    }
    List<String> pairs = new ArrayList<>();
    query.forEach((name, value) -> pairs.add(name + "=" + encoded(value)));
    return pairs.isEmpty() ? path : path + "?" + String.join("&", pairs);
  }

  private @Nullable String body(Operation operation, Draw draw, boolean spoil) {
    Schema schema = operation.body();
    if (schema == null || (!operation.bodyRequired() && random.nextInt(3) == 0)) {
      return null;
    }
    if (spoil && random.nextInt(6) == 0) {
      return cut(draw.hostile());
    }
    return Json.write(spoil ? draw.invalid(schema.toJson()) : draw.valid("", schema.toJson()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String cut(@Nullable String text) {
    return text == null ? "" : text.length() > 400 ? text.substring(0, 400) : text;
  }
}
