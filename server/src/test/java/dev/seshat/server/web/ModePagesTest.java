package dev.seshat.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.mode.ModeBinding;
import dev.seshat.server.Client.Answer;
import dev.seshat.session.NewSession;
import dev.seshat.task.NewTask;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The pages of modes as a browser without scripts gets and sends them.
class ModePagesTest extends PageCase {
  private static final String KITCHEN =
      """
      # who cooks <script>alert(1)</script>
      mode_metadata: {name: "Kitchen <b>"}
      mode_configuration:
        auto_task_routing: true
        max_subtask_depth: 2
      roles:
        baker:
          role_definition: You bake <i>.
          expertise: [bread <u>]
          approach: [Preheat <em>]
          output_format: Cake <s>
      task_routing_rules:
        - keywords: [pie <crust]
          role: baker
      validation_rules:
        - rule: The oven is <off>.
          roles: [baker]
      """;

  private String session = "";

  @BeforeEach
  void prepare() {
    session =
        client
            .seshat
            .sessions()
            .start(NewSession.of("Feed them").name("Dinner").kind("tasks"))
            .id()
            .toString();
  }

  private Answer send(String path, String fields) {
    return client.form(
        path, "_token=" + token(page("/modes")) + "&" + fields, "Accept", "text/html");
  }

  private static String text(String words) {
    return URLEncoder.encode(words, StandardCharsets.UTF_8);
  }

  private Path file(String name) {
    return client.seshat.folder().resolve("roles").resolve(name + ".yaml");
  }

  private String bound() {
    return client.seshat.modes().bound(session).map(ModeBinding::mode).orElse("none");
  }

  @Test
  void allModesAreListedWithThoseThatComeWithSeshat() {
    assertThat(page("/modes"))
        .contains("/modes/default", "/modes/research", "/modes/writing", "shipped", "None yet");
    assertThat(page("/")).contains("href=\"/modes\"");
    assertThat(page("/modes?shown=53"))
        .as("an open page that is fetched again")
        .contains("default");
  }

  @Test
  void oneModeIsShownWholeAndNothingOfItIsTakenForHtml() {
    Answer made = send("/modes", "name=kitchen&do=make&text=" + text(KITCHEN));
    assertThat(made.status()).isEqualTo(303);
    assertThat(made.header("Location")).isEqualTo("/modes/kitchen");
    assertThat(page("/modes/kitchen"))
        .contains("Kitchen &lt;b", "You bake &lt;i", "bread &lt;u", "Preheat &lt;em")
        .contains("Cake &lt;s", "pie &lt;crust", "The oven is &lt;off", "2 levels")
        .contains("class=\"remark\"", "&lt;script", "id=\"L1\"", "class=\"key\"")
        .doesNotContain("<script>alert", "<b>\"", "bake <i>", "<u>]", "<em>]", "<s>\n", "<off>");
    assertThat(page("/modes")).contains("Kitchen &lt;b");
    assertThat(client.get("/modes/cellar", "Accept", "text/html").status()).isEqualTo(404);
    assertThat(client.get("/modes/UPPER", "Accept", "text/html").status()).isEqualTo(404);
    assertThat(send("/modes", "name=kitchen&from=default").status()).isEqualTo(409);
  }

