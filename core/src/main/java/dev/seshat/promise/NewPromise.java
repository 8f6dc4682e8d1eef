package dev.seshat.promise;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import dev.seshat.store.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is promised: work of a kind, in words for people and as a payload for the worker.
///
/// @param kind which workers can do it
/// @param taskDescription what is to be done, in words, at most 10,000 characters
/// @param payload what the worker needs to know, at most 256 KiB as JSON; no secrets, since it is shown
/// @param priority 1 urgent, 2 high, 3 normal, 4 low, 5 some day, as with sessions
/// @param runAt not before; null for at once
/// @param timeoutAt fails when it is not completed by then; null for never
/// @param maxAttempts how often it is tried, 1 to 100
/// @param key the same key stands for the same promise for ever; null for none
/// @param parentId the promise that this is a part of
/// @param dependsOn the promises that have to be completed before, at most 100
/// @param sessionId the session that it belongs to
/// @param chatId where the person is told what became of it; null for their inbox
/// @param messageId the message in that chat which asked for it
/// @param notifyWhen when the person is told; null for always when there is a chat, otherwise when it failed
public record NewPromise(
    String kind,
    String taskDescription,
    Map<String, @Nullable Object> payload,
    int priority,
    @Nullable Instant runAt,
    @Nullable Instant timeoutAt,
    int maxAttempts,
    @Nullable String key,
    @Nullable Long parentId,
    List<Long> dependsOn,
    @Nullable UUID sessionId,
    @Nullable String chatId,
    @Nullable String messageId,
    @Nullable Notify notifyWhen) {
  /// The kind of a promise that somebody keeps by themselves, without a worker.
  public static final String TASK = "task";

  /// How many promises one may wait for.
  public static final int MAX_DEPENDENCIES = 100;

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  public NewPromise {
    kindOf(kind);
    Texts.required("task_description", taskDescription, 10_000);
    payload = Payloads.checked("payload", payload, Payloads.MAX_PAYLOAD);
    if (priority < 1 || priority > 5) {
      throw new Invalid("priority", "must be a whole number from 1 to 5");
    }
    if (maxAttempts < 1 || maxAttempts > 100) {
      throw new Invalid("max_attempts", "must be a whole number from 1 to 100");
    }
    runAt = moment("run_at", runAt);
    timeoutAt = moment("timeout_at", timeoutAt);
    optional("idempotency_key", key);
    optional("chat_id", chatId);
    optional("message_id", messageId);
    dependsOn = List.copyOf(new TreeSet<>(dependsOn));
    if (dependsOn.size() > MAX_DEPENDENCIES) {
      throw new Invalid(
          "depends_on",
          "has " + dependsOn.size() + " items; at most " + MAX_DEPENDENCIES + " are allowed");
    }
    if (messageId != null && chatId == null) {
      throw new Invalid("chat_id", "is missing; a message is known by its chat and its id there");
    }
  }

  /// The kind itself, when it may be one: lower-case words that may be joined by dots, as `link.analyse`.
  static String kindOf(String kind) {
    if (!kind.matches("[a-z][a-z0-9_-]*(\\.[a-z0-9_-]+)*") || kind.length() > 64) {
      throw new Invalid(
          "kind",
          "must be lower-case words joined by dots, such as link.analyse, of at most 64 characters, not '"
              + Texts.shorten(kind, 40)
              + "'");
    }
    return kind;
  }

  /// The time as every database keeps it.
  private static @Nullable Instant moment(String path, @Nullable Instant time) {
    if (time == null) {
      return null;
    }
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
      throw new Invalid(path, "must be a time from 1970 to 9999");
    }
    return Times.millis(time);
  }

  private static void optional(String path, @Nullable String text) {
    if (text != null) {
      Texts.required(path, text, 200);
    }
  }

  /// Work of a kind.
  public static NewPromise of(String kind, String taskDescription) {
    return new NewPromise(
        kind,
        taskDescription,
        Map.of(),
        3,
        null,
        null,
        3,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null);
  }

  /// A promise from the fields of a JSON object; without a kind it is a [#TASK].
  ///
  /// @throws Invalid naming the field that is unknown or breaks its rule
  public static NewPromise fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields fields = new Fields(json);
    String notify = fields.text("notify", 20);
    NewPromise made =
        new NewPromise(
            Objects.requireNonNullElse(fields.text("kind", 64), TASK),
            fields.required("task_description", 10_000),
            Objects.requireNonNullElse(fields.object("payload"), Map.of()),
            (int) orElse(fields.number("priority", 1, 5), 3),
            fields.time("run_at"),
            fields.time("timeout_at"),
            (int) orElse(fields.number("max_attempts", 1, 100), 3),
            fields.text("idempotency_key", 200),
            fields.number("parent_id", 1, Long.MAX_VALUE),
            fields.numbers("depends_on", MAX_DEPENDENCIES, 1, Long.MAX_VALUE),
            id(fields.text("session_id", 36)),
            fields.text("chat_id", 200),
            fields.text("message_id", 200),
            notify == null ? null : Notify.of(notify));
    fields.done();
    return made;
  }

  private static long orElse(@Nullable Long number, long otherwise) {
    return number == null ? otherwise : number;
  }

  private static @Nullable UUID id(@Nullable String text) {
    try {
      return text == null ? null : UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new Invalid("session_id", "must be a UUID");
    }
  }

  /// When the person is told.
  public Notify notifyOrDefault() {
    return notifyWhen != null ? notifyWhen : chatId != null ? Notify.ALWAYS : Notify.FAILED;
  }

  public NewPromise withPayload(Map<String, ? extends @Nullable Object> value) {
    Map<String, @Nullable Object> checked =
        Payloads.checked("payload", value, Payloads.MAX_PAYLOAD);
    return changed(draft -> draft.payload = checked);
  }

  public NewPromise withPriority(int value) {
    return changed(draft -> draft.priority = value);
  }

  public NewPromise withRunAt(@Nullable Instant value) {
    return changed(draft -> draft.runAt = value);
  }

  public NewPromise withTimeoutAt(@Nullable Instant value) {
    return changed(draft -> draft.timeoutAt = value);
  }

  public NewPromise withMaxAttempts(int value) {
    return changed(draft -> draft.maxAttempts = value);
  }

  public NewPromise withKey(@Nullable String value) {
    return changed(draft -> draft.key = value);
  }

  public NewPromise withParent(@Nullable Long value) {
    return changed(draft -> draft.parentId = value);
  }

  /// The same, to be done when these too are completed.
  public NewPromise after(long... ids) {
    List<Long> all = new ArrayList<>(dependsOn);
    Arrays.stream(ids).forEach(all::add);
    return changed(draft -> draft.dependsOn = all);
  }

  public NewPromise withSession(@Nullable UUID value) {
    return changed(draft -> draft.sessionId = value);
  }

  /// The same, asked for in a chat, where the person is told of its end.
  public NewPromise withChat(@Nullable String chat, @Nullable String message) {
    return changed(draft -> {
      draft.chatId = chat;
      draft.messageId = message;
    });
  }

  public NewPromise withNotify(@Nullable Notify value) {
    return changed(draft -> draft.notifyWhen = value);
  }

  private NewPromise changed(java.util.function.Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.made();
  }

  /// The fields while one of them is changed.
  private static final class Draft {
    private final NewPromise from;
    private Map<String, @Nullable Object> payload;
    private int priority;
    private @Nullable Instant runAt;
    private @Nullable Instant timeoutAt;
    private int maxAttempts;
    private @Nullable String key;
    private @Nullable Long parentId;
    private List<Long> dependsOn;
    private @Nullable UUID sessionId;
    private @Nullable String chatId;
    private @Nullable String messageId;
    private @Nullable Notify notifyWhen;

    Draft(NewPromise from) {
      this.from = from;
      this.payload = from.payload;
      this.priority = from.priority;
      this.runAt = from.runAt;
      this.timeoutAt = from.timeoutAt;
      this.maxAttempts = from.maxAttempts;
      this.key = from.key;
      this.parentId = from.parentId;
      this.dependsOn = from.dependsOn;
      this.sessionId = from.sessionId;
      this.chatId = from.chatId;
      this.messageId = from.messageId;
      this.notifyWhen = from.notifyWhen;
    }

    NewPromise made() {
      return new NewPromise(
          from.kind,
          from.taskDescription,
          payload,
          priority,
          runAt,
          timeoutAt,
          maxAttempts,
          key,
          parentId,
          dependsOn,
          sessionId,
          chatId,
          messageId,
          notifyWhen);
    }
  }
}
