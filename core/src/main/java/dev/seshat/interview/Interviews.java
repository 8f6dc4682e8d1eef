package dev.seshat.interview;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.process.Positions;
import dev.seshat.process.ProcessNode;
import dev.seshat.process.ProcessPrompt;
import dev.seshat.session.Answer;
import dev.seshat.session.Interaction;
import dev.seshat.session.Interactions;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.Session;
import dev.seshat.session.SessionStatus;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Interviews as they take place: one prompt after another, each answered now, later, or not at all.
public final class Interviews {
  private static final int MAX_DRAFT = 200_000;

  private final Scope scope;
  private final Sessions sessions;
  private final Interactions interactions;
  private final Positions positions;

  public Interviews(Scope scope, Sessions sessions, Interactions interactions) {
    this.scope = scope;
    this.sessions = sessions;
    this.interactions = interactions;
    this.positions = new Positions(scope);
  }

  /// Asks the next prompt: the one that waits, or else the first that is left. What is asked is written down.
  ///
  /// @throws IllegalTransition if the session is not active
  /// @throws Conflict if it has no storyteller, or is at no node of a process
  public Step nextPrompt(String ref) {
    return scope
        .store()
        .write(tx -> {
          Session session = sessions.openIn(tx, ref);
          if (session.status() != SessionStatus.ACTIVE) {
            throw new IllegalTransition(
                "session " + session.shortId(),
                session.status().word(),
                "asked in",
                session.status() == SessionStatus.PAUSED ? "resume it first" : "start it first");
          }
          return nextIn(tx, Place.of(tx, session));
        });
  }

  private Step nextIn(Tx tx, Place place) throws SQLException {
    withdraw(tx, place, place.limits(tx));
    Limits limits = place.limits(tx);
    ProcessPrompt next = limits.next(place.node()).orElse(null);
    if (SessionPromptTable.open(tx, place.session().id()).isEmpty() && next != null) {
      ask(tx, place, next);
    }
    return stepIn(tx, place, limits);
  }

  /// A prompt that waits is taken back when the storyteller no longer allows it.
  private void withdraw(Tx tx, Place place, Limits limits) throws SQLException {
    UUID session = place.session().id();
    SessionPromptTable.Open open = SessionPromptTable.open(tx, session).orElse(null);
    if (open == null) {
      return;
    }
    if (!isPermitted(place, limits, open)) {
      interactions.answerIn(tx, session, open.sequence(), Answer.skip());
    }
  }

  /// The same without asking anything that was not asked yet.
  public Step step(String ref) {
    UUID id = sessions.get(ref).id();
    return scope
        .store()
        .read(tx -> {
          Place place = Place.of(tx, sessions.getIn(tx, id));
          return stepIn(tx, place, place.limits(tx));
        });
  }

  private void ask(Tx tx, Place place, ProcessPrompt prompt) throws SQLException {
    Interaction asked =
        interactions.appendIn(tx, place.session().id(), NewInteraction.prompt(prompt.text()));
    SessionPromptTable.ask(
        tx,
        place.session().id(),
        prompt,
        place.event() == null ? null : place.event().id(),
        asked.interactionSequence());
  }

  private static boolean isPermitted(Place place, Limits limits, SessionPromptTable.Open open) {
    return place.graph().prompt(open.prompt()).map(limits::permits).orElse(true);
  }

  private Step stepIn(Tx tx, Place place, Limits limits) throws SQLException {
    SessionPromptTable.Open open =
        SessionPromptTable.open(tx, place.session().id())
            .filter(each -> isPermitted(place, limits, each))
            .orElse(null);
    List<ProcessPrompt> left = limits.left(place.node());
    ProcessPrompt source = open == null ? null : place.graph().prompt(open.prompt()).orElse(null);
    ProcessNode next = place.graph().after(place.node(), limits.facts()).orElse(null);
    int others =
        (int)
            left.stream().filter(each -> open == null || !each.id().equals(open.prompt())).count();
    return new Step(
        place.node().key(),
        open == null ? null : interactions.ownIn(tx, place.session().id(), open.sequence()),
        source,
        open == null ? null : SessionPromptTable.draft(tx, place.session().id(), open.sequence()),
        others,
        limits.isDone(place.node()),
        next == null ? null : next.key());
  }

  /// Keeps the answer to the prompt that waits.
  ///
  /// @param sequence of the prompt's interaction; null for the one that waits longest
  /// @throws Conflict if it was answered already, or nothing waits
  public Interaction answer(String ref, @Nullable Long sequence, Answer answer) {
    Answer read = interactions.read(ref, answer);
    return scope
        .store()
        .write(tx -> {
          Session session = sessions.openIn(tx, ref);
          return answerIn(tx, session, sequence, read);
        });
  }