  @Test
  void whatIsWrongIsSaidWithItsPlaceAndTheTextIsKept() {
    String wrong = KITCHEN.replace("role: baker", "role: <cok>");
    for (String what : List.of("check", "make")) {
      Answer refused = send("/modes", "name=kitchen&do=" + what + "&text=" + text(wrong));
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.body())
          .contains("14:11 task_routing_rules[0].role", "&lt;cok", "value=\"kitchen\"")
          .doesNotContain("<cok>");
    }
    assertThat(Files.exists(file("kitchen"))).isFalse();
    Answer right = send("/modes", "do=check&text=" + text(KITCHEN));
    assertThat(right.status()).isEqualTo(200);
    assertThat(right.body()).contains("It is right.");
    assertThat(Files.exists(file("kitchen"))).as("nothing is kept").isFalse();
  }

  @Test
  void aFileThatIsNotRightAnyMoreIsShownWithWhatIsWrongAndPutBack() throws IOException {
    send("/modes", "name=kitchen&do=make&text=" + text(KITCHEN));
    Files.writeString(
        file("kitchen"),
        KITCHEN.replace("auto_task_routing: true", "auto_task_routing: \u202e<x>"));
    assertThat(page("/modes"))
        .contains("invalid", "/modes/kitchen#L4", "line 4, column 22", "auto_task_routing");
    assertThat(page("/modes/kitchen"))
        .contains("What the last right one said goes on", "href=\"#L4\"", "You bake")
        .contains("class=\"l wrong\" id=\"L4\"", "\uFFFD&lt;x", "Put the last right file back")
        .doesNotContain("<x>");
    assertThat(send("/modes/kitchen/revert", "").status()).isEqualTo(303);
    assertThat(Files.readString(file("kitchen"))).isEqualTo(KITCHEN);
    assertThat(page("/modes/kitchen")).doesNotContain("Put the last right file back");
    Files.delete(file("kitchen"));
    assertThat(page("/modes/kitchen")).contains("missing", "The last right file", "You bake");
  }

  @Test
  void filesAreCopiedAndPutBack() throws IOException {
    assertThat(send("/modes/copies", "").status()).as("there is nothing to copy").isEqualTo(409);
    send("/modes", "name=kitchen&do=make&text=" + text(KITCHEN));
    assertThat(send("/modes/copies", "").status()).isEqualTo(303);
    String copy = client.seshat.modes().backups().list().getFirst().name();
    Files.writeString(file("kitchen"), "nonsense");
    assertThat(page("/modes")).contains(copy);
    assertThat(send("/modes/copies/" + copy + "/restore", "mode=cellar").status()).isEqualTo(404);
    assertThat(send("/modes/copies/" + copy + "/restore", "mode=kitchen").status()).isEqualTo(303);
    assertThat(Files.readString(file("kitchen"))).isEqualTo(KITCHEN);
    assertThat(send("/modes/copies/..%2Fe2e.db/restore", "").status()).isIn(400, 404, 422);
  }

  @Test
  void aSessionIsWorkedOnInAModeAndInAnother() {
    send("/modes", "name=kitchen&do=make&text=" + text(KITCHEN));
    String path = "/sessions/" + session + "/mode";
    assertThat(page(path)).contains("Worked on in no mode", "Work in it");
    assertThat(send(path, "mode=kitchen&max_subtask_depth=1&auto_task_routing=").status())
        .isEqualTo(303);
    assertThat(bound()).isEqualTo("kitchen");
    assertThat(page(path))
        .contains("You bake &lt;i", "The modes that it was in", "\"max_subtask_depth\" : 1")
        .contains("value=\"1\"");
    assertThat(page("/sessions/" + session)).contains("mode <a href=\"" + path + "\">kitchen");
    assertThat(page("/modes/kitchen")).contains("Dinner", "1 session");
    assertThat(
            client
                .seshat
                .tasks()
                .add(session, List.of(NewTask.of("A pie <crust")))
                .getFirst()
                .specialistType())
        .isEqualTo("baker");
    assertThat(send(path, "mode=writing").status()).isEqualTo(303);
    assertThat(bound()).isEqualTo("writing");
    assertThat(page(path)).contains("kitchen").doesNotContain("Different in this session</h3>");
    assertThat(send(path, "mode=cellar").status()).isEqualTo(404);
    assertThat(send(path, "mode=writing&max_subtask_depth=99").status()).isEqualTo(422);
    assertThat(send(path, "mode=writing&max_subtask_depth=x").status()).isEqualTo(422);
    assertThat(send(path, "mode=writing&auto_task_routing=perhaps").status()).isEqualTo(422);
    assertThat(send(path + "/none", "").status()).isEqualTo(303);
    assertThat(bound()).isEqualTo("none");
    assertThat(page(path)).contains("Worked on in no mode", "The modes that it was in");
  }

  @Test
  void whatSomebodyElseKeepsWithTheChoiceStays() {
    client.seshat.modes().select(session, "research", Map.of("why", "the <census>"));
    assertThat(
            send("/sessions/" + session + "/mode", "mode=research&default_complexity=simple")
                .status())
        .isEqualTo(303);
    assertThat(client.seshat.modes().bound(session).orElseThrow().context())
        .containsEntry("why", "the <census>")
        .containsEntry("default_complexity", "simple");
    assertThat(page("/sessions/" + session + "/mode")).contains("the &lt;census");
  }

  @Test
  void aFileOfAnyLengthIsShownInAPageOfBoundedLength() throws IOException {
    Files.createDirectories(Objects.requireNonNull(file("long").getParent()));
    Files.writeString(file("long"), "#\n".repeat(100_000));
    assertThat(page("/modes/long")).contains("It goes on", "unusable").hasSizeLessThan(1_000_000);
  }
}
