package dev.seshat.analysis;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.analysis.ModelConnection.Prompt;
import dev.seshat.analysis.ModelConnection.Reply;
import dev.seshat.analysis.ModelConnection.Stop;
import dev.seshat.analysis.ModelConnection.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One call with all its tries: again after what passes, and once more when the model is told what was wrong.
final class Conversation {
  /// So often one question is put before its failure counts.
  private static final int TRIES = 4;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int SHOWN_AGAIN = 20_000;

  private final ModelAccess access;
  private final ModelRequest request;
  private final Duration patience;
  private final long seed;
  private final long deadline;
  private final Consumer<Reply> listener;
  private int attempts;

  /// @param seed what tells the pauses of this call from those of others
  /// @param listener is told of each reply as it comes, since each costs
  Conversation(
      ModelAccess access,
      ModelSettings settings,
      ModelRequest request,
      long seed,
      Consumer<Reply> listener) {
    this.access = access;
    this.request = request;
    this.patience = settings.patience();
    this.seed = seed;
    this.deadline = System.nanoTime() + request.limit().toNanos();
    this.listener = listener;
  }

  /// What came of it.
  record Outcome(
      CallStatus status,
      String text,
      @Nullable Map<String, @Nullable Object> json,
      @Nullable String error) {
    static Outcome failed(String error) {
      return new Outcome(CallStatus.FAILED, "", null, error);
    }
  }

  int attempts() {
    return attempts;
  }

  Outcome run() {
    Map<String, Object> schema = request.schema();
    Turn question = new Turn(false, request.text());
    try {
      if (schema == null) {
        return plain(ask(prompt(request.system(), List.of(question))));
      }
      String system = StructuredAnswer.system(request.system(), schema);
      Outcome first = structured(ask(prompt(system, List.of(question))), schema);
      String problem = first.error();
      if (first.status() != CallStatus.INVALID || problem == null || first.text().isEmpty()) {
        return first;
      }
      Turn answer =
          new Turn(true, first.text().substring(0, Math.min(first.text().length(), SHOWN_AGAIN)));
      Turn correction = new Turn(false, StructuredAnswer.correction(problem));
      return structured(ask(prompt(system, List.of(question, answer, correction))), schema);
    } catch (ModelFailure e) {
      return Outcome.failed(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.failed("was interrupted");
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      // the boundary: the client is another library's, loaded when it is configured
      return Outcome.failed("the client of the model broke: " + e);
    }
  }

  private Prompt prompt(@Nullable String system, List<Turn> turns) {
    return new Prompt(system, turns, request.maxTokens(), request.schema(), request.temperature());
  }

  private static Outcome plain(Reply reply) {
    String text = Texts.storable(reply.text());
    return switch (reply.stop()) {
      case REFUSAL -> refused(text);
      case LENGTH -> new Outcome(CallStatus.INVALID, text, null, cutOff());
      case DONE ->
          text.isBlank()
              ? new Outcome(CallStatus.INVALID, "", null, "the model answered nothing")
              : new Outcome(CallStatus.OK, text, null, null);
    };
  }

  private static Outcome structured(Reply reply, Map<String, Object> schema) {
    Outcome plain = plain(reply);
    if (plain.status() != CallStatus.OK) {
      // more of the same tokens would be cut off again: that is not asked for twice
      return reply.stop() == Stop.LENGTH
          ? new Outcome(CallStatus.INVALID, "", null, cutOff())
          : plain;
    }
    try {
      return new Outcome(
          CallStatus.OK, plain.text(), StructuredAnswer.parse(plain.text(), schema), null);
    } catch (Invalid e) {
      return new Outcome(CallStatus.INVALID, plain.text(), null, e.getMessage());
    }
  }

  private static Outcome refused(String text) {
    String said = text.isBlank() ? "" : ": " + Texts.shorten(text.strip(), 200);
    return new Outcome(CallStatus.REFUSED, text, null, "the model would not answer" + said);
  }

  private static String cutOff() {
    return "the answer was cut off: the model had no tokens left";
  }

  /// Puts one question until it is answered or its failure counts.
  private Reply ask(Prompt prompt) throws InterruptedException {
    for (int turn = 1; ; turn++) {
      try {
        Duration left = left();
        if (!left.isPositive()) {
          throw ModelFailure.lasting("took longer than " + seconds(request.limit()) + " s in all");
        }
        attempts++;
        Reply reply =
            access.connection().ask(prompt, left.compareTo(patience) < 0 ? left : patience);
        listener.accept(reply);
        return reply;
      } catch (ModelFailure failure) {
        if (!failure.isPassing() || turn == TRIES) {
          throw failure;
        }
        rest(failure, turn);
      }
    }
  }

  private Duration left() {
    return Duration.ofNanos(deadline - System.nanoTime());
  }

  /// Waits as long as the server asks for, or twice as long as before, unless that is longer than is left.
  private void rest(ModelFailure failure, int turn) throws InterruptedException {
    Duration asked = failure.pause();
    Duration wait = asked == null ? backoff(turn) : asked;
    if (wait.compareTo(left()) >= 0) {
      throw ModelFailure.lasting(
          failure.getMessage()
              + "; the next try would be in "
              + seconds(wait)
              + " s, later than there is time for");
    }
    access.rest(wait);
  }

  private Duration backoff(int turn) {
    long millis = FIRST_PAUSE.toMillis() << (turn - 1);
    // calls that failed together are not made again together
    return Duration.ofMillis(
        millis + Math.floorMod((seed * 31 + turn) * 2_654_435_761L, millis / 2));
  }

  private static long seconds(Duration time) {
    return Math.max(1, time.toSeconds());
  }
}
