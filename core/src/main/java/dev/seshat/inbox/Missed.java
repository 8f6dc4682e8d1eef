package dev.seshat.inbox;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.store.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came in a chat and nobody has handled, in order.
///
/// @param messages those to handle now, one after the other
/// @param leaseUntil until when they are nobody else's; each acknowledgement puts it off
/// @param busyUntil until when somebody else has the chat's messages; null if nobody has
/// @param more whether there are more after these
public record Missed(
    List<Message> messages,
    @Nullable Instant leaseUntil,
    @Nullable Instant busyUntil,
    boolean more) {
  static final Missed NOTHING = new Missed(List.of(), null, null, false);

  /// How they are asked for.
  ///
  /// @param consumer the name of who handles them, of which there must be no second at a time: whoever asks again under it
  ///     has crashed meanwhile, and gets them again at once. Null for nobody in particular, who waits for the lease's end
  /// @param limit 1 to 500
  /// @param lease how long they are nobody else's: a second to a day
  public record Request(String chatId, @Nullable String consumer, int limit, Duration lease) {
    public static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    public Request {
      Texts.required("chat_id", chatId, NewMessage.MAX_NAME);
      consumer =
          consumer == null ? null : Texts.required("consumer", consumer, NewMessage.MAX_NAME);
      if (limit < 1 || limit > 500) {
        throw new Invalid("limit", "must be 1 to 500");
      }
      if (lease.compareTo(SHORTEST) < 0 || lease.compareTo(LONGEST) > 0) {
        throw new Invalid("lease", "must be a second to a day");
      }
    }

    /// The next twenty of a chat, for five minutes.
    public static Request of(String chatId) {
      return new Request(chatId, null, 20, LEASE);
    }

    public Request by(@Nullable String name) {
      return new Request(chatId, name, limit, lease);
    }

    public Request withLimit(int count) {
      return new Request(chatId, consumer, count, lease);
    }

    public Request withLease(Duration time) {
      return new Request(chatId, consumer, limit, time);
    }
  }

  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("messages", messages.stream().map(Message::toJson).toList());
    json.put("lease_until", leaseUntil == null ? null : Times.text(leaseUntil));
    json.put("busy_until", busyUntil == null ? null : Times.text(busyUntil));
    json.put("more", more);
    return json;
  }
}
