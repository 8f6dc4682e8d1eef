package dev.seshat.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.analysis.ModelAccess;
import dev.seshat.analysis.ModelFailure;
import dev.seshat.analysis.ModelRequest;
import dev.seshat.inbox.NewMessage;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.Retry;
import dev.seshat.server.Client.Answer;
import dev.seshat.session.NewNote;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.TokenCounts;
import dev.seshat.webhook.Webhooks;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The pages about the whole store as a browser gets them: Today, the audit log, the settings.
class StorePagesTest extends PageCase {
  private static final Duration LEASE = Duration.ofMinutes(1);

  @Test
  void theAuditPageTellsWhoDidWhatAndWhetherTheChainIsWhole() {
    Session session = session();
    client.seshat.as("ann").notes().add(ref(session), NewNote.of("insight", "Reeds"));
    String page = page("/audit?actor=ann");
    assertThat(page)
        .contains("noted an insight")
        .contains("/sessions/" + session.id())
        .doesNotContain("started the session")
        .contains("Remove Who ann");
    assertThat(page("/audit?action=note.add&session=" + session.shortId())).contains("noted an");
    assertThat(page("/audit?entity=price")).contains("Nothing fits");
    assertThat(page("/audit?verify=true")).contains("The chain is whole");
    Answer export = client.get("/api/v1/audit/export");
    assertThat(export.header("Content-Disposition")).contains("audit.jsonl");
    assertThat(export.body().lines().toList())
        .hasSize((int) client.seshat.audit().newest())
        .allMatch(line -> line.startsWith("{\"seq\":") && line.endsWith("\"}"));
  }

  @Test
  void everyDoorSaysWhereTheLogWasTamperedWith() throws SQLException {
    session();
    String file = directory.resolve("test.db").toString();
    try (Connection beside = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = beside.createStatement()) {
      assertThat(statement.executeUpdate("UPDATE audit_log SET actor = 'mallory' WHERE seq = 1"))
          .isEqualTo(1);
    }
    Answer found = client.get("/api/v1/audit/verify");
    assertThat(found.json()).containsEntry("intact", false).containsEntry("broken_at", 1);
    assertThat(found.text("problem")).isEqualTo("entry 1 was changed after it was written");
    assertThat(page("/audit?verify=true"))
        .contains("The chain is broken: entry 1 was changed after it was written");
  }

  @Test
  void theLogIsExportedAsCsvToo() {
    client.seshat.as("=ann").sessions().start(NewSession.of("Find the ford"));
    Answer csv = client.get("/api/v1/audit/export?format=csv");
    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    assertThat(csv.header("Content-Disposition")).contains("audit.csv");
    assertThat(csv.body().lines().toList())
        .hasSize((int) client.seshat.audit().newest() + 1)
        .first()
        .isEqualTo("seq,at,actor,action,entity,entity_id,session_id,detail,hash");
    assertThat(csv.body()).contains(",'=ann,session.create,session,");
    assertThat(client.get("/api/v1/audit/export?format=xml").status()).isEqualTo(422);
  }

  @Test
  void theLogOfOneThingIsShown() {
    Session one = session();
    Session other = session();
    assertThat(page("/audit?entity=session&entity_id=" + one.id()))
        .contains(">" + one.id() + "<")
        .doesNotContain(">" + other.id() + "<");
  }

  @Test
  void whatIsChosenInTheSettingsCounts() {
    String settings = page("/settings");
    assertThat(settings).contains("Europe/Berlin").contains("Default: system");
    Answer saved =
        client.form(
            "/preferences",
            "_token="
                + token(settings)
                + "&time_zone=Asia%2FTokyo&theme=dark&page_size=10&usage_range=&brief_tokens=500"
                + "&default_project=",
            "Cookie",
            "seshat_theme=light");
    assertThat(saved.status()).isEqualTo(303);
    assertThat(saved.raw().headers().allValues("Set-Cookie"))
        .anyMatch(cookie -> cookie.startsWith("seshat_theme=;"));
    Session session = session();
    IntStream.range(0, 11).forEach(each -> session());
    assertThat(page("/sessions"))
        .contains("data-theme=\"dark\" data-zone=\"Asia/Tokyo\"")
        .containsPattern("(?s)(<tr[^>]*data-row.*?){10}")
        .contains("cursor=");
    assertThat(page("/sessions/" + session.id() + "/brief")).contains("500");
    assertThat(page("/usage")).contains("Asia/Tokyo");
    assertThat(page("/settings")).contains("value=\"Asia/Tokyo\"");
    client.form("/preferences", "_token=" + token(page("/settings")));
    assertThat(page("/sessions")).doesNotContain("data-zone");
  }