  private Interaction answerIn(Tx tx, Session session, @Nullable Long sequence, Answer read)
      throws SQLException {
    SessionPromptTable.Open open = SessionPromptTable.open(tx, session.id()).orElse(null);
    if (sequence == null && open == null) {
      throw new Conflict("no prompt waits for an answer; ask for the next one");
    }
    long which = sequence == null ? Objects.requireNonNull(open).sequence() : sequence;
    return interactions.answerIn(tx, session.id(), which, read);
  }

  /// Keeps the answer to the prompt that waits, or passes over it, and says what comes next: asked at once where the session
  /// is active, only shown where it is not, so that one who answers later is not asked more than they wait for.
  public Step answerAndGoOn(String ref, @Nullable Long sequence, Answer answer) {
    Answer read = interactions.read(ref, answer);
    return scope
        .store()
        .write(tx -> {
          Session session = sessions.openIn(tx, ref);
          Place place = Place.of(tx, session);
          answerIn(tx, session, sequence, read);
          return session.status() == SessionStatus.ACTIVE
              ? nextIn(tx, place)
              : stepIn(tx, place, place.limits(tx));
        });
  }

  /// Passes over the prompt that waits; it is not asked again.
  public Interaction skip(String ref, @Nullable Long sequence) {
    return answer(ref, sequence, Answer.skip());
  }

  /// Keeps what a person has written and not sent.
  ///
  /// @param draft empty forgets it
  /// @throws Conflict if the prompt does not wait any more
  public void saveDraft(String ref, long sequence, String draft) {
    saveDraft(ref, sequence, draft, null);
  }

  /// The same by somebody who knows what was kept before, so that of two who write neither loses anything.
  ///
  /// @param known what they believe is kept, empty for nothing; null for whatever is there
  /// @return what is kept now: the draft, or, where another was written meanwhile, that one, and the draft is not taken
  public String saveDraft(String ref, long sequence, String draft, @Nullable String known) {
    String text = Texts.checked("draft", draft, MAX_DRAFT);
    return scope
        .store()
        .write(tx -> {
          Session session = sessions.openIn(tx, ref);
          if (!interactions.waitsIn(tx, session.id(), sequence)) {
            throw new Conflict("interaction " + sequence + " does not wait for an answer");
          }
          String kept =
              Objects.requireNonNullElse(SessionPromptTable.draft(tx, session.id(), sequence), "");
          if (known != null && !isSame(kept, known) && !isSame(kept, text)) {
            return kept;
          }
          if (text.isBlank()) {
            SessionPromptTable.dropDraft(tx, session.id(), sequence);
          } else {
            SessionPromptTable.putDraft(tx, session.id(), sequence, text);
          }
          return text;
        });
  }

  /// Whether two drafts say the same: a form leaves out what is blank around them.
  private static boolean isSame(String one, String other) {
    return one.strip().equals(other.strip());
  }

  /// What a person has written and not sent; null for nothing.
  public @Nullable String draft(String ref, long sequence) {
    UUID id = sessions.get(ref).id();
    return scope.store().read(tx -> SessionPromptTable.draft(tx, id, sequence));
  }

  /// Completes the node where an interview is and goes on to the next: along the first way whose condition holds.
  ///
  /// @param isForced whether a person says that the node is done although required prompts are left
  /// @throws Conflict if required prompts are left, or the process ends here
  public Session advance(String ref, boolean isForced) {
    return scope
        .store()
        .write(tx -> {
          Session session = sessions.openIn(tx, ref);
          Place place = Place.of(tx, session);
          Limits limits = place.limits(tx);
          if (!isForced && !limits.isDone(place.node())) {
            int left = Place.requiredLeft(limits, place.node());
            throw new Conflict(
                "node '"
                    + place.node().key()
                    + "' is not done: "
                    + (left == 1 ? "1 required prompt is" : left + " required prompts are")
                    + " left; answer or skip what is asked, or force it");
          }
          ProcessNode next = place.graph().after(place.node(), limits.facts()).orElse(null);
          positions.passIn(
              tx, place.whose().id(), place.version().id(), place.node(), next, session.id());
          scope.changed(
              tx,
              "interview.advance",
              "session",
              session.id(),
              session.id(),
              Json.write(Map.of("from", place.node().key(), "to", next == null ? "" : next.key())));
          return sessions.placeAtIn(tx, session, next == null ? place.node().id() : next.id());
        });
  }
}
