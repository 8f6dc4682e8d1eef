package dev.seshat.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.access.NewToken;
import dev.seshat.access.Role;
import dev.seshat.audit.AuditEntry;
import dev.seshat.server.Client.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The way of a person through the login page, with a browser's cookies and without a script.
class LoginTest {
  @TempDir Path directory;
  private Client client;
  private String secret;

  @BeforeEach
  void open() {
    Seshat seshat = Seshat.open(directory.resolve("test.db"));
    secret = seshat.access().create(new NewToken("ada", Role.WRITER, NewToken.USUAL)).secret();
    client = new Client(seshat, ServerOptions.local().withPort(0).withLogin());
  }

  @AfterEach
  void close() {
    client.close();
  }

  private static String found(String regex, String text) {
    Matcher matcher = Pattern.compile(regex).matcher(text);
    assertThat(matcher.find()).as("%s in %s", regex, text).isTrue();
    return matcher.group(1);
  }

  private static String token(Answer page) {
    return found("name=\"_token\" value=\"([^\"]+)\"", page.body());
  }

  private static String cookie(Answer answer, String name) {
    return answer.raw().headers().allValues("Set-Cookie").stream()
        .filter(each -> each.startsWith(name + "="))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no cookie " + name));
  }

  private static String pair(String cookie) {
    return cookie.split(";", 2)[0];
  }

  private Answer tryLogin(Client at, String given, String next) {
    Answer page = at.get("/login");
    String body =
        "_token="
            + token(page)
            + "&secret="
            + URLEncoder.encode(given, StandardCharsets.UTF_8)
            + "&next="
            + URLEncoder.encode(next, StandardCharsets.UTF_8);
    return at.form("/login", body, "Cookie", pair(cookie(page, "seshat_form")));
  }

  private String logIn() {
    return pair(cookie(tryLogin(client, secret, "/"), "seshat_login"));
  }

  @Test
  void aTokenOpensTheDashboard() {
    Answer answer = tryLogin(client, "  " + secret + " ", "/sessions?kind=chat");
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/sessions?kind=chat");
    String cookie = cookie(answer, "seshat_login");
    assertThat(cookie)
        .contains("; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=43200")
        .doesNotContain("Secure", secret, "Domain");

    Answer page = client.get("/sessions", "Cookie", pair(cookie), "Accept", "text/html");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("Log out").contains(">ada<").doesNotContain(secret);
  }

  @Test
  void aLoggedInPersonChangesThingsInTheirName() {
    String cookie = logIn();
    String id =
        client
            .seshat
            .sessions()
            .startUnfocused(dev.seshat.session.NewSession.of("x"))
            .id()
            .toString();
    Answer page = client.get("/sessions/" + id + "/notes", "Cookie", cookie, "Accept", "text/html");
    String body = "_token=" + token(page) + "&type=insight&content=seen";
    assertThat(client.form("/sessions/" + id + "/notes", body, "Cookie", cookie).status())
        .isEqualTo(303);
    assertThat(client.seshat.notes().list(id, null, 10).items())
        .singleElement()
        .matches(note -> note.notedBy().equals("ada"));
    assertThat(client.form("/sessions/" + id + "/notes", body, "Cookie", logIn()).status())
        .as("the form of another login")
        .isEqualTo(403);
  }

  @Test
  void loggingOutEndsIt() {
    String cookie = logIn();
    Answer page = client.get("/", "Cookie", cookie, "Accept", "text/html");
    assertThat(client.form("/logout", "_token=guess", "Cookie", cookie).status()).isEqualTo(403);
    Answer out = client.form("/logout", "_token=" + token(page), "Cookie", cookie);
    assertThat(out.status()).isEqualTo(303);
    assertThat(cookie(out, "seshat_login")).contains("seshat_login=;", "Max-Age=0");
    Answer after = client.get("/", "Cookie", cookie, "Accept", "text/html");
    assertThat(after.status()).isEqualTo(303);
    assertThat(cookie(after, "seshat_login")).contains("Max-Age=0");
    assertThat(client.seshat.audit().export().map(AuditEntry::action))
        .contains("token.login", "token.logout");
  }

  @Test
  void aWrongTokenIsSaidOnThePage() {
    for (String wrong : List.of("", "letmein", "seshat_" + "x".repeat(43), "<script>")) {
      Answer answer = tryLogin(client, wrong, "/usage");
      assertThat(answer.status()).as(wrong).isEqualTo(401);
      assertThat(answer.body())
          .contains("role=\"alert\"")
          .contains("value=\"/usage\"")
          .doesNotContain("<script");
      assertThat(answer.raw().headers().allValues("Set-Cookie"))
          .noneMatch(each -> each.startsWith("seshat_login="));
    }
  }

