package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.inbox.Inbox;
import dev.seshat.inbox.Message;
import dev.seshat.inbox.MessageFilter;
import dev.seshat.inbox.MessageKind;
import dev.seshat.inbox.MessageStatus;
import dev.seshat.inbox.NewMessage;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The messages of all chats: list, send, read, take back, try again.
public final class MessageRoutes implements Operations {
  static final Schema CHAT = Schema.text("The chat's id", 200);
  static final Schema MESSAGE_ID =
      Schema.text("The message's id within its chat, where it comes from", 200);
  private static final Schema NUMBER = Schema.integer("The message's number", 1, Long.MAX_VALUE);

  static Schema message() {
    return Schema.object(
            field("id!", NUMBER),
            field("chat_id!", CHAT),
            field("message_id!", MESSAGE_ID),
            field(
                "seq!",
                Schema.integer("Its place in the chat; null until delivered", 1, Long.MAX_VALUE)
                    .orNull()),
            field("sender!", Schema.text("", 200)),
            field("text!", Schema.text("", NewMessage.MAX_TEXT)),
            field("kind!", kind()),
            field("status!", Schema.word("", MessageStatus.class)),
            field("deliver_at!", Schema.time("From when on it is seen")),
            field("is_delivered!", Schema.flag("")),
            field("session_id!", Schema.id("").orNull()),
            field("about!", Schema.text("What it tells of, as `entity:id`", 200).orNull()),
            field(
                "attempts!",
                Schema.integer("How often handling it came to nothing", 0, Long.MAX_VALUE)),
            field("error_message!", Schema.text("Why, the last time", 3_000).orNull()),
            field("completed_at!", Schema.time("When it was handled or read").orNull()),
            field("completed_by!", Schema.text("", 200).orNull()),
            field("created_by!", Schema.text("", 200)),
            field("created_at!", Schema.time("")))
        .named("Message");
  }

  private static Schema kind() {
    return Schema.word(
        "`missed` for an ordinary message to an agent, `scheduled` for one with a time, `followup` for what is to be"
            + " gone on with in a session, `notification` for news to a person",
        MessageKind.class);
  }

  static List<Map.Entry<String, Schema>> fields() {
    return List.of(
        field("message_id", MESSAGE_ID.saying("A chat takes each only once; default a new one")),
        field("sender", Schema.text("Default whoever asks", 200)),
        field("text!", Schema.text("", NewMessage.MAX_TEXT).with("minLength", 1)),
        field("kind", kind().otherwise("missed")),
        field("deliver_at", Schema.time("When it is to be seen; default at once")),
        field("session_id", Schema.text("Id, short id, prefix or `current`", 64)),
        field("about", Schema.text("What it tells of, as `entity:id`", 200)));
  }

  private static Schema newMessage() {
    List<Map.Entry<String, Schema>> all = new java.util.ArrayList<>();
    all.add(field("chat_id", CHAT.otherwise(NewMessage.INBOX)));
    all.addAll(fields());
    return Schema.object(all).named("NewMessage");
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/api/v1/messages", "listMessages", "Messages, those seen last first")
            .query("chat", CHAT)
            .query("kind", kind())
            .query("status", Schema.word("", MessageStatus.class))
            .query("session", Schema.text("Id, short id, prefix or `current`", 100))
            .query(
                "delivered",
                Schema.word("Whether their time has come", "true", "false", "any")
                    .otherwise("true"))
            .query("unread", Schema.flag("Only notifications that nobody has read"))
            .query("limit", Shapes.limit(50, 500))
            .query("cursor", Shapes.cursor())
            .answers("A page of messages", Shapes.page("messages", message()))
            .by(MessageRoutes::list),
        Operation.post("/api/v1/messages", "sendMessage", "Put a message into a chat")
            .about(
                "A chat takes each `message_id` once: the same message again is answered with 200 and what is there; another"
                    + " text, sender or kind under it is a conflict.")
            .takes(newMessage())
            .answers(201, "The message", message())
            .answers(200, "The message that was there already", message())
            .by(request -> added(request, null)),
        Operation.post("/api/v1/messages/read", "readMessages", "Mark notifications as read")
            .takes(
                Schema.object(
                    field("ids", Schema.list("Their numbers", NUMBER, 500)),
                    field("all", Schema.flag("In place of `ids`: all that there are now")),
                    field("chat_id", CHAT.saying("With `all`: only those of this chat"))))
            .answers(
                "How many of them were unread",
                Schema.object(field("read!", Schema.integer("", 0, Long.MAX_VALUE))))
            .by(MessageRoutes::read),
        Operation.get("/api/v1/messages/{number}", "getMessage", "One message")
            .path("number", NUMBER)
            .answers("The message", message())
            .by(request -> Reply.json(inbox(request).get(number(request)).toJson())),
        Operation.delete(
                "/api/v1/messages/{number}",
                "withdrawMessage",
                "Take back a message whose time has not come")
            .path("number", NUMBER)
            .answersNothing("It is gone")
            .by(request -> {
              inbox(request).withdraw(number(request));
              return Reply.nothing();
            }),
        Operation.post(
                "/api/v1/messages/{number}/retry",
                "retryMessage",
                "Put a message that failed back into its place")
            .path("number", NUMBER)
            .answers("The message", message())
            .by(request -> Reply.json(inbox(request).retry(number(request)).toJson())));
  }

  static Inbox inbox(Request request) {
    return request.seshat().inbox();
  }

  private static long number(Request request) {
    return Long.parseLong(request.place("number"));
  }

  static Reply added(Request request, @Nullable String chat) {
    Inbox.Added added =
        inbox(request).add(NewMessage.fromJson(request.body(), chat, ref -> session(request, ref)));
    Message message = added.message();
    Reply reply = Reply.json(message.toJson());
    return added.isNew() ? reply.created("/api/v1/messages/" + message.id()) : reply;
  }

  static UUID session(Request request, String ref) {
    return request.seshat().sessions().get(ref).id();
  }

  private static Reply list(Request request) {
    return Reply.page(
        "messages", inbox(request).list(filter(request, request.text("chat"))), Message::toJson);
  }

  static MessageFilter filter(Request request, @Nullable String chat) {
    String session = request.text("session");
    String delivered = request.needed("delivered");
    int limit = request.integer("limit");
    String cursor = request.text("cursor");
    if (request.flag("unread")) {
      return MessageFilter.unread(limit).inChat(chat).after(cursor);
    }
    return new MessageFilter(
        chat,
        request.as("kind", MessageKind::of),
        request.as("status", MessageStatus::of),
        session == null ? null : session(request, session),
        delivered.equals("any") ? null : (Boolean) delivered.equals("true"),
        cursor,
        limit);
  }

  private static Reply read(Request request) {
    var fields = request.fields();
    boolean all = fields.isSet("all");
    String chat = fields.text("chat_id", 200);
    List<Long> ids =
        request.body().get("ids") instanceof List<?> given
            ? given.stream().map(id -> ((Number) Objects.requireNonNull(id)).longValue()).toList()
            : List.of();
    if (all != ids.isEmpty()) {
      throw new Invalid(
          "ids", "must name messages, unless all of them are meant: give one of both");
    }
    int read = all ? inbox(request).readAll(chat) : inbox(request).read(ids);
    return Reply.json(Map.of("read", read));
  }
}
