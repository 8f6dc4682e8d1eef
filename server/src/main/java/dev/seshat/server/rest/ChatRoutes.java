package dev.seshat.server.rest;

import static dev.seshat.server.rest.MessageRoutes.inbox;
import static dev.seshat.server.schema.Schema.field;

import dev.seshat.access.Role;
import dev.seshat.inbox.Chat;
import dev.seshat.inbox.Message;
import dev.seshat.inbox.MessageKind;
import dev.seshat.inbox.MessageStatus;
import dev.seshat.inbox.Missed;
import dev.seshat.json.Fields;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Chats, and how an agent gets through what it missed in one.
public final class ChatRoutes implements Operations {
  private static final String ALL = "/api/v1/chats";
  private static final String ONE = ALL + "/{chat}";
  private static final int MAX_LEASE = 86_400;

  private static Schema chat() {
    Schema count = Schema.integer("", 0, Long.MAX_VALUE);
    return Schema.object(
            field("chat_id!", MessageRoutes.CHAT),
            field("title!", Schema.text("", 200).orNull()),
            field("last_seq!", count.saying("The place of the newest message")),
            field("last_seen!", count.saying("Up to this place nothing is left to handle")),
            field("last_seen_at!", Schema.time("").orNull()),
            field("state!", Schema.open("What an agent keeps about the chat")),
            field("lease_owner!", Schema.text("Who is handling its messages", 300).orNull()),
            field("lease_until!", Schema.time("Until when nobody else gets them").orNull()),
            field("created_at!", Schema.time("")),
            field("last_message_at!", Schema.time("")),
            field("unread!", count.saying("Unread notifications, counted up to 1000")),
            field("to_handle!", count.saying("Messages left to handle, counted up to 1000")))
        .named("Chat");
  }

