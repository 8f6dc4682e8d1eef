package dev.seshat.server.fuzz;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.analysis.ModelAccess;
import dev.seshat.analysis.ModelConnection.Reply;
import dev.seshat.analysis.ModelConnection.Stop;
import dev.seshat.analysis.ModelRequest;
import dev.seshat.budget.NewBudget;
import dev.seshat.export.ExportProgress;
import dev.seshat.gallery.NewImage;
import dev.seshat.inbox.Inbox;
import dev.seshat.inbox.Message;
import dev.seshat.inbox.NewMessage;
import dev.seshat.interview.NewTemplate;
import dev.seshat.knowledge.Effectiveness;
import dev.seshat.knowledge.NewKeyword;
import dev.seshat.knowledge.NewPattern;
import dev.seshat.link.NewLink;
import dev.seshat.people.NewLifeEvent;
import dev.seshat.people.NewStoryteller;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.NewSchedule;
import dev.seshat.promise.Promise;
import dev.seshat.promise.PromiseStatus;
import dev.seshat.promise.Promises;
import dev.seshat.prompting.NewIteration;
import dev.seshat.prompting.Profile;
import dev.seshat.prompting.Profiles;
import dev.seshat.retention.RetentionRule;
import dev.seshat.session.Artifact;
import dev.seshat.session.Ending;
import dev.seshat.session.NewArtifact;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewNote;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionStatus;
import dev.seshat.task.NewTask;
import dev.seshat.task.Task;
import dev.seshat.transcript.ImportOptions;
import dev.seshat.transcript.ImportProgress;
import dev.seshat.webhook.EventPatterns;
import dev.seshat.webhook.NewWebhook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// What has to be there for an input to mean something: sessions in every state, with a turn that waits for an answer, an
/// artifact, an indicator and a transcript.
public final class Furniture {
  private static final String LINE =
      """
      {"type":"user","uuid":"u1","sessionId":"s1","timestamp":"2026-01-31T08:15:30.000Z","message":{"role":"user","content":"Hello"}}
      """;

  /// Under which the session stands that has pictures, which no operation asks for by this name.
  private static final String PICTURED = "a session with pictures";

  /// The same of the session that is an interview.
  private static final String INTERVIEWED = "an interview";

  private final Seshat seshat;
  private final Random random;
  private final Path directory;
  private final String imported;
  private Map<String, Object> known = Map.of();
  private Map<String, Object> messages = Map.of();
  private Map<String, Object> calls = Map.of();
  private Map<String, Object> pictures = Map.of();

  public Furniture(Seshat seshat, Path directory, Random random) {
    this.seshat = seshat;
    this.random = random;
    this.directory = directory;
    this.imported = imported(directory);
  }

