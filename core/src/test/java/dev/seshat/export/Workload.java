package dev.seshat.export;

import dev.seshat.Seshat;
import dev.seshat.analysis.ModelAccess;
import dev.seshat.analysis.ModelConnection.Reply;
import dev.seshat.analysis.ModelConnection.Stop;
import dev.seshat.analysis.ModelConnection.Tokens;
import dev.seshat.analysis.ModelRequest;
import dev.seshat.analysis.Models;
import dev.seshat.budget.NewBudget;
import dev.seshat.json.Json;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.NewSchedule;
import dev.seshat.promise.Promise;
import dev.seshat.promise.Promises;
import dev.seshat.promise.Retry;
import dev.seshat.promise.Schedule;
import dev.seshat.prompting.NewIteration;
import dev.seshat.prompting.NewScores;
import dev.seshat.prompting.Profile;
import dev.seshat.prompting.Profiles;
import dev.seshat.prompting.ReferenceChange;
import dev.seshat.retention.RetentionRule;
import dev.seshat.session.Ending;
import dev.seshat.session.InteractionType;
import dev.seshat.session.NewArtifact;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewNote;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.testing.InterviewCase;
import dev.seshat.testing.TestClock;
import dev.seshat.transcript.ImportOptions;
import dev.seshat.transcript.ImportProgress;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.TokenCounts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A workspace with something of everything, made up from a seed.
final class Workload {
  private static final List<String> WORDS =
      List.of("river", "naïve", "日本", "😀", "line\nbreak", "\"quoted\"", "'); --", "\t", "deploy");

  private final Seshat seshat;
  private final TestClock clock;
  private final Random random;
  private final List<Session> made = new ArrayList<>();

  private Workload(Seshat seshat, TestClock clock, long seed) {
    this.seshat = seshat;
    this.clock = clock;
    this.random = new Random(seed);
  }

  /// Fills a workspace, and returns the sessions that it made.
  static List<Session> fill(Seshat seshat, TestClock clock, long seed, Path folder)
      throws IOException {
    Workload work = new Workload(seshat, clock, seed);
    seshat.retention().set(new RetentionRule("*", 100, null));
    for (int i = 0; i < 12; i++) {
      work.session(i);
    }
    work.transcript(folder);
    work.modelCalls();
    work.used(null);
    work.promises();
    work.made.add(InterviewCase.in(seshat, "Rose " + seed).session());
    return work.made;
  }

  /// Promises in each state, some of sessions, some that wait for others, one of a schedule.
  private void promises() {
    Promises promises = seshat.promises();
    Schedule schedule =
        seshat
            .schedules()
            .create(NewSchedule.of("nightly", "0 3 * * *", NewPromise.of("nightly", text())));
    seshat.schedules().runNow(schedule.id());
    Promise before = promises.create(NewPromise.of("work", text()).withPayload(context()));
    for (int i = 0; i < 8; i++) {
      NewPromise asked =
          NewPromise.of("work", text())
              .withPayload(context())
              .withSession(random.nextBoolean() ? any().id() : null)
              .withKey("key " + i);
      before =
          promises.create(
              random.nextBoolean() ? asked.after(before.id()) : asked.withParent(before.id()));
    }
    for (Promise each : promises.claim("w", List.of("work"), 4, Duration.ofMinutes(1))) {
      if (!promises.get(each.id()).isHeldUnder(each.fence())) {
        continue; // it failed with what it is a part of
      }
      switch (random.nextInt(3)) {
        case 0 -> promises.complete(each.id(), each.fence(), context());
        case 1 -> promises.fail(each.id(), each.fence(), text(), Retry.never());
        default -> promises.progress(each.id(), each.fence(), 40, text());
      }
    }
    promises.retry(promises.cancel(promises.create(NewPromise.of("work", "x")).id(), null).id());
  }

  private void session(int i) {
    NewSession session =
        NewSession.of(text()).kind(random.nextBoolean() ? "chat" : "coding").tags("a", text());
    if (random.nextBoolean()) {
      session = session.project("project " + random.nextInt(3));
    }
    if (i > 2 && random.nextInt(3) == 0) {
      session = session.with(SessionField.PARENT_SESSION_ID, any().id());
    }
    if (i > 2 && random.nextInt(3) == 0) {
      session = session.with(SessionField.PREVIOUS_SESSION_ID, any().id());
    }
    if (random.nextBoolean()) {
      session = session.with(SessionField.CONTEXT, context());
    }
    Session now = seshat.sessions().start(session);
    made.add(now);
    content(now);
    if (random.nextInt(3) == 0) {
      made.add(seshat.sessions().fork(id(now), null, text()));
      content(made.getLast());
    }
    if (random.nextBoolean()) {
      seshat.sessions().complete(id(now), Ending.none());
    }
  }

