package dev.seshat.inbox;

import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message of a chat.
///
/// @param messageId its id within the chat, where it comes from
/// @param seq its place in the chat, in the order of delivery; null until it is delivered
/// @param deliverAt from when on it is seen
/// @param about what it tells of, as `entity:id`
/// @param attempts how often handling it came to nothing
/// @param errorMessage why it did the last time
/// @param completedAt when it was handled or read
public record Message(
    long id,
    String chatId,
    String messageId,
    @Nullable Long seq,
    String sender,
    String text,
    MessageKind kind,
    MessageStatus status,
    Instant deliverAt,
    @Nullable UUID sessionId,
    @Nullable String about,
    int attempts,
    @Nullable String errorMessage,
    @Nullable Instant completedAt,
    @Nullable String completedBy,
    String createdBy,
    Instant createdAt) {
  /// Whether it is seen already.
  public boolean isDelivered() {
    return seq != null;
  }

  /// Whether it is news that nobody has read.
  public boolean isUnread() {
    return kind == MessageKind.NOTIFICATION && status == MessageStatus.PENDING && isDelivered();
  }

  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("chat_id", chatId);
    json.put("message_id", messageId);
    json.put("seq", seq);
    json.put("sender", sender);
    json.put("text", text);
    json.put("kind", kind.word());
    json.put("status", status.word());
    json.put("deliver_at", Times.text(deliverAt));
    json.put("is_delivered", isDelivered());
    json.put("session_id", sessionId == null ? null : sessionId.toString());
    json.put("about", about);
    json.put("attempts", attempts);
    json.put("error_message", errorMessage);
    json.put("completed_at", completedAt == null ? null : Times.text(completedAt));
    json.put("completed_by", completedBy);
    json.put("created_by", createdBy);
    json.put("created_at", Times.text(createdAt));
    return json;
  }
}
