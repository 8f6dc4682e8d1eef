package dev.seshat.session;

import dev.seshat.Page;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.json.Json;
import dev.seshat.search.SearchIndex;
import dev.seshat.search.Turn;
import dev.seshat.store.Scope;
import dev.seshat.store.Times;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was said and done in sessions, one row an exchange, numbered 1, 2, 3… without holes.
public final class Interactions {
  private static final int MAX_BATCH = 10_000;

  private final Scope scope;
  private final Sessions sessions;
  private final AnswerReader reader;

  public Interactions(Scope scope, Sessions sessions) {
    this(scope, sessions, AnswerReader.NONE);
  }

  /// @param reader reads answers of which nobody says what they are about
  public Interactions(Scope scope, Sessions sessions, AnswerReader reader) {
    this.scope = scope;
    this.sessions = sessions;
    this.reader = reader;
  }

  /// What became of a batch.
  ///
  /// @param added how many are new
  /// @param ids the row of each item, in order; an item that the session had already has its old row
  public record Appended(int added, List<Long> ids) {}

  /// Appends one interaction; one with an external id that the session has already is that one.
  ///
  /// @throws IllegalTransition if the session has ended
  public Interaction append(String ref, NewInteraction interaction) {
    return appendAll(ref, List.of(interaction)).getFirst();
  }

  /// Appends several interactions in one transaction, at most 10,000.
  public List<Interaction> appendAll(String ref, List<NewInteraction> interactions) {
    if (interactions.isEmpty() || interactions.size() > MAX_BATCH) {
      throw new Invalid("interactions", "must be 1 to " + MAX_BATCH);
    }
    Instant now = scope.store().now();
    interactions.forEach(each ->
        SearchIndex.prepare(
            turn(0, author(each), Objects.requireNonNullElse(each.createdAt(), now), each)));
    return scope
        .store()
        .write(tx -> {
          UUID session = sessions.resolve(tx, ref);
          SessionTable.status(tx, session).requireOpen(session);
          return append(tx, session, interactions).stream().map(Item::interaction).toList();
        });
  }

  private String author(NewInteraction interaction) {
    return Objects.requireNonNullElse(interaction.author(), scope.actor());
  }

  /// Appends one within another feature's transaction, to a session that takes content.
  public Interaction appendIn(Tx tx, UUID session, NewInteraction interaction) throws SQLException {
    return append(tx, session, List.of(interaction)).getFirst().interaction();
  }

  /// Appends within another feature's transaction, to a session in any state: an importer tells of what was.
  public Appended appendIn(Tx tx, UUID session, List<NewInteraction> interactions)
      throws SQLException {
    List<Item> items = append(tx, session, interactions);
    int added = Math.toIntExact(items.stream().filter(Item::isNew).count());
    return new Appended(added, items.stream().map(item -> item.interaction().id()).toList());
  }

  /// An interaction of a batch, as it stands in the session now.
  private record Item(Interaction interaction, boolean isNew) {}

  private List<Item> append(Tx tx, UUID session, List<NewInteraction> interactions)
      throws SQLException {
    Map<String, Interaction> known = known(tx, session, interactions);
    int fresh = countFresh(interactions, known);
    long next = fresh == 0 ? 0 : SessionTable.reserve(tx, session, fresh, latest(tx, interactions));
    long first = next;
    List<Item> items = new ArrayList<>(interactions.size());
    List<Turn> turns = new ArrayList<>(fresh);
    for (NewInteraction each : interactions) {
      Interaction old = each.externalId() == null ? null : known.get(each.externalId());
      if (old != null) {
        items.add(new Item(old, false));
        continue;
      }
      Instant at = Times.millis(Objects.requireNonNullElseGet(each.createdAt(), tx::now));
      Interaction made = InteractionTable.insert(tx, session, next, each, author(each), at);
      if (each.externalId() != null) {
        known.put(each.externalId(), made);
      }
      turns.add(turn(next, made.author(), at, each));
      items.add(new Item(made, true));
      next++;
    }
    if (fresh > 0) {
      SearchIndex.addTurns(tx, session, turns);
      String detail = "{\"from\":" + first + ",\"count\":" + fresh + "}";
      scope.changed(tx, "interaction.append", "interaction", first, session, detail);
    }
    return items;
  }

  /// Brings a session's interactions into the order of these external ids; those that are not named come last, as they
  /// stood. For importers that learn of earlier things later.
  ///
  /// @return false if they stood in that order
  public boolean arrangeIn(Tx tx, UUID session, List<String> externalIds) throws SQLException {
    return new Rearrangement(scope, tx).arrange(session, externalIds);
  }

  /// Takes interactions out that an importer gave; the numbers behind them close up.
  ///
  /// @return how many there were
  public int removeIn(Tx tx, UUID session, List<String> externalIds) throws SQLException {
    return new Rearrangement(scope, tx).remove(session, externalIds);
  }