  private void content(Session session) {
    for (int i = random.nextInt(6); i > 0; i--) {
      clock.advance(Duration.ofMillis(random.nextInt(100_000)));
      NewInteraction turn = NewInteraction.message(random.nextBoolean() ? "user" : "agent", text());
      if (random.nextBoolean()) {
        turn =
            NewInteraction.of(InteractionType.TOOL_CALL)
                .withAgentText(text())
                .withPayload(Json.write(context()))
                .withExternalId("call-" + i);
      }
      long row = seshat.interactions().append(id(session), turn).id();
      if (random.nextBoolean()) {
        used(session, row);
      }
    }
    seshat.notes().add(id(session), NewNote.of("insight", text()));
    seshat.artifacts().add(id(session), NewArtifact.of("plan", "A plan", text()));
    if (random.nextInt(3) == 0) {
      iterate(id(session));
    }
  }

  private void iterate(String session) {
    seshat.iterations().setReference(session, ReferenceChange.none().withDescription(text()), null);
    Map<String, Double> scores = new LinkedHashMap<>();
    Profile usual = seshat.iterations().profiles().get(Profiles.usual());
    usual.dimensionNames().forEach(name -> scores.put(name, random.nextInt(101) / 100.0));
    NewIteration iteration = NewIteration.of("prompt " + text()).withParameters(context());
    seshat.iterations().log(session, iteration.withLessons(List.of("soft light"), List.of()));
    seshat.iterations().log(session, iteration.withScores(NewScores.of(scores)));
    seshat.iterations().validate(session, 2, null, null);
  }

  private void used(@org.jspecify.annotations.Nullable Session session) {
    seshat
        .usage()
        .record(
            NewUsage.of("A host of its own", "model " + random.nextInt(2), TokenCounts.of(5, 6))
                .withSession(session == null ? null : session.id()));
  }

  private void used(Session session, long row) {
    seshat
        .usage()
        .record(
            NewUsage.of(
                    random.nextBoolean() ? "Anthropic" : "Elsewhere",
                    "claude-sonnet-4-5",
                    TokenCounts.of(random.nextInt(1_000), random.nextInt(1_000)))
                .withSession(session.id())
                .withInteraction(row)
                .withRequestId(random.nextBoolean() ? "req-" + row : null));
  }

  /// A transcript, so that there is an archived file with records.
  private void transcript(Path folder) throws IOException {
    Path file = folder.resolve("-home-mara/4d5611e5-241a-462a-8d15-5122611a95" + "69.jsonl");
    Files.createDirectories(file.getParent());
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("type", "user");
      line.put("uuid", "00000000-0000-4000-8000-0000000000" + (10 + i));
      line.put("sessionId", "4d5611e5-241a-462a-8d15-5122611a9569");
      line.put("timestamp", "2025-03-01T08:00:%02d.000Z".formatted(i));
      line.put("cwd", "/home/mara");
      line.put("version", "2.1.0");
      line.put("message", Map.of("role", "user", "content", "said " + i + " " + text()));
      lines.append(Json.write(line)).append('\n');
    }
    Files.writeString(file, lines + "not json\r\n");
    seshat.transcripts().importClaudeCode(folder, ImportOptions.standard(), ImportProgress.none());
  }

  private Map<String, Object> context() {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("zeta", List.of(1, -2.50, 1e21, 12345678901234567L));
    context.put("alpha", Map.of("b", true, "a", text()));
    context.put("empty", Map.of());
    return context;
  }

  private Session any() {
    return made.get(random.nextInt(made.size()));
  }

  private String text() {
    StringBuilder text = new StringBuilder("w");
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      text.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
    }
    return text.toString().strip();
  }

  private static String id(Session session) {
    return session.id().toString();
  }

  /// Budgets, and calls of a model for a session and for none.
  private void modelCalls() {
    seshat.budgets().set(NewBudget.monthly(BigDecimal.ONE).withProject("river").withUserId("ada"));
    seshat.budgets().set(NewBudget.monthly(BigDecimal.TEN));
    Models models =
        seshat
            .with(
                ModelAccess.by(
                    Map.of("SESHAT_MODEL", "ollama:tiny"),
                    (prompt, patience) ->
                        new Reply("ready", Stop.DONE, new Tokens(9, 0, 0, 0, 3, 0), null),
                    time -> {}))
            .models();
    models.ask(ModelRequest.of("test", "of nothing"));
    models.ask(ModelRequest.of("test", "of a session").withSession(made.getFirst().id()));
  }
}
