package dev.seshat.analysis;

import dev.seshat.Page;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.analysis.Conversation.Outcome;
import dev.seshat.analysis.ModelConnection.Reply;
import dev.seshat.budget.Budgets;
import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import dev.seshat.transcript.Secrets;
import dev.seshat.usage.Usage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The calls of a language model that Seshat makes itself, if one is configured.
///
/// Each call is a row, whatever came of it, and its tokens are accounted to the project that asked. Secrets are masked
/// before anything is sent. A call takes as long as the model does: it is never made inside a transaction.
public final class Models {
  /// So many characters of what was sent, and of what came back, are kept.
  public static final int KEPT = 2_000;

  private static final String LOST = "whoever made the call ended before the answer came";
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final Scope scope;
  private final Usage usage;
  private final Budgets budgets;
  private final ModelAccess access;

  public Models(Scope scope, Usage usage, Budgets budgets, ModelAccess access) {
    this.scope = scope;
    this.usage = usage;
    this.budgets = budgets;
    this.access = access;
  }

  /// The model that is called; empty where none is configured, or not rightly, which [#status] tells.
  public Optional<ModelSettings> configured() {
    return access.settings();
  }

  /// What is configured, without the key.
  public ModelStatus status() {
    String problem = access.problem();
    return configured()
        .map(settings ->
            new ModelStatus(
                true,
                settings.provider().word(),
                settings.host(),
                settings.model(),
                settings.url().toString(),
                settings.key() != null,
                null))
        .orElse(new ModelStatus(false, null, null, null, null, false, problem));
  }

  /// Asks the model, as often as it takes, and keeps what came of it. Whatever goes wrong with the model is an answer too:
  /// its status says so, and it is stored.
  ///
  /// @throws Invalid if no model is configured, or not rightly
  /// @throws NotFound if the request names a session that does not exist
  public ModelAnswer ask(ModelRequest request) {
    ModelSettings settings = access.required();
    ModelRequest sent = masked(request);
    CallRecord call = scope.store().write(tx -> begin(tx, sent, settings));
    Optional<String> stop = budgets.stops(call.project(), call.user());
    if (stop.isPresent()) {
      return end(call, new Outcome(CallStatus.STOPPED, "", null, stop.get()), 0, 0);
    }
    long start = System.nanoTime();
    Conversation conversation =
        new Conversation(access, settings, sent, call.id(), reply -> account(call, reply));
    Outcome outcome = conversation.run();
    boolean interrupted = Thread.interrupted();
    try {
      long millis = (System.nanoTime() - start) / 1_000_000;
      ModelAnswer answer = end(call, outcome, conversation.attempts(), millis);
      budgets.check();
      return answer;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// The calls that are wanted, the newest first.
  public Page<ModelCall> calls(ModelCallFilter filter) {
    List<ModelCall> found = scope.store().read(tx -> ModelCallTable.list(tx, filter));
    return Page.cut(found, filter.limit(), last -> String.valueOf(last.id()));
  }

  /// One call.
  ///
  /// @throws NotFound if there is none of this number
  public ModelCall call(long id) {
    return scope
        .store()
        .read(tx -> ModelCallTable.find(tx, id))
        .orElseThrow(() -> NotFound.of("model call", String.valueOf(id)));
  }

  /// Marks as failed what ran in a process that is no more; a step of whoever looks after the store each minute.
  ///
  /// @return how many there were
  public int endLost() {
    if (!scope.store().read(ModelCallTable::hasLost)) {
      return 0;
    }
    return scope
        .store()
        .write(tx -> {
          List<Long> lost = ModelCallTable.endLost(tx, LOST);
          for (long id : lost) {
            scope.changed(
                tx, "model.call", "model_call", id, null, Json.write(Map.of("status", "failed")));
          }
          return lost.size();
        });
  }

  private record CallRecord(
      long id,
      ModelSettings settings,
      String project,
      @Nullable String user,
      @Nullable UUID session) {}

  private static ModelRequest masked(ModelRequest request) {
    String system = request.system();
    return new ModelRequest(
        request.purpose(),
        system == null ? null : Secrets.mask(system).text(),
        Secrets.mask(request.text()).text(),
        request.project(),
        request.userId(),
        request.sessionId(),
        request.promiseId(),
        request.maxTokens(),
        request.schema(),
        request.temperature(),
        request.limit());
  }

  private CallRecord begin(Tx tx, ModelRequest request, ModelSettings settings)
      throws SQLException {
    String project = project(tx, request);
    String user = Objects.requireNonNullElse(request.userId(), scope.actor());
    String system = request.system();
    String prompt = system == null ? request.text() : system + "\n\n" + request.text();
    long id =
        ModelCallTable.insert(
            tx,
            new ModelCallTable.Begun(
                request.purpose(),
                usage.projects().idIn(tx, project),
                user,
                request.sessionId(),
                request.promiseId(),
                settings.host(),
                settings.model(),
                tx.now().plus(request.limit()).plus(settings.patience()).plus(GRACE),
                kept(prompt),
                prompt.length()));
    return new CallRecord(id, settings, project, user, request.sessionId());
  }

  private static String project(Tx tx, ModelRequest request) throws SQLException {
    UUID session = request.sessionId();
    String ofSession =
        session == null
            ? null
            : ModelCallTable.session(tx, session)
                .orElseThrow(() -> NotFound.of("session", session.toString()))
                .project();
    String named = request.project();
    return named != null ? named : Objects.requireNonNullElse(ofSession, Usage.NO_PROJECT);
  }

  /// Every reply costs, whether it is what was wanted or not.
  private void account(CallRecord call, Reply reply) {
    scope
        .store()
        .write(tx -> {
          boolean isThere = ModelCallTable.isThere(tx, call.id());
          long used =
              usage
                  .recordOneIn(
                      tx,
                      Spent.of(call.settings(), reply, "model call " + call.id())
                          .withProject(call.project())
                          .withUserId(call.user())
                          .withSession(isThere ? call.session() : null))
                  .id();
          if (isThere) {
            ModelCallTable.link(tx, call.id(), used);
          }
          return used;
        });
  }

  private ModelAnswer end(CallRecord call, Outcome outcome, int attempts, long millis) {
    String told = outcome.error();
    String error =
        told == null
            ? null
            : Secrets.mask(Texts.shorten(Texts.storable(call.settings().withoutKey(told)), 500))
                .text();
    String text = outcome.text();
    scope
        .store()
        .write(tx -> {
          ModelCallTable.end(
              tx,
              call.id(),
              new ModelCallTable.Ended(
                  outcome.status(),
                  error,
                  attempts,
                  millis,
                  text.isEmpty() ? null : kept(Secrets.mask(text).text()),
                  text.isEmpty() ? null : (long) text.length()));
          Map<String, Object> detail = new LinkedHashMap<>();
          detail.put("status", outcome.status().word());
          detail.put("host", call.settings().host());
          detail.put("model", call.settings().model());
          scope.changed(
              tx, "model.call", "model_call", call.id(), call.session(), Json.write(detail));
          return true;
        });
    return new ModelAnswer(
        call.id(),
        outcome.status(),
        call.settings().host(),
        call.settings().model(),
        text,
        outcome.json(),
        error,
        attempts);
  }

  private static String kept(String text) {
    return text.length() <= KEPT ? text : Texts.storable(text.substring(0, KEPT - 1)) + "…";
  }
}