  private String imported(Path directory) {
    try {
      Path file = Files.createDirectories(directory.resolve("project")).resolve("s1.jsonl");
      Files.writeString(file, LINE);
      seshat.transcripts().importClaudeCode(file, ImportOptions.standard(), ImportProgress.none());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seshat.sessions().findExternal("claude-code", "s1").orElseThrow().id().toString();
  }

  /// Values for the names that must stand for something, on a session in any state that nobody has changed.
  public Map<String, Object> known() {
    // what was refused has changed nothing, so it serves again; now and then there is another state
    // all the same
    if (known.isEmpty() || random.nextInt(6) == 0) {
      // one transaction: thousands of draws are not to wait for the disk a dozen times each
      known = seshat.together(this::made);
      if (calls.isEmpty() || random.nextInt(4) == 0) {
        calls = Map.of("call", call());
      }
      known.putAll(calls);
    }
    return known;
  }

  /// Takes note that these values were used for a change, so that what they stand for is not what was made.
  public void changed() {
    known = Map.of();
  }

  private Map<String, Object> made(Seshat all) {
    Session session =
        all.sessions()
            .create(
                NewSession.fromJson(
                    Map.of("intention", "Be drawn", "success_indicators", List.of("It works"))));
    String id = session.id().toString();
    all.sessions().activate(id);
    all.interactions().append(id, NewInteraction.prompt("Well?"));
    Artifact artifact = all.artifacts().add(id, NewArtifact.of("plan", "Plan", "First this"));
    iterate(all, id);
    Map<String, Object> tasks = tasks(all, id);
    switch (random.nextInt(4)) {
      case 0 -> all.sessions().pause(id);
      case 1 -> all.sessions().complete(id, Ending.none());
      default -> {}
    }
    all.retention().set(new RetentionRule("chat", 30, null));
    Promise promise = promise(all.promises());
    Map<String, Object> known = new LinkedHashMap<>(tasks);
    known.put("promise", promise.id());
    known.put("fence", promise.fence());
    known.put("iteration", 2L);
    known.put("since", 1L);
    known.put("profile", Profiles.usual());
    known.put("action_type", "vary_subtle");
    known.put("parent_image", 4L);
    known.put("result_assessment", scores());
    known.put("schedule", schedule(all));
    known.put("recurrence", "FREQ=WEEKLY;COUNT=3");
    known.put("cron", "0 3 * * *");
    known.put("zone", "Europe/Berlin");
    known.put("parent_id", promise.id());
    known.put("ref", random.nextInt(6) == 0 ? imported : id);
    known.put("session", id);
    known.put("session_id", id);
    known.put("previous_session", id);
    known.put("previous_session_id", id);
    known.put("parent_session_id", id);
    known.put("id", artifact.id().toString());
    known.put("sequence", 1L);
    known.put("budget", all.budgets().set(NewBudget.monthly(BigDecimal.TEN)).budget().id());
    known.put("interaction_id", 1L);
    String url = "https://example.com/" + random.nextInt(1_000);
    known.put("url", url);
    known.putAll(people(all));
    known.put("link", all.links().add(NewLink.of(url)).link().id());
    known.put("webhook", webhook(all));
    known.putAll(images(all, id));
    if (random.nextInt(6) == 0) {
      known.put("ref", known.get(PICTURED));
    }
    if (random.nextInt(4) == 0) {
      known.put("ref", known.get(INTERVIEWED));
    }
    if (random.nextInt(5) == 0) {
      known.put("session", known.get(INTERVIEWED));
    }
    known.putAll(modes(all, id));
    known.put("pattern", pattern(all));
    known.put("choice", "db");
    known.put("validated_by", "agent");
    known.put("file", "failure-modes");
    known.put("markdown", "# Learned Patterns\n");
    NewKeyword keyword = NewKeyword.of("burnt sienna", "Warm color", Effectiveness.GOOD);
    known.put("keyword_id", all.keywords().rate(keyword).id());
    if (messages.isEmpty() || random.nextInt(4) == 0) {
      messages = messages(all, session);
    }
    known.putAll(messages);
    return known;
  }

  /// Tasks of which one waits for another, which somebody may be at, and a group with nothing in it.
  private Map<String, Object> tasks(Seshat all, String session) {
    List<Task> made =
        all.tasks()
            .add(
                session,
                List.of(
                    NewTask.of("Draw").called("draw").in("Drawn"),
                    NewTask.of("Show").after("draw")));
    String task = made.get(random.nextInt(2)).id().toString();
    if (random.nextInt(3) == 0) {
      all.taskClaims().claim(session, Duration.ofMinutes(5));
    }
    all.taskGroups().add(session, "Empty", null);
    Map<String, Object> known = new LinkedHashMap<>();
    known.put("task", task);
    known.put("under", task);
    known.put("group", random.nextBoolean() ? "Empty" : "Drawn");
    known.put("parent_group", "Drawn");
    known.put("task_group", "Drawn");
    return known;
  }

  /// Two iterations, of which the second is scored.
  private static void iterate(Seshat all, String session) {
    all.iterations().log(session, NewIteration.of("a heron, mist"));
    Map<String, Object> scored = Map.of("prompt", "a heron, fog", "result_assessment", scores());
    all.iterations().log(session, NewIteration.fromJson(scored));
  }

  private static Map<String, Object> scores() {
    Map<String, Object> scores = new LinkedHashMap<>();
    Profile usual = new Profiles(null).get(Profiles.usual());
    usual.dimensionNames().forEach(name -> scores.put(name, 0.5));
    return Map.of("scores", scores);
  }

  /// Pictures of which one was made of another, one is what the session works towards, and one is an iteration's.
  private Map<String, Object> images(Seshat all, String session) {
    if (!pictures.isEmpty() && random.nextInt(4) > 0) {
      return pictures;
    }
    Session open = all.sessions().startUnfocused(NewSession.of("Show"));
    String in = open.id().toString();
    all.iterations().log(in, NewIteration.of("a heron, mist"));
    String image = all.images().add(in, NewImage.of(1, 1), Pictures.png(1)).imageId();
    all.images().add(in, NewImage.reference(), Pictures.png(2));
    String other =
        all.images().add(in, NewImage.plain().styledFrom(image), Pictures.png(3)).imageId();
    pictures = Map.of("image", image, "other", other, "with", other, "parent", image, PICTURED, in);
    return pictures;
  }

  /// Somebody who is interviewed, and an event of their life.
  private Map<String, Object> people(Seshat all) {
    String who =
        all.storytellers().add(NewStoryteller.of("Rose " + random.nextInt())).id().toString();
    String event = all.lifeEvents().add(who, NewLifeEvent.of("move", "To Vienna")).id().toString();
    all.storytellers().consent(who, true, null);
    String interview =
        all.planning()
            .initializeSessionFromProcessNode(who, "life-story", "childhood", Map.of())
            .id()
            .toString();
    all.sessionEvents().link(interview, event, true, null, null);
    all.sessions().move(interview, SessionStatus.ACTIVE, Ending.none(), null);
    all.interviews().nextPrompt(interview);
    Map<String, Object> known = new LinkedHashMap<>();
    known.put("storyteller", who);
    known.put("storyteller_id", who);
    known.put("event", event);
    known.put("life_event", event);
    known.put("process", "life-story");
    known.put("node", "childhood");
    known.put("interaction_sequence", 1L);
    known.put("key", "event:" + event + ":introduction");
    String template = "Gentle " + random.nextInt();
    all.templates()
        .add(
            NewTemplate.fromJson(
                Map.of("template_name", template, "default_intention", "Tell of {event}")));
    known.put("template", template);
    known.put("process_version_id", all.processes().get("life-story").id().toString());
    known.put(INTERVIEWED, interview);
    return known;
  }

  /// A mode that a session is worked on in, and a copy of its file.
  private static Map<String, Object> modes(Seshat all, String session) {
    if (all.sessions().get(session).status().isOpen()) {
      all.modes().select(session, "default", Map.of());
    }
    if (!hasDrawnMode(all)) {
      all.modes().create("drawn", "default", null);
    }
    if (all.modes().backups().list().isEmpty()) {
      all.modes().backups().make();
    }
    String backup = all.modes().backups().list().getFirst().name();
    return Map.of("mode", "drawn", "backup", backup);
  }

  private static boolean hasDrawnMode(Seshat all) {
    try {
      return !all.modes().text("drawn").isEmpty();
    } catch (NotFound e) {
      return false;
    }
  }

  /// A webhook whose receiver is not there.
  private static String webhook(Seshat all) {
    if (all.webhooks().list().stream().noneMatch(each -> each.name().equals("drawn"))) {
      EventPatterns every = new EventPatterns(List.of("*"));
      all.webhooks().add(new NewWebhook("drawn", "http://127.0.0.1:65530/", every, null, true));
    }
    return "drawn";
  }

  /// A chat with messages in every state, of which an agent has the first, and a note that asks for something.
  private Map<String, Object> messages(Seshat all, Session session) {
    String chat = "chat " + session.shortId();
    Map<String, Object> known = new LinkedHashMap<>();
    Inbox inbox = all.inbox();
    NewMessage message = NewMessage.of(chat, "Are you there?").withSession(session.id());
    inbox.add(message.withMessageId("to fail"));
    inbox.missed(chat);
    Message failed = inbox.fail(chat, "to fail", "nobody is", true);
    inbox.add(message.withMessageId("to do"));
    inbox.missed(chat);
    Message read = inbox.add(NewMessage.notification(chat, "news", "News")).message();
    Message later =
        inbox.add(message.withDeliverAt(java.time.Instant.parse("2999-01-01T00:00:00Z"))).message();
    known.put("chat", chat);
    known.put("chat_id", chat);
    known.put("message_id", "to do");
    known.put("number", List.of(failed, read, later).get(random.nextInt(3)).id());
    NewNote note = new NewNote("concern", "Ask", false, true, null, null, null, null);
    known.put("note", all.notes().add(session.id().toString(), note).id().toString());
    return known;
  }

  /// A call of a model.
  private long call() {
    ModelAccess tiny =
        ModelAccess.by(
            Map.of("SESHAT_MODEL", "ollama:tiny"),
            (prompt, patience) -> new Reply("ready", Stop.DONE, null, null),
            time -> {});
    return seshat.with(tiny).models().ask(ModelRequest.of("test", "Well?")).callId();
  }

  /// The number of a schedule, in place of the one before.
  private static long schedule(Seshat all) {
    all.schedules().find("drawn").ifPresent(old -> all.schedules().remove(old.id()));
    NewPromise promise = NewPromise.of("fuzz", "Be drawn");
    return all.schedules().create(NewSchedule.of("drawn", "0 3 * * *", promise)).id();
  }

  private String pattern(Seshat all) {
    NewPattern drawn = NewPattern.of("color", "Blue drifts", "Say cobalt blue");
    return all.patterns().add(drawn).id();
  }

  /// A promise, in any state.
  private Promise promise(Promises promises) {
    long id = promises.create(NewPromise.of("fuzz", "Be drawn")).id();
    promises.claim("worker of " + id, Set.of("fuzz"), 100, Duration.ofMinutes(5));
    return switch (random.nextInt(6)) {
      case 0 -> promises.updateStatus(id, PromiseStatus.FAILED, "as drawn");
      case 1 -> promises.updateStatus(id, PromiseStatus.PENDING, null);
      case 2 -> promises.cancel(id, null);
      default -> promises.get(id);
    };
  }

  /// A body for an operation that takes a file.
  public byte[] file(String type) {
    if (type.equals("application/vnd.sqlite3")) {
      return olderSystems(directory.resolve("agent-" + random.nextLong() + ".db"));
    }
    if (type.equals("application/octet-stream")) {
      return "- [ ] Drawn\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
    if (type.equals("application/yaml")) {
      // short: a server that refuses the address need not read the body, and may then close the
      // connection
      return "process: drawn\nnodes:\n- {key: a, name: A, type: synthesis}\n"
          .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
    if (type.startsWith("multipart/form-data")) {
      return form(random.nextLong());
    }
    if (!type.equals("application/zip")) {
      throw new IllegalArgumentException("there is no example of " + type + "; add one here");
    }
    try (Seshat other = Seshat.open(directory.resolve("other-" + random.nextLong() + ".db"))) {
      Session session = other.sessions().create(NewSession.of("Comes from elsewhere"));
      java.io.ByteArrayOutputStream zip = new java.io.ByteArrayOutputStream();
      other.exports().session(session.id().toString(), zip, ExportProgress.none());
      return zip.toByteArray();
    }
  }

  /// A form with a picture, between the boundary `drawn`.
  private static byte[] form(long seed) {
    java.io.ByteArrayOutputStream form = new java.io.ByteArrayOutputStream();
    form.writeBytes(
        "--drawn\r\nContent-Disposition: form-data; name=\"image\"; filename=\"../../x\"\r\n\r\n"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    form.writeBytes(Pictures.png(seed));
    form.writeBytes("\r\n--drawn--\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    return form.toByteArray();
  }

  /// A database that two older systems know as their own.
  private static byte[] olderSystems(Path file) {
    try {
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT, mood TEXT)");
        statement.execute("INSERT INTO projects (name) VALUES ('from elsewhere'), (NULL)");
        statement.execute("CREATE TABLE sessions (id TEXT, intent TEXT, status TEXT)");
        statement.execute("INSERT INTO sessions VALUES ('a1', 'A heron', 'active')");
        statement.execute(
            "CREATE TABLE iterations (session_id TEXT, iteration_number INTEGER, prompt TEXT)");
        statement.execute("INSERT INTO iterations VALUES ('a1', 1, 'a heron, mist')");
      }
      return Files.readAllBytes(file);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// How many rows each table has.
  public static Map<String, Object> rows(Seshat seshat) {
    Map<String, Object> rows = new LinkedHashMap<>();
    for (String table :
        List.of(
            "v_sessions",
            "v_interactions",
            "v_notes",
            "v_iterations",
            "v_artifacts",
            "v_projects",
            "v_messages",
            "v_chats",
            "v_links",
            "v_tasks",
            "v_task_groups",
            "v_task_dependencies")) {
      rows.put(
          table,
          seshat.query().run("SELECT count(*) FROM " + table, 1, Duration.ofSeconds(10)).rows());
    }
    return rows;
  }
}
