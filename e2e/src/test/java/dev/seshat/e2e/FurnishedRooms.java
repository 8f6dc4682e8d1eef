package dev.seshat.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.access.NewToken;
import dev.seshat.access.Role;
import dev.seshat.gallery.NewImage;
import dev.seshat.inbox.NewMessage;
import dev.seshat.knowledge.Effectiveness;
import dev.seshat.knowledge.EvidenceOutcome;
import dev.seshat.knowledge.NewEvidence;
import dev.seshat.knowledge.NewKeyword;
import dev.seshat.knowledge.NewPattern;
import dev.seshat.knowledge.Validator;
import dev.seshat.link.NewLink;
import dev.seshat.markdown.MergePolicy;
import dev.seshat.people.NewLifeEvent;
import dev.seshat.people.NewStoryteller;
import dev.seshat.promise.NewPromise;
import dev.seshat.prompting.NewIteration;
import dev.seshat.prompting.NewScores;
import dev.seshat.prompting.Profile;
import dev.seshat.prompting.Profiles;
import dev.seshat.prompting.ReferenceChange;
import dev.seshat.retention.RetentionRule;
import dev.seshat.session.Ending;
import dev.seshat.session.Indicator;
import dev.seshat.session.InteractionType;
import dev.seshat.session.NewArtifact;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewNote;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.session.SessionStatus;
import dev.seshat.task.Complexity;
import dev.seshat.task.NewTask;
import dev.seshat.task.Task;
import dev.seshat.task.TaskChange;
import dev.seshat.task.TaskStatus;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.TokenCounts;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/// A store with something on every page of the dashboard.
///
/// @param pages the paths of all pages, with their parameters in braces
record FurnishedRooms(Seshat seshat, List<String> pages) {
  /// A session with something on each of its pages.
  Session session() {
    Session parent = seshat.sessions().start(NewSession.of("Cross the river").project("atlas"));
    Session session =
        seshat
            .sessions()
            .start(
                NewSession.of("Find the ford")
                    .name("The ford")
                    .kind("chat")
                    .project("atlas")
                    .tags("river")
                    .constraints("Dry feet")
                    .successIndicators(Indicator.of("Across"))
                    .completionIndicators(Indicator.of("Rested"))
                    .with(SessionField.PARENT_SESSION_ID, parent.id()));
    String ref = session.id().toString();
    seshat
        .interactions()
        .appendAll(
            ref,
            List.of(
                NewInteraction.message("user", "Where is the ford?\n\n- one\n- two\n\n# Head"),
                NewInteraction.message(
                    "assistant", "Below the **mill**.\n\n```\n" + "wide ".repeat(80)),
                NewInteraction.of(InteractionType.TOOL_CALL)
                    .withAgentText("Bash: ls")
                    .withPayload("{\"tool\":\"Bash\",\"input\":{\"command\":\"ls\"}}"),
                NewInteraction.of(InteractionType.TOOL_RESULT)
                    .withAuthor("Bash")
                    .withAgentText("no such file")
                    .withPayload("{\"is_error\":true}")));
    seshat
        .notes()
        .add(ref, new NewNote("decision", "Take the ford", true, true, null, null, null, null));
    iterate(ref);
    seshat.artifacts().add(ref, NewArtifact.of("plan", "Way", "Walk on. " + "Far. ".repeat(50)));
    NewUsage usage =
        NewUsage.of("Anthropic", "claude-sonnet-4-5-20250929", TokenCounts.of(1_000, 500));
    seshat.usage().record(usage.withSession(session.id()));
    seshat.usage().record(usage.withSession(session.id()).withIncomplete(true));
    seshat.access().create(new NewToken("phone", Role.READER, null));
    seshat.retention().set(new RetentionRule("chat", 30, null));
    seshat.usage().record(NewUsage.of("Moonworks", "moonbeam", TokenCounts.of(10, 5)));
    return session;
  }