  private static Schema missed() {
    return Schema.object(
            field("messages!", Schema.list("", MessageRoutes.message(), 500)),
            field("lease_until!", Schema.time("Until when they are nobody else's").orNull()),
            field("busy_until!", Schema.time("Until when somebody else has the chat").orNull()),
            field("more!", Schema.flag("Whether there are more after these")))
        .named("Missed");
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get(ALL, "listChats", "Chats, those with the newest messages first")
            .query("limit", Shapes.limit(50, 500))
            .query("cursor", Shapes.cursor())
            .answers("A page of chats", Shapes.page("chats", chat()))
            .by(request ->
                Reply.page(
                    "chats",
                    inbox(request).chats(request.text("cursor"), request.integer("limit")),
                    Chat::toJson)),
        Operation.get(ONE, "getChat", "One chat")
            .path("chat", MessageRoutes.CHAT)
            .answers("The chat", chat())
            .by(request -> Reply.json(inbox(request).chat(request.place("chat")).toJson())),
        Operation.patch(ONE, "updateChat", "Keep a title and what an agent wants to know of a chat")
            .path("chat", MessageRoutes.CHAT)
            .takes(
                Schema.object(
                    field("title", Schema.text("", 200)),
                    field("state", Schema.open("Takes the place of the one before"))))
            .answers("The chat, which is made if it is not there", chat())
            .by(ChatRoutes::update),
        Operation.delete(ONE, "eraseChat", "Erase a chat with all its messages")
            .role(Role.OWNER)
            .path("chat", MessageRoutes.CHAT)
            .answersNothing("It is gone")
            .by(request -> {
              inbox(request).eraseChat(request.place("chat"));
              return Reply.nothing();
            }),
        Operation.get(
                ONE + "/messages", "listChatMessages", "A chat's messages, those seen last first")
            .path("chat", MessageRoutes.CHAT)
            .query("kind", Schema.word("", MessageKind.class))
            .query("status", Schema.word("", MessageStatus.class))
            .query(
                "delivered",
                Schema.word("Whether their time has come", "true", "false", "any")
                    .otherwise("true"))
            .query("unread", Schema.flag("Only notifications that nobody has read"))
            .query("limit", Shapes.limit(50, 500))
            .query("cursor", Shapes.cursor())
            .answers("A page of messages", Shapes.page("messages", MessageRoutes.message()))
            .by(request ->
                Reply.page(
                    "messages",
                    inbox(request).list(MessageRoutes.filter(request, request.place("chat"))),
                    Message::toJson)),
        Operation.post(ONE + "/messages", "sendChatMessage", "Put a message into a chat")
            .path("chat", MessageRoutes.CHAT)
            .takes(Schema.object(MessageRoutes.fields()).named("NewChatMessage"))
            .answers(201, "The message", MessageRoutes.message())
            .answers(200, "The message that was there already", MessageRoutes.message())
            .by(request -> MessageRoutes.added(request, request.place("chat"))),
        Operation.post(
                ONE + "/missed", "missedMessages", "What came that nobody has handled, in order")
            .about(
                "One agent at a time gets a chat's messages. They are its own until it acknowledges them or its lease"
                    + " ends, and then they are given again; each acknowledgement puts the lease's end off.")
            .path("chat", MessageRoutes.CHAT)
            .mayTake(
                Schema.object(
                    field(
                        "consumer",
                        Schema.text(
                            "The name of who handles them: asking again under it gives them again at once",
                            200)),
                    field("limit", Schema.integer("How many at most", 1, 500).otherwise(20)),
                    field(
                        "lease_seconds",
                        Schema.integer("How long they are nobody else's", 1, MAX_LEASE)
                            .otherwise(300))))
            .answers("The messages", missed())
            .by(ChatRoutes::missed),
        Operation.post(ONE + "/ack", "acknowledgeMessage", "Say that a message has been handled")
            .path("chat", MessageRoutes.CHAT)
            .takes(
                Schema.object(
                    field("message_id!", MessageRoutes.MESSAGE_ID.with("minLength", 1)),
                    field("up_to", Schema.flag("It and all before it that are for an agent"))))
            .answers(
                "How many had not been, and the chat as it is then",
                Schema.object(
                    field("acknowledged!", Schema.integer("", 0, Long.MAX_VALUE)),
                    field("chat!", chat())))
            .by(ChatRoutes::acknowledge),
        Operation.post(ONE + "/fail", "failMessage", "Say that handling a message came to nothing")
            .about(
                "It and those after it wait again, until it has failed five times, or `for_good`: then a person is told, and"
                    + " the next ones have their turn.")
            .path("chat", MessageRoutes.CHAT)
            .takes(
                Schema.object(
                    field("message_id!", MessageRoutes.MESSAGE_ID.with("minLength", 1)),
                    field("reason!", Schema.text("", 2_000).with("minLength", 1)),
                    field("for_good", Schema.flag("Another try is of no use"))))
            .answers("The message", MessageRoutes.message())
            .by(ChatRoutes::fail));
  }

  private static Reply update(Request request) {
    Fields fields = request.fields();
    return Reply.json(
        inbox(request)
            .setChat(request.place("chat"), fields.text("title", 200), fields.object("state"))
            .toJson());
  }

  private static Reply missed(Request request) {
    Fields fields = request.fields();
    Missed.Request wanted =
        new Missed.Request(
            request.place("chat"),
            fields.text("consumer", 200),
            Objects.requireNonNullElse(fields.number("limit", 1, 500), 20L).intValue(),
            Duration.ofSeconds(
                Objects.requireNonNullElse(fields.number("lease_seconds", 1, MAX_LEASE), 300L)));
    return Reply.json(inbox(request).missed(wanted).toJson());
  }

  private static Reply acknowledge(Request request) {
    Fields fields = request.fields();
    String chat = request.place("chat");
    int count =
        inbox(request).acknowledge(chat, fields.required("message_id", 200), fields.isSet("up_to"));
    return Reply.json(Map.of("acknowledged", count, "chat", inbox(request).chat(chat).toJson()));
  }

  private static Reply fail(Request request) {
    Fields fields = request.fields();
    Message message =
        inbox(request)
            .fail(
                request.place("chat"),
                fields.required("message_id", 200),
                fields.required("reason", 2_000),
                fields.isSet("for_good"));
    return Reply.json(message.toJson());
  }
}