  /// Gives interactions that an importer put into one session to another, at its end.
  public void moveIn(Tx tx, UUID from, UUID to, List<String> externalIds) throws SQLException {
    new Rearrangement(scope, tx).move(from, to, externalIds);
  }

  /// Gives interactions that an importer put into a session the times at which they happened, learned later.
  public void retimeIn(Tx tx, UUID session, Map<String, Instant> times) throws SQLException {
    new Rearrangement(scope, tx).retime(session, times);
  }

  private static Map<String, Interaction> known(
      Tx tx, UUID session, List<NewInteraction> interactions) throws SQLException {
    List<String> external =
        interactions.stream()
            .map(NewInteraction::externalId)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    if (external.isEmpty()) {
      return new HashMap<>();
    }
    if (!tx.dialect().isSqlite()) {
      // held until the end, so that two importers of one session do not both find an id missing
      SessionTable.lock(tx, session);
    }
    return InteractionTable.known(tx, session, external);
  }

  /// How many rows the batch adds; an external id that it names twice adds one.
  private static int countFresh(List<NewInteraction> interactions, Map<String, Interaction> known) {
    long unnamed = interactions.stream().filter(each -> each.externalId() == null).count();
    long named =
        interactions.stream()
            .map(NewInteraction::externalId)
            .filter(id -> id != null && !known.containsKey(id))
            .distinct()
            .count();
    return Math.toIntExact(unnamed + named);
  }

  private static Instant latest(Tx tx, List<NewInteraction> interactions) {
    Instant latest = Instant.EPOCH;
    for (NewInteraction each : interactions) {
      Instant at = Objects.requireNonNullElseGet(each.createdAt(), tx::now);
      latest = at.isAfter(latest) ? at : latest;
    }
    return latest;
  }

  private static Turn turn(long sequence, String author, Instant at, NewInteraction i) {
    return new Turn(sequence, author, at, i.agentText(), i.personText(), caption(i.payload()));
  }

  /// A picture's description, where the payload has one.
  private static @Nullable String caption(@Nullable String payload) {
    if (payload == null || !payload.contains("\"caption\"")) {
      return null;
    }
    return Json.parseObject("payload", payload).get("caption") instanceof String caption
        ? caption
        : null;
  }

  /// Fills in the answer to a prompt that waits for one.
  ///
  /// @throws Conflict if it has been answered, or asks nothing
  public Interaction answer(String ref, long sequence, Answer answer) {
    Answer read = read(ref, answer);
    return scope
        .store()
        .write(tx -> {
          UUID session = sessions.resolve(tx, ref);
          SessionTable.status(tx, session).requireOpen(session);
          return answerIn(tx, session, sequence, read);
        });
  }

  /// An answer with what it is about, read here if nobody has said so. It takes a while: never within a transaction.
  public Answer read(String ref, Answer answer) {
    if (answer.text() == null || answer.analysis() != null) {
      return answer;
    }
    AnswerAnalysis read = reader.read(ref, answer.text());
    return read == null ? answer : answer.withAnalysis(read);
  }

  /// Puts what a model says of an answer in the place of what the rules said; what an agent or a person said stays.
  ///
  /// @return false if the rules have not said anything of it, or somebody else has meanwhile
  public boolean analyse(String ref, long sequence, AnswerAnalysis analysis) {
    return scope
        .store()
        .write(tx -> {
          UUID session = sessions.resolve(tx, ref);
          Interaction answered = own(tx, session, sequence);
          if (!AnswerAnalysis.RULES.equals(answered.analysedBy())) {
            return false;
          }
          InteractionTable.analyse(tx, answered.id(), analysis);
          scope.changed(
              tx,
              "interaction.analyse",
              "interaction",
              sequence,
              session,
              Json.write(Map.of("analysed_by", analysis.by())));
          return true;
        });
  }

  /// The same within a transaction, in a session that takes content.
  public Interaction answerIn(Tx tx, UUID session, long sequence, Answer answer)
      throws SQLException {
    Interaction prompt = own(tx, session, sequence);
    if (!prompt.asks()) {
      throw new Conflict(
          "interaction " + sequence + " asks nothing: it is a " + prompt.type().word());
    }
    if (prompt.personText() != null || prompt.responseMethod() != null) {
      throw new Conflict("interaction " + sequence + " has been answered already");
    }
    InteractionTable.answer(tx, prompt.id(), answer);
    SessionTable.touch(tx, session);
    SearchIndex.changeTurn(tx, session, sequence);
    sessions.steps().answered(tx, session, sequence, answer);
    scope.changed(
        tx,
        "interaction.answer",
        "interaction",
        sequence,
        session,
        Json.write(Map.of("response_method", answer.method().word())));
    Interaction answered = own(tx, session, sequence);
    if (AnswerAnalysis.RULES.equals(answered.analysedBy())) {
      reader.kept(tx, answered);
    }
    return answered;
  }