  @Test
  void whatMayNotBeChosenIsSaid() {
    String settings = page("/settings");
    String form = "_token=" + token(settings) + "&page_size=9";
    Answer refused = client.form("/preferences", form, "Accept", "text/html");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("page_size: must be a whole number from 10 to 200");
    assertThat(client.form("/preferences", form + "&colour=red").status()).isEqualTo(422);
  }

  @Test
  void aLongLogIsReadPageByPage() {
    Session session = session();
    IntStream.range(0, 60)
        .forEach(
            i -> client.seshat.notes().add(ref(session), NewNote.of("insight", "Number " + i)));
    Matcher more = Pattern.compile("href=\"(/audit\\?cursor=[^\"]+)\"").matcher(page("/audit"));
    assertThat(more.find()).isTrue();
    assertThat(page(more.group(1))).contains("recorded a new session").contains("id=\"e-1\"");
    assertThat(page("/audit?shown=80")).contains("id=\"e-1\"");
  }

  @Test
  void settingsSayWhereTheStoreIsAndHowToConnect() {
    session();
    assertThat(page("/settings"))
        .contains("SQLite 3.")
        .contains(directory.resolve("test.db").toString())
        .contains("claude mcp add seshat")
        .contains("version ");
  }

  @Test
  void aTokenIsMadeShownOnceAndTakenBack() {
    String token = "_token=" + token(page("/settings/tokens"));
    Answer made = client.form("/settings/tokens", token + "&name=phone&role=reader&days=30");
    assertThat(made.status()).isEqualTo(200);
    assertThat(made.body()).contains("kept nowhere").contains("seshat_");
    assertThat(made.raw().headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(page("/settings/tokens")).contains("phone").doesNotContain("seshat_");
    String id = client.seshat.access().list().getFirst().id().toString();
    assertThat(client.form("/settings/tokens/" + id + "/revoke", token).status()).isEqualTo(303);
    assertThat(client.seshat.access().list()).isEmpty();
    assertThat(client.form("/settings/tokens", token + "&name=x&role=king&days=30").status())
        .isEqualTo(422);
  }

  @Test
  void aRetentionRuleIsSetShownAndRemoved() {
    String token = "_token=" + token(page("/settings/retention"));
    assertThat(client.form("/settings/retention", token + "&kind=chat&archive=30").status())
        .isEqualTo(303);
    assertThat(page("/settings/retention")).contains("30 days idle").contains("To archive now");
    assertThat(client.form("/settings/retention", token + "&kind=chat&archive=x").status())
        .isEqualTo(422);
    assertThat(client.form("/settings/retention/remove", token + "&kind=chat").status())
        .isEqualTo(303);
    assertThat(client.seshat.retention().list()).isEmpty();
  }

  @Test
  void aBudgetIsSetShownWarnedOfAndRemoved() {
    session();
    client
        .seshat
        .usage()
        .record(
            NewUsage.of("Anthropic", "claude-sonnet-4-5", TokenCounts.of(9, 5))
                .withProject("garden")
                .withReportedCostUsd(new java.math.BigDecimal("9")));
    client
        .seshat
        .usage()
        .record(NewUsage.of("Cellar", "x", TokenCounts.of(1, 1)).withProject("garden"));
    String token = "_token=" + token(page("/usage"));
    String form = token + "&limit=10,00&project=garden&user=&period=month&zone=UTC&hard=on";
    assertThat(client.form("/usage/budgets", form).status()).isEqualTo(303);
    assertThat(page("/usage"))
        .contains("project garden")
        .contains("≥ $9.00")
        .contains("90 %")
        .contains("1 unpriced");
    assertThat(page("/")).contains("Budget for project garden");
    assertThat(client.form("/usage/budgets", token + "&limit=x&period=month&zone=UTC").status())
        .isEqualTo(422);
    assertThat(client.form("/usage/budgets", token + "&limit=1&period=month&zone=Mars").status())
        .isEqualTo(422);
    long id = client.seshat.budgets().list().getFirst().budget().id();
    assertThat(client.form("/usage/budgets/remove", token + "&id=" + id).status()).isEqualTo(303);
    assertThat(client.seshat.budgets().list()).isEmpty();
  }

  @Test
  void callsOfModelsAreShownWithWhatWentWrong() {
    assertThat(page("/settings/models")).contains("SESHAT_MODEL").contains("No call was made");
    client
        .seshat
        .with(
            ModelAccess.by(
                java.util.Map.of("SESHAT_MODEL", "ollama:tiny"),
                (prompt, patience) -> {
                  throw ModelFailure.lasting("no <b>such</b> model (404)");
                },
                time -> {}))
        .models()
        .ask(ModelRequest.of("test", "Well <i>then</i>?"));
    assertThat(page("/settings/models"))
        .contains("no &lt;b&gt;such&lt;/b&gt; model (404)")
        .contains("Well &lt;i&gt;then&lt;/i&gt;?");
  }

  @Test
  void todayShowsWhatRunsWaitsAndIsLeft() {
    Session first = session();
    client
        .seshat
        .notes()
        .add(
            ref(first),
            new NewNote("concern", "Ask the ferryman", false, true, null, null, null, null));
    client.seshat.sessions().startUnfocused(NewSession.of("Runs beside it"));
    client
        .seshat
        .sessions()
        .pause(ref(client.seshat.sessions().startUnfocused(NewSession.of("Waits"))));
    assertThat(page("/"))
        .contains("Brief to resume")
        .contains("Ask the ferryman")
        .contains("Runs beside it")
        .contains("To be resumed")
        .contains("paused the session");
  }

  @Test
  void todayTellsWhyPromisesWantToBeLookedAfter() {
    client.seshat.promises().create(NewPromise.of("report", "Write it").withKey("r"));
    assertThat(page("/")).contains("Promised").contains("Write it").doesNotContain("Attention");
    long id = client.seshat.promises().claim("w", List.of("report"), 1, LEASE).getFirst().id();
    client.seshat.promises().fail(id, 1, "no paper\nand no ink", Retry.never());
    assertThat(page("/"))
        .contains("Attention needed")
        .contains("1 of kind report failed within a day")
        .contains("/promises?status=failed")
        .contains("Failed: Write it\nno paper\nand no ink")
        .contains("failed the promise " + id + " of report");
    assertThat(page("/promises")).contains("1 of kind report failed within a day");
    client.seshat.promises().retry(id);
    assertThat(page("/")).doesNotContain("Attention needed");
  }

  @Test
  void aChatShowsWhatIsStillToBeSeenInIt() {
    Instant later = Instant.now().plus(Duration.ofDays(1));
    client.seshat.inbox().add(NewMessage.of("family", "Bring milk\nand bread"));
    client.seshat.inbox().add(NewMessage.of("family", "Happy birthday").withDeliverAt(later));
    client.seshat.inbox().add(NewMessage.of("work", "Elsewhere").withDeliverAt(later));
    assertThat(page("/inbox/chat?id=family"))
        .contains("Bring milk\nand bread")
        .contains("At a time to come")
        .contains("Happy birthday")
        .contains("Not before (UTC)")
        .doesNotContain("Elsewhere");
    assertThat(page("/inbox")).contains("Happy birthday").contains("Elsewhere");
  }

  @Test
  void deliveriesOfWebhooksAreNoActivity() {
    Session first = session();
    client.seshat.promises().create(NewPromise.of(Webhooks.KIND, "Tell somebody"));
    assertThat(page("/"))
        .contains("recorded a new session")
        .contains(first.title())
        .doesNotContain("webhook.deliver");
    assertThat(page("/audit")).contains("webhook.deliver");
  }

  @Test
  void usageIsSortedByAColumn() {
    client
        .seshat
        .usage()
        .record(NewUsage.of("Anthropic", "claude-sonnet-4-5", TokenCounts.of(9, 5)));
    assertThat(page("/usage?sort=-cost"))
        .contains("aria-sort=\"descending\"><a href=\"/usage?sort=cost\"");
  }

  @Test
  void aCostWithPartsUnknownIsALowerBoundInEveryList() {
    Session session = session();
    client
        .seshat
        .usage()
        .record(
            NewUsage.of("Anthropic", "claude-sonnet-4-5-20250929", TokenCounts.of(100_000, 500))
                .withIncomplete(true)
                .withSession(session.id()));
    assertThat(page("/sessions")).contains("≥ $0.308").contains("cost at least what is counted");
    assertThat(page("/")).contains("≥ $0.308");
  }

  @Test
  void filesAreKeptByTheBrowserAsLongAsTheyAreTheSame() {
    Matcher css = Pattern.compile("href=\"(/assets/seshat.css\\?v=[0-9a-f]+)\"").matcher(page("/"));
    assertThat(css.find()).isTrue();
    assertThat(client.get(css.group(1)).header("Cache-Control")).contains("immutable");
    assertThat(client.get("/assets/seshat.css?v=old").header("Cache-Control"))
        .isEqualTo("no-cache");
    assertThat(client.get("/assets/htmx.js").body()).contains("htmx");
    assertThat(page("/")).doesNotContain("http://").doesNotContain("https://");
  }
}
