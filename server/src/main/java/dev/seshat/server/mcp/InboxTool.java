package dev.seshat.server.mcp;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.inbox.Inbox;
import dev.seshat.inbox.Message;
import dev.seshat.inbox.MessageFilter;
import dev.seshat.inbox.MessageKind;
import dev.seshat.inbox.Missed;
import dev.seshat.inbox.NewMessage;
import dev.seshat.server.schema.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `inbox`: what an agent missed in a chat, saying that it is handled, and saying something at a time.
final class InboxTool {
  private static final int MOST = 50;

  /// So much text at most is in one answer.
  private static final int MAX_CHARACTERS = 48_000;

  private InboxTool() {}

  static Tool tool() {
    return Tool.of(
        "inbox",
        "Messages of chats",
        "missed: what came in a chat, in order, yours for 5 minutes and given again unless you ack each. fail: it could not be"
            + " handled. send: a message, at deliver_at if given; kind notification tells a person, followup with session"
            + " goes on with it. list: what there is.",
        true,
        Schema.object(
            field("action!", Schema.word("", "missed", "ack", "fail", "send", "list")),
            field("chat", Schema.text("Default inbox", 200).with("minLength", 1)),
            field(
                "message_id", Schema.text("For ack, fail; with send, a chat takes each once", 200)),
            field("up_to", Schema.flag("ack: all before it too")),
            field(
                "consumer",
                Schema.text("missed: your name; you alone get them again at once", 200)),
            field("text", Schema.text("send: the message; fail: why", NewMessage.MAX_TEXT)),
            field("kind", Schema.word("send, list", MessageKind.class)),
            field("deliver_at", Schema.time("send: when")),
            field("session", Schema.text("send: the session it belongs to", 100)),
            field("limit", Schema.integer("Default 20", 1, MOST)),
            Common.idempotencyKey()),
        Schema.answer(
            field("messages!", Schema.list("", message(), MOST)),
            field("acknowledged", Schema.integer("", 0, Long.MAX_VALUE))),
        InboxTool::handle);
  }

  private static Schema message() {
    return Schema.answer(
        field("chat_id!", Schema.text("", 200)),
        field("message_id!", Schema.text("", 200)),
        field("sender!", Schema.text("", 200)),
        field("text!", Schema.text("", NewMessage.MAX_TEXT)),
        field("kind!", Schema.text("", 20)),
        field("status!", Schema.text("", 20)));
  }

  private static Tool.Answer handle(Call call) {
    Inbox inbox = call.seshat().inbox();
    String chat = Objects.requireNonNullElse(call.text("chat"), NewMessage.INBOX);
    return switch (call.needed("action")) {
      case "missed" -> missed(call, inbox, chat);
      case "ack" -> {
        int count = inbox.acknowledge(chat, call.needed("message_id"), call.flag("up_to"));
        yield new Tool.Answer(
            Map.of("acknowledged", count, "messages", List.of()),
            count == 0 ? "It was handled already." : "Handled.");
      }
      case "fail" ->
          answer(
              List.of(inbox.fail(chat, call.needed("message_id"), call.needed("text"), false)), "");
      case "send" -> answer(List.of(inbox.add(written(call, chat)).message()), "");
      case "list" -> answer(list(call, inbox), "There are no such messages.");
      default -> throw new Invalid("action", "must be missed, ack, fail, send or list");
    };
  }

  private static Tool.Answer missed(Call call, Inbox inbox, String chat) {
    Missed missed =
        inbox.missed(
            Missed.Request.of(chat).by(call.text("consumer")).withLimit(call.integer("limit", 20)));
    Instant busy = missed.busyUntil();
    return answer(
        missed.messages(),
        busy == null ? "Nothing was missed." : "Another agent is handling this chat until " + busy);
  }

  private static NewMessage written(Call call, String chat) {
    String session = call.text("session");
    String kind = call.text("kind");
    return new NewMessage(
        chat,
        call.text("message_id"),
        null,
        call.needed("text"),
        kind == null ? MessageKind.MISSED : MessageKind.of(kind),
        call.time("deliver_at", false),
        session == null ? null : call.seshat().sessions().get(session).id(),
        null);
  }

  private static List<Message> list(Call call, Inbox inbox) {
    String kind = call.text("kind");
    MessageFilter filter =
        MessageFilter.newest(call.integer("limit", 20))
            .inChat(call.text("chat"))
            .ofKind(kind == null ? null : MessageKind.of(kind));
    return inbox.list(filter).items();
  }

  private static Tool.Answer answer(List<Message> messages, String otherwise) {
    Map<String, @Nullable Object> structured = new LinkedHashMap<>();
    int most = Math.max(500, MAX_CHARACTERS / Math.max(1, messages.size()));
    structured.put("messages", messages.stream().map(each -> json(each, most)).toList());
    String text = messages.stream().map(InboxTool::line).collect(Collectors.joining("\n"));
    return new Tool.Answer(structured, text.isEmpty() ? otherwise : text);
  }

  /// A message with at most so much of its text; all of it is in `v_messages`.
  private static Map<String, @Nullable Object> json(Message message, int most) {
    Map<String, @Nullable Object> json = message.toJson();
    if (message.text().length() > most) {
      int end = Character.isHighSurrogate(message.text().charAt(most - 1)) ? most - 1 : most;
      json.put("text", message.text().substring(0, end));
      json.put("text_length", message.text().length());
    }
    return json;
  }

  private static String line(Message message) {
    return "%s [%s] %s (%s, %s): %s"
        .formatted(
            message.chatId(),
            message.messageId(),
            message.sender(),
            message.kind().word(),
            message.status().word(),
            Texts.shorten(message.text(), 300));
  }
}
