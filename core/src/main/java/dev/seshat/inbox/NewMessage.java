package dev.seshat.inbox;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A message that is to be put into a chat.
///
/// @param chatId the chat; [#INBOX] for what belongs to none
/// @param messageId its id where it comes from, at most 200 characters; a chat takes each only once. Null for a new one
/// @param sender who says it; null for the actor
/// @param text 1 to 100,000 characters
/// @param deliverAt when it is to be seen; null for at once
/// @param sessionId the session that it belongs to and goes with
/// @param about what it tells of, as `entity:id`
public record NewMessage(
    String chatId,
    @Nullable String messageId,
    @Nullable String sender,
    String text,
    MessageKind kind,
    @Nullable Instant deliverAt,
    @Nullable UUID sessionId,
    @Nullable String about) {
  /// The chat of what belongs to no other: a person's own inbox.
  public static final String INBOX = "inbox";

  public static final int MAX_TEXT = 100_000;
  static final int MAX_NAME = 200;

  public NewMessage {
    Texts.required("chat_id", chatId, MAX_NAME);
    messageId = messageId == null ? null : Texts.required("message_id", messageId, MAX_NAME);
    sender = sender == null ? null : Texts.required("sender", sender, MAX_NAME);
    Texts.required("text", text, MAX_TEXT);
    about = about == null ? null : Texts.required("about", about, MAX_NAME);
    if (kind == MessageKind.MISSED && deliverAt != null) {
      kind = MessageKind.SCHEDULED;
    }
  }

  /// An ordinary message for the agent of a chat.
  public static NewMessage of(String chatId, String text) {
    return new NewMessage(chatId, null, null, text, MessageKind.MISSED, null, null, null);
  }

  /// News for a person.
  ///
  /// @param messageId what makes it be told once, such as `promise:12:completed`
  public static NewMessage notification(String chatId, String messageId, String text) {
    return new NewMessage(
        chatId, messageId, null, text, MessageKind.NOTIFICATION, null, null, null);
  }

  /// What is to be gone on with in a session, at a time, in the session's own chat if it has one.
  public static NewMessage followUp(Session session, String text, @Nullable Instant at) {
    String chat = session.get(SessionField.CHAT_ID);
    return new NewMessage(
        chat == null || chat.isBlank() || chat.length() > MAX_NAME ? INBOX : chat,
        null,
        null,
        text,
        MessageKind.FOLLOWUP,
        at,
        session.id(),
        null);
  }

  public NewMessage withChat(String chat) {
    return new NewMessage(chat, messageId, sender, text, kind, deliverAt, sessionId, about);
  }

  public NewMessage withMessageId(String id) {
    return new NewMessage(chatId, id, sender, text, kind, deliverAt, sessionId, about);
  }

  public NewMessage withSender(String name) {
    return new NewMessage(chatId, messageId, name, text, kind, deliverAt, sessionId, about);
  }

  public NewMessage withSession(@Nullable UUID session) {
    return new NewMessage(chatId, messageId, sender, text, kind, deliverAt, session, about);
  }

  /// The same message, to be seen from `time` on.
  public NewMessage withDeliverAt(@Nullable Instant time) {
    return new NewMessage(chatId, messageId, sender, text, kind, time, sessionId, about);
  }

  /// The same message, which tells of a thing.
  public NewMessage withAbout(String entity, Object id) {
    return new NewMessage(
        chatId, messageId, sender, text, kind, deliverAt, sessionId, entity + ":" + id);
  }

  /// A message from the fields of a JSON object, of kind `missed` unless it says otherwise.
  ///
  /// @param chat the chat when the object need not name one
  /// @param session finds the session that the object names
  /// @throws Invalid naming the field that is unknown or breaks its rule
  public static NewMessage fromJson(
      Map<String, ? extends @Nullable Object> json,
      @Nullable String chat,
      Function<String, UUID> session) {
    Fields fields = new Fields(json);
    String named = fields.text("chat_id", MAX_NAME);
    String kind = fields.text("kind", 20);
    String ref = fields.text("session_id", 64);
    NewMessage message =
        new NewMessage(
            Objects.requireNonNullElseGet(chat, () -> named == null ? INBOX : named),
            fields.text("message_id", MAX_NAME),
            fields.text("sender", MAX_NAME),
            fields.required("text", MAX_TEXT),
            kind == null ? MessageKind.MISSED : MessageKind.of(kind),
            fields.time("deliver_at"),
            ref == null ? null : session.apply(ref),
            fields.text("about", MAX_NAME));
    fields.done();
    if (message.kind() == MessageKind.SCHEDULED && message.deliverAt() == null) {
      throw new Invalid("deliver_at", "must say when, for a scheduled message");
    }
    return message;
  }
}
