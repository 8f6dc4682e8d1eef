package dev.seshat.inbox;

import dev.seshat.json.Json;
import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A chat: a line of messages, of which one agent at a time handles those that are for it.
///
/// @param lastSeq the number of the newest message that was delivered
/// @param lastSeen up to this number nothing is left to handle; it only grows
/// @param state what an agent keeps about the chat, as a JSON object
/// @param leaseOwner who is handling its messages
/// @param leaseUntil until when nobody else gets them
/// @param unread how many notifications nobody has read; no more than [#MOST] are counted
/// @param toHandle how many messages wait for an agent or are with one; no more than [#MOST] are counted
public record Chat(
    String chatId,
    @Nullable String title,
    long lastSeq,
    long lastSeen,
    @Nullable Instant lastSeenAt,
    String state,
    @Nullable String leaseOwner,
    @Nullable Instant leaseUntil,
    Instant createdAt,
    Instant lastMessageAt,
    int unread,
    int toHandle) {
  /// So many are counted at most; there may be more.
  public static final int MOST = 1_000;

  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("chat_id", chatId);
    json.put("title", title);
    json.put("last_seq", lastSeq);
    json.put("last_seen", lastSeen);
    json.put("last_seen_at", lastSeenAt == null ? null : Times.text(lastSeenAt));
    json.put("state", Json.parse("state", state));
    json.put("lease_owner", leaseOwner);
    json.put("lease_until", leaseUntil == null ? null : Times.text(leaseUntil));
    json.put("created_at", Times.text(createdAt));
    json.put("last_message_at", Times.text(lastMessageAt));
    json.put("unread", unread);
    json.put("to_handle", toHandle);
    return json;
  }
}