  private void iterate(String ref) {
    seshat
        .iterations()
        .setReference(ref, ReferenceChange.none().withDescription("A ford at *dawn*"), null);
    Map<String, Double> scores = new LinkedHashMap<>();
    Profile usual = seshat.iterations().profiles().get(Profiles.usual());
    usual.dimensionNames().forEach(name -> scores.put(name, 0.6));
    NewIteration first =
        NewIteration.of("a ford, mist --no boats").withLessons(List.of("mist"), List.of());
    seshat.iterations().log(ref, first.withScores(NewScores.ofImages(List.of(scores, scores))));
    seshat
        .iterations()
        .log(
            ref,
            NewIteration.of("a ford, thick mist, herons")
                .withScores(NewScores.of(scores))
                .withFeedback("Too *dark*"));
  }

  /// What the session works towards, and a picture of its first iteration, which is answered.
  private String pictures(Session session) {
    String ref = session.id().toString();
    seshat.images().add(ref, NewImage.reference(), picture(0x224488));
    return seshat.images().add(ref, NewImage.of(1, 1), picture(0x664422)).imageId();
  }

  private static byte[] picture(int colour) {
    BufferedImage image = new BufferedImage(480, 320, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(colour));
    graphics.fillRect(0, 0, 480, 320);
    graphics.dispose();
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The address of every page, and of some of their states.
  List<String> addresses() {
    Session session = session();
    long link = seshat.links().add(NewLink.of("https://example.com/boats")).link().id();
    long promise = seshat.promises().create(NewPromise.of("task", "Mend the boat")).id();
    seshat.inbox().add(NewMessage.of("harbour", "The boat is mended"));
    String pattern = learned(session);
    List<String> interview = interview();
    String event =
        seshat.lifeEvents().add("Rose", NewLifeEvent.of("move", "To Boston")).id().toString();
    Map<String, String> examples =
        new LinkedHashMap<>(
            Map.of(
                "ref",
                session.id().toString(),
                "sequence",
                "1",
                "link",
                Long.toString(link),
                "promise",
                Long.toString(promise),
                "pattern",
                pattern,
                "image",
                pictures(session),
                "chat",
                "harbour",
                "artifact",
                seshat
                    .artifacts()
                    .list(session.id().toString(), null, 1)
                    .items()
                    .getFirst()
                    .id()
                    .toString(),
                "process",
                "life-story",
                "who",
                "Rose"));
    examples.put("event", event);
    examples.put("task", tasks(session));
    examples.put("mode", modes(session));
    String differing = differing();
    List<String> addresses = new ArrayList<>();
    for (String page : pages) {
      Matcher names = Pattern.compile("\\{(\\w+)}").matcher(page);
      addresses.add(
          names.replaceAll(name -> {
            assertThat(examples).as("an example for the page " + page).containsKey(name.group(1));
            return examples.get(name.group(1));
          }));
    }
    addresses.addAll(
        List.of(
            "/sessions?kind=chat&status=active",
            "/search?q=ford",
            "/search?q=nothing-like-it",
            "/usage?range=all&show=tokens&sort=-cost",
            "/usage?range=own&from=2001-01-01&to=2001-01-02",
            "/audit?actor=local&verify=true",
            "/artifacts?state=approved",
            "/calendar?month=2026-03&kind=interview",
            "/processes/life-story?storyteller=Rose",
            "/gallery?kind=styled",
            "/gallery?text=nothing-like-it",
            "/knowledge?forgotten=true",
            "/knowledge?q=nothing-like-it",
            "/knowledge/keywords?effectiveness=good",
            "/knowledge/files?name=keyword-effectiveness",
            "/board?assignee=nobody",
            "/sessions/" + session.id() + "/tasks?first=ready",
            "/modes/cellar",
            "/modes/writing",
            "/sessions/" + differing + "/conflicts",
            "/sessions/" + differing + "/mode",
            "/nope"));
    interview.forEach(id -> addresses.add("/sessions/" + id + "/interview"));
    return addresses;
  }

  /// Tasks in each state, in a group and in none, one under another, and one that waits for another.
  private String tasks(Session session) {
    String ref = session.id().toString();
    List<Task> made =
        seshat
            .tasks()
            .add(
                ref,
                List.of(
                    NewTask.of("Mend the boat").called("boat").in("Harbour"),
                    NewTask.of("Tar the keel").under("boat").weighing(Complexity.COMPLEX),
                    NewTask.of("Sail *on* <fast>").after("boat"),
                    NewTask.of("Wait for wind"),
                    NewTask.of("Sell the oars")));
    seshat.tasks().move(ref, made.get(3).marker(), TaskStatus.BLOCKED);
    seshat.tasks().move(ref, made.get(4).marker(), TaskStatus.CANCELLED);
    seshat.taskClaims().claim(ref, Duration.ofMinutes(5));
    return made.getFirst().marker();
  }

  /// A mode that the session is worked on in, whose file is not right any more; one that never was; and a copy of both.
  private String modes(Session session) {
    seshat.modes().create("kitchen", "research", null);
    seshat.modes().select(session.id().toString(), "kitchen", Map.of("max_subtask_depth", 2));
    Path roles = seshat.folder().resolve("roles");
    write(roles.resolve("kitchen.yaml"), seshat.modes().text("research") + "nonsense: [\n");
    write(roles.resolve("cellar.yaml"), "roles: {}\nmode_metadata: {name: 5}\n");
    seshat.modes().backups().make();
    return "kitchen";
  }

  /// A session whose file and store have changed the same in two ways.
  private String differing() {
    String session = seshat.sessions().start(NewSession.of("Sail").kind("tasks")).id().toString();
    Task task = seshat.tasks().add(session, List.of(NewTask.of("Sail out"))).getFirst();
    Path file = Path.of(seshat.taskFiles().sync(session, MergePolicy.MANUAL, false).state().path());
    try {
      write(file, Files.readString(file).replace("Sail out", "Row out"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    TaskChange renamed = TaskChange.fromJson(Map.of("title", "Drift out"));
    seshat.tasks().change(session, task.marker(), renamed, null);
    assertThat(seshat.taskFiles().sync(session, null, false).state().openConflicts()).isOne();
    return session;
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Interviews that ask, that wait for consent, and that are planned for the same time.
  private List<String> interview() {
    seshat.storytellers().add(NewStoryteller.of("Rose"));
    seshat.storytellers().add(NewStoryteller.of("Paul"));
    seshat.storytellers().consent("Rose", true, null);
    List<String> ids = new ArrayList<>();
    for (String who : List.of("Rose", "Rose", "Paul")) {
      ids.add(
          seshat
              .planning()
              .initializeSessionFromProcessNode(
                  who,
                  "life-story",
                  "childhood",
                  Map.of(
                      "scheduled_at", "2026-03-31T10:00:00Z", "recurrence", "FREQ=MONTHLY;COUNT=2"))
              .id()
              .toString());
    }
    seshat.sessions().move(ids.getFirst(), SessionStatus.ACTIVE, Ending.none(), null);
    seshat.interviews().nextPrompt(ids.getFirst());
    return ids;
  }

  /// A pattern with evidence for and against it, one that is out of use, and a keyword.
  private String learned(Session session) {
    NewPattern drift = NewPattern.of("color", "Blue drifts", "Say *cobalt blue*");
    String id = seshat.patterns().add(drift.withNotes("Seen at sea").withId("anchor")).id();
    NewEvidence seen = NewEvidence.of(EvidenceOutcome.SUPPORTED, Validator.AGENT);
    seshat.patterns().validate(id, seen, session.shortId(), null);
    seshat.patterns().validate(id, EvidenceOutcome.CONTRADICTED, Validator.PERSON, "not at dusk");
    seshat.patterns().forget(seshat.patterns().add(drift).id(), "the same again");
    seshat.keywords().rate(NewKeyword.of("cobalt blue", "Cold color", Effectiveness.GOOD));
    return id;
  }
}
