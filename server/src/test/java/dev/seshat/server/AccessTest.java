package dev.seshat.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.access.NewToken;
import dev.seshat.access.Role;
import dev.seshat.json.Json;
import dev.seshat.server.Client.Answer;
import dev.seshat.server.Server.Address;
import dev.seshat.server.api.Operation;
import dev.seshat.server.mcp.Tool;
import dev.seshat.server.mcp.Toolbox;
import dev.seshat.server.mcp.Toolset;
import dev.seshat.store.Environment;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may do what: every route, every operation and every tool that there is, each asked by everybody who may not.
class AccessTest {
  /// What is there for those who are not known; anything else asks who comes.
  private static final Set<String> OPEN =
      Set.of("/login", "/health/live", "/health/ready", "/assets/{name}");

  private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

  @TempDir Path directory;
  private Client client;
  private final Map<Role, String> secrets = new LinkedHashMap<>();
  private final Map<String, String> worthless = new LinkedHashMap<>();

  @BeforeEach
  void open() {
    Path file = directory.resolve("test.db");
    Clock lastYear = Clock.fixed(Instant.now().minus(Duration.ofDays(365)), ZoneOffset.UTC);
    try (Seshat past =
        Seshat.open(file.toString(), "seshat", new Environment(lastYear, new Random(1)))) {
      worthless.put("an expired token", make(past, "expired", Role.OWNER));
    }
    Seshat seshat = Seshat.open(file);
    for (Role role : Role.values()) {
      secrets.put(role, make(seshat, role.word(), role));
    }
    String owner = Objects.requireNonNull(secrets.get(Role.OWNER));
    worthless.put("a revoked token", make(seshat, "revoked", Role.OWNER));
    seshat.access().revoke("revoked");
    try (Seshat other = Seshat.open(directory.resolve("other.db"))) {
      worthless.put("a token of another workspace", make(other, "owner", Role.OWNER));
    }
    worthless.put("a login, which is no token", seshat.access().login(owner).secret());
    worthless.put("something else", "letmein");
    client = new Client(seshat, ServerOptions.local().withPort(0).withLogin().withRate(100_000));
  }

  @AfterEach
  void close() {
    client.close();
  }

  private static String make(Seshat seshat, String name, Role role) {
    return seshat.access().create(new NewToken(name, role, NewToken.USUAL)).secret();
  }

  private static String filled(String path) {
    return path.replaceAll("\\{\\w+}", NOBODY);
  }

  private Answer ask(String method, String path, String... headers) {
    boolean reads = method.equals("GET") || method.equals("HEAD");
    String[] all = new String[headers.length + (reads ? 0 : 2)];
    System.arraycopy(headers, 0, all, 0, headers.length);
    if (!reads) {
      all[headers.length] = "Content-Type";
      all[headers.length + 1] = "application/json";
    }
    return client.send(method, filled(path), reads ? null : "{}", all);
  }

  private String[] bearer(Role role) {
    return new String[] {"Authorization", "Bearer " + secrets.get(role)};
  }

  private List<Address> guarded() {
    List<Address> guarded =
        client.server.addresses().stream().filter(each -> !OPEN.contains(each.path())).toList();
    assertThat(guarded).hasSizeGreaterThan(40);
    return guarded;
  }