  /// Fills in the answer that an importer has learned of since it told of the prompt, in a session in any state.
  ///
  /// @param told the exchange as it is there now, with its external id
  /// @return false if the prompt does not wait here any more, or has no answer there
  public boolean answerToldIn(Tx tx, UUID session, NewInteraction told) throws SQLException {
    Interaction ours = known(tx, session, List.of(told)).get(told.externalId());
    boolean isSkipped = told.responseMethod() == ResponseMethod.SKIP;
    if (ours == null || !ours.isWaiting() || (told.personText() == null) != isSkipped) {
      return false;
    }
    ResponseMethod method =
        told.responseMethod() == null ? ResponseMethod.TEXT : told.responseMethod();
    Answer answer = new Answer(told.personText(), method, null, told.durationSeconds());
    InteractionTable.tell(tx, ours.id(), told);
    answerIn(tx, session, ours.interactionSequence(), answer);
    return true;
  }

  /// Whether one of the session's own asks something that nobody has answered or passed over, within a transaction.
  public boolean waitsIn(Tx tx, UUID session, long sequence) throws SQLException {
    return own(tx, session, sequence).isWaiting();
  }

  /// One of the session's own, within a transaction.
  public Interaction ownIn(Tx tx, UUID session, long sequence) throws SQLException {
    return own(tx, session, sequence);
  }

  private static Interaction own(Tx tx, UUID session, long sequence) throws SQLException {
    return InteractionTable.find(tx, session, sequence)
        .orElseThrow(() ->
            new NotFound("session " + session + " has no interaction " + sequence + " of its own"));
  }

  /// The interaction with this number, of the session or of what it was forked from.
  public Interaction get(String ref, long sequence) {
    return scope
        .store()
        .read(tx -> {
          UUID session = sessions.resolve(tx, ref);
          List<Interaction> found = between(tx, session, sequence, sequence, 1);
          if (found.isEmpty()) {
            throw new NotFound("session " + session + " has no interaction " + sequence);
          }
          return found.getFirst();
        });
  }

  /// A page of interactions, oldest first.
  ///
  /// @param cursor the last number of the page before; null for the first page
  /// @param limit 1 to 1,000
  public Page<Interaction> page(String ref, @Nullable String cursor, int limit) {
    if (limit < 1 || limit > 1_000) {
      throw new Invalid("limit", "must be 1 to 1000");
    }
    long after = cursor == null ? 0 : number(cursor);
    List<Interaction> found =
        scope
            .store()
            .read(
                tx -> between(tx, sessions.resolve(tx, ref), after + 1, Long.MAX_VALUE, limit + 1));
    return Page.cut(found, limit, i -> Long.toString(i.interactionSequence()));
  }

  private static long number(String cursor) {
    try {
      long number = Long.parseLong(cursor);
      if (number >= 0 && number < Long.MAX_VALUE) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new Invalid("cursor", "is none that a page before this one gave");
  }

  /// The newest `count` interactions (1 to 1,000), oldest first.
  public List<Interaction> last(String ref, int count) {
    if (count < 1 || count > 1_000) {
      throw new Invalid("last", "must be 1 to 1000");
    }
    return scope.store().read(tx -> lastIn(tx, sessions.resolve(tx, ref), count));
  }

  static List<Interaction> lastIn(Tx tx, UUID session, int count) throws SQLException {
    List<Forks.Span> spans = Forks.spans(tx, session);
    if (spans.isEmpty()) {
      return List.of();
    }
    long end = spans.getLast().to();
    return read(tx, spans, Math.max(1, end - count + 1), end, count);
  }

  /// The interactions about a number: at most `before` earlier ones, itself, at most `after` later ones.
  public List<Interaction> around(String ref, long sequence, int before, int after) {
    if (sequence < 1 || before < 0 || after < 0 || before + after > 1_000) {
      throw new Invalid("at", "must be a number of an interaction, with at most 1000 around it");
    }
    long from = Math.max(1, sequence - before);
    long to = sequence > Long.MAX_VALUE - after ? Long.MAX_VALUE : sequence + after;
    return scope
        .store()
        .read(tx -> between(tx, sessions.resolve(tx, ref), from, to, before + after + 1));
  }

  static List<Interaction> between(Tx tx, UUID session, long from, long to, int limit)
      throws SQLException {
    return read(tx, Forks.spans(tx, session), from, to, limit);
  }

  private static List<Interaction> read(
      Tx tx, List<Forks.Span> spans, long from, long to, int limit) throws SQLException {
    List<Interaction> found = new ArrayList<>();
    for (Forks.Span span : spans) {
      long first = Math.max(from, span.from());
      long last = Math.min(to, span.to());
      if (first <= last && found.size() < limit) {
        found.addAll(
            InteractionTable.range(tx, span.sessionId(), first, last, limit - found.size()));
      }
    }
    return found;
  }

  /// A life event is no more, within a transaction: what was said about it, and what came of it, stay.
  public static void leaveEventIn(Tx tx, UUID event) throws SQLException {
    InteractionTable.forgetEvent(tx, event);
    ArtifactTable.forgetEvent(tx, event);
  }
}