  @Test
  void guessingIsSlow() {
    for (int i = 0; i < 10; i++) {
      assertThat(tryLogin(client, "seshat_" + "x".repeat(43), "/").status()).isEqualTo(401);
    }
    Answer answer = tryLogin(client, secret, "/");
    assertThat(answer.status()).isEqualTo(429);
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
    assertThat(client.get("/api/v1/sessions", "Authorization", "Bearer " + secret).status())
        .as("whoever has a token goes on working")
        .isEqualTo(200);
  }

  @Test
  void theFormHasToBeOurs() {
    Answer page = client.get("/login");
    String mine = pair(cookie(page, "seshat_form"));
    String body = "_token=" + token(page) + "&secret=" + secret + "&next=/";
    assertThat(client.form("/login", body).status()).isEqualTo(403);
    assertThat(client.form("/login", body, "Cookie", "seshat_form=other").status()).isEqualTo(403);
    assertThat(client.form("/login", "secret=" + secret, "Cookie", mine).status()).isEqualTo(403);
    assertThat(
            client.form("/login", body, "Cookie", mine, "Origin", "http://evil.example").status())
        .isEqualTo(403);
    assertThat(client.form("/login", body, "Cookie", mine, "Sec-Fetch-Site", "cross-site").status())
        .isEqualTo(403);
    assertThat(client.form("/login", body, "Cookie", mine).status()).isEqualTo(303);
  }

  @Test
  void theWayOnLeadsNowhereElse() {
    for (String next :
        List.of(
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "/a\r\nSet-Cookie: x=y",
            "/login",
            "")) {
      assertThat(tryLogin(client, secret, next).header("Location")).as(next).isEqualTo("/");
    }
  }

  @Test
  void withTlsBeforeItTheCookieIsSecure() {
    ServerOptions options =
        ServerOptions.local().withPort(0).withPublicUrl(URI.create("https://seshat.example"));
    try (Client proxied = new Client(Seshat.open(directory.resolve("test.db")), options)) {
      assertThat(cookie(tryLogin(proxied, secret, "/"), "seshat_login")).contains("; Secure");
      assertThat(proxied.server.uri()).isEqualTo(URI.create("https://seshat.example/"));
      Answer page = proxied.get("/login");
      String body = "_token=" + token(page) + "&secret=" + secret + "&next=/";
      String mine = pair(cookie(page, "seshat_form"));
      assertThat(
              proxied
                  .form("/login", body, "Cookie", mine, "Origin", "https://seshat.example")
                  .status())
          .isEqualTo(303);
      assertThat(
              proxied
                  .form("/login", body, "Cookie", mine, "Origin", "https://seshat.example.evil")
                  .status())
          .isEqualTo(403);
    }
  }

  @Test
  void anotherProcessOfTheSameServerTakesTheLoginAndItsForms() {
    try (Client other =
        new Client(
            Seshat.open(directory.resolve("test.db")),
            ServerOptions.local().withPort(0).withLogin())) {
      String cookie = logIn();
      Answer page = client.get("/", "Cookie", cookie, "Accept", "text/html");
      assertThat(other.form("/logout", "_token=" + token(page), "Cookie", cookie).status())
          .isEqualTo(303);
    }
  }

  @Test
  void aTokenThatAsksTooOftenWaits() {
    try (Client slow =
        new Client(
            Seshat.open(directory.resolve("test.db")),
            ServerOptions.local().withPort(0).withLogin().withRate(8))) {
      String[] bearer = {"Authorization", "Bearer " + secret};
      assertThat(slow.get("/api/v1/sessions", bearer).status()).isEqualTo(200);
      assertThat(slow.get("/api/v1/sessions", bearer).status()).isEqualTo(200);
      Answer third = slow.get("/api/v1/sessions", bearer);
      assertThat(third.status()).isEqualTo(429);
      assertThat(Integer.parseInt(third.header("Retry-After"))).isBetween(1, 8);
      assertThat(third.text("code")).isEqualTo("too_many_requests");
    }
  }

  @Test
  void whoFollowsALinkOfAnotherSiteIsLedOn() {
    Answer answer = client.get("/login?next=%2Fusage", "Sec-Fetch-Site", "cross-site");
    assertThat(answer.body()).contains("<a href=\"/usage\">Go on to the page</a>");
    assertThat(client.get("/login?next=%2Fusage").body()).doesNotContain("Go on");
  }

  @Test
  void withoutALoginThereIsNoneToMake() {
    try (Client local =
        new Client(Seshat.open(directory.resolve("test.db")), ServerOptions.local().withPort(0))) {
      assertThat(local.get("/login?next=/usage").header("Location")).isEqualTo("/usage");
      assertThat(local.get("/").body()).doesNotContain("Log out");
    }
  }
}