  @Test
  void whoeverShowsNoTokenGetsNothing() {
    long before = client.seshat.audit().newest();
    for (Address each : guarded()) {
      Answer answer = ask(each.method(), each.path());
      assertThat(answer.status()).as("%s", each).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).as("%s", each).isEqualTo("Bearer");
      if (!each.method().equals("HEAD")) {
        assertThat(answer.text("code")).as("%s", each).isEqualTo("unauthorized");
      }
    }
    assertThat(client.seshat.audit().newest()).isEqualTo(before);
  }

  @Test
  void aSecretThatCountsForNothingOpensNothing() {
    long before = client.seshat.audit().newest();
    // behind a proxy, which names who comes: another one each time, so that nobody fails too often
    ServerOptions options =
        ServerOptions.local().withPort(0).withPublicUrl(URI.create("https://seshat.example"));
    try (Client proxied = new Client(Seshat.open(directory.resolve("test.db")), options)) {
      int who = 0;
      for (Address each : guarded()) {
        for (Map.Entry<String, String> secret : worthless.entrySet()) {
          who++;
          Answer answer =
              proxied.send(
                  each.method(),
                  filled(each.path()),
                  null,
                  "X-Forwarded-For",
                  "1.2.3.4, 10.0." + who / 250 + "." + who % 250,
                  "Authorization",
                  "Bearer " + secret.getValue());
          assertThat(answer.status()).as("%s with %s", each, secret.getKey()).isEqualTo(401);
          assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
        }
      }
    }
    assertThat(client.seshat.audit().newest()).isEqualTo(before);
  }

  @Test
  void aCookieThatHoldsNoLoginOpensNothing() {
    List<String> cookies = new ArrayList<>(List.of("", "x", bearer(Role.OWNER)[1].substring(7)));
    for (String cookie : cookies) {
      Answer answer = client.get("/api/v1/sessions", "Cookie", "seshat_login=" + cookie);
      assertThat(answer.status()).as(cookie).isEqualTo(401);
    }
  }

  @Test
  void eachOperationAsksForItsRole() {
    for (Operation operation : Server.operations()) {
      for (Role role : Role.values()) {
        if (role != Role.CALENDAR && !role.allows(operation.role())) {
          long before = client.seshat.audit().newest();
          Answer answer = ask(operation.method(), operation.address(), bearer(role));
          assertThat(answer.status()).as("%s as %s", operation.id(), role).isEqualTo(403);
          assertThat(answer.text("code")).isEqualTo("forbidden");
          assertThat(client.seshat.audit().newest()).isEqualTo(before);
        }
      }
      if (!operation.answers().values().toString().contains("event-stream")) {
        Answer answer = ask(operation.method(), operation.address(), bearer(operation.role()));
        assertThat(answer.status()).as(operation.id()).isNotIn(401, 403, 500);
      }
    }
  }

  @Test
  void aTokenForTheCalendarIsNoneForAnythingElse() {
    for (String address : List.of("/api/v1/sessions", "/mcp", "/")) {
      assertThat(ask("GET", address, bearer(Role.CALENDAR)).status()).as(address).isEqualTo(401);
    }
  }

  @Test
  void whatIsNoOperationAsksForAWriterToo() {
    Set<String> operations =
        Server.operations().stream()
            .map(each -> each.method() + " " + each.address())
            .collect(Collectors.toSet());
    long before = client.seshat.audit().newest();
    client.server.addresses().stream()
        .filter(each -> !Set.of("GET", "HEAD").contains(each.method()))
        .filter(each -> !operations.contains(each.method() + " " + each.path()))
        .filter(each -> !Set.of("/mcp", "/login", "/logout").contains(each.path()))
        .forEach(each ->
            assertThat(ask(each.method(), each.path(), bearer(Role.READER)).status())
                .as("%s", each)
                .isEqualTo(403));
    assertThat(client.seshat.audit().newest()).isEqualTo(before);
  }

  @Test
  void whatChangesSomethingTakesAWriter() {
    assertThat(Server.operations())
        .filteredOn(each -> !each.onlyReads())
        .allMatch(each -> each.role().allows(Role.WRITER) || each.id().equals("runQuery"));
  }

  @Test
  void everyFormOfAPageTakesAWriterAndItsToken() {
    List<Address> forms =
        client.server.addresses().stream()
            .filter(each -> each.method().equals("POST"))
            .filter(each -> !each.path().startsWith("/api/") && !OPEN.contains(each.path()))
            .filter(each -> !each.path().equals("/mcp") && !each.path().equals("/logout"))
            .filter(each -> !each.path().startsWith("/v1/"))
            .toList();
    assertThat(forms).isNotEmpty();
    long before = client.seshat.audit().newest();
    for (Address form : forms) {
      String type = "application/x-www-form-urlencoded";
      for (Role role : List.of(Role.READER, Role.WRITER)) {
        Answer answer =
            client.send(
                "POST",
                filled(form.path()),
                "_token=guessed",
                "Content-Type",
                type,
                "Authorization",
                "Bearer " + secrets.get(role));
        assertThat(answer.status()).as("%s as %s", form, role).isEqualTo(403);
        assertThat(answer.text("detail")).contains(role == Role.READER ? "role writer" : "form");
      }
    }
    assertThat(client.seshat.audit().newest()).isEqualTo(before);
  }

  @Test
  void everyPageSendsPeopleToTheLogin() {
    assertThat(client.server.pages()).hasSizeGreaterThan(8);
    for (String page : client.server.pages()) {
      Answer answer = client.get(filled(page) + "?a=1", "Accept", "text/html");
      assertThat(answer.status()).as(page).isEqualTo(303);
      assertThat(answer.header("Location")).startsWith("/login?next=%2F").endsWith("%3Fa%3D1");
      Answer seen = client.get(filled(page), "Authorization", "Bearer " + secrets.get(Role.READER));
      if (page.startsWith("/settings/") && seen.status() == 403) {
        assertThat(client.get(page, bearer(Role.WRITER)).status()).as(page).isEqualTo(403);
        assertThat(client.get(page, bearer(Role.OWNER)).status()).as(page).isEqualTo(200);
      } else {
        assertThat(seen.status()).as(page).isIn(200, 404);
      }
    }
  }

  @Test
  void aWriterWhoIsLoggedInDecidesNothingForTheOwner() {
    String writer = bearer(Role.WRITER)[1].substring("Bearer ".length());
    String cookie = "seshat_login=" + client.seshat.access().login(writer).secret();
    String page = client.get("/", "Cookie", cookie, "Accept", "text/html").body();
    String token = page.replaceFirst("(?s).*?name=\"_token\" value=\"([^\"]+)\".*", "$1");
    long before = client.seshat.audit().newest();
    List<Address> forms =
        client.server.addresses().stream()
            .filter(each -> each.method().equals("POST") && each.path().startsWith("/settings/"))
            .toList();
    assertThat(forms).isNotEmpty();
    for (Address form : forms) {
      Answer answer = client.form(filled(form.path()), "_token=" + token, "Cookie", cookie);
      assertThat(answer.status()).as("%s", form).isEqualTo(403);
      assertThat(answer.text("detail")).as("%s", form).contains("role owner");
    }
    assertThat(client.seshat.audit().newest()).isEqualTo(before);
  }

  @Test
  void eachToolThatChangesSomethingTakesAWriter() {
    List<Tool> tools = new Toolbox(() -> client.seshat).tools();
    assertThat(tools).hasSizeGreaterThan(8);
    String sets = Toolset.all().stream().map(Toolset::name).collect(Collectors.joining(","));
    for (Role role : List.of(Role.READER, Role.WRITER)) {
      String conversation = conversation(role, sets);
      for (Tool tool : tools) {
        long before = client.seshat.audit().newest();
        String result = call(role, sets, conversation, tool.name());
        if (tool.changes() && role == Role.READER) {
          assertThat(result).as(tool.name()).contains("forbidden");
          assertThat(client.seshat.audit().newest()).isEqualTo(before);
        } else {
          assertThat(result).as(tool.name()).contains("\"result\"").doesNotContain("forbidden");
        }
      }
    }
  }

  private String conversation(Role role, String sets) {
    String hello =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
            + "\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";
    Answer answer = mcp(role, sets, hello);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.header("Mcp-Session-Id");
  }

  private String call(Role role, String sets, String conversation, String tool) {
    Map<String, Object> request =
        Map.of(
            "jsonrpc",
            "2.0",
            "id",
            2,
            "method",
            "tools/call",
            "params",
            Map.of("name", tool, "arguments", Map.of()));
    return mcp(role, sets, Json.write(request), "Mcp-Session-Id", conversation).body();
  }

  private Answer mcp(Role role, String sets, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of(bearer(role)));
    all.addAll(List.of("Content-Type", "application/json", "Accept", "application/json"));
    return client.send("POST", "/mcp?tools=" + sets, body, all.toArray(String[]::new));
  }

  @Test
  void changesAreMadeInTheNameOfTheToken() {
    Answer made = client.post("/api/v1/sessions", "{\"intention\":\"x\"}", bearer(Role.WRITER));
    assertThat(made.status()).isEqualTo(201);
    assertThat(client.seshat.audit().after(0, 1_000).getLast().actor()).isEqualTo("writer");
  }

  @Test
  void whoeverWatchesOverTheServerNeedsNoToken() {
    assertThat(client.get("/health/live").status()).isEqualTo(200);
    assertThat(client.get("/health/ready").status()).isEqualTo(200);
    assertThat(client.get("/metrics").status()).isEqualTo(401);
    assertThat(client.get("/metrics", bearer(Role.READER)).status()).isEqualTo(200);
  }

  @Test
  void withoutALoginATokenThatIsGivenIsLookedAtAllTheSame() {
    try (Client local =
        new Client(Seshat.open(directory.resolve("test.db")), ServerOptions.local().withPort(0))) {
      assertThat(local.get("/api/v1/sessions").status()).isEqualTo(200);
      assertThat(local.get("/api/v1/sessions", "Authorization", "Bearer nonsense").status())
          .isEqualTo(401);
      assertThat(local.get("/api/v1/sessions", "Authorization", "Basic eDp5").status())
          .isEqualTo(401);
      assertThat(
              local.post("/api/v1/sessions", "{\"intention\":\"x\"}", bearer(Role.READER)).status())
          .isEqualTo(403);
      // the cookie of another server on this machine
      assertThat(local.get("/", "Accept", "text/html", "Cookie", "seshat_login=old").status())
          .isEqualTo(200);
    }
  }
}
