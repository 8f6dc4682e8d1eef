package dev.seshat.inbox;

import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.inbox.ChatTable.Held;
import dev.seshat.inbox.Missed.Request;
import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// How agents get through what they have missed: one agent per chat at a time, by a lease of the chat as a whole, so that
/// its messages are handled in order.
final class Handling {
  /// So often handling a message may come to nothing before it has failed.
  static final int MAX_ATTEMPTS = 5;

  private static final int MAX_REASON = 2_000;
  private static final int AT_ONCE = 500;

  private final Scope scope;
  private final Inbox inbox;

  Handling(Scope scope, Inbox inbox) {
    this.scope = scope;
    this.inbox = inbox;
  }

  Missed missed(Request request) {
    if (!scope.store().read(tx -> MessageTable.hasWork(tx, request.chatId()))) {
      return Missed.NOTHING;
    }
    return scope.store().write(tx -> claim(tx, request));
  }

  private Missed claim(Tx tx, Request request) throws SQLException {
    String chat = request.chatId();
    Optional<Held> held = ChatTable.lock(tx, chat);
    if (held.isEmpty()) {
      return Missed.NOTHING;
    }
    inbox.deliverIn(tx, chat);
    Instant now = tx.databaseNow();
    if (held.get().isLeased(now) && !Objects.equals(held.get().leaseOwner(), request.consumer())) {
      return new Missed(List.of(), null, held.get().leaseUntil(), false);
    }
    takeBack(tx, chat, held.get());
    List<Message> found = MessageTable.toHandle(tx, chat, request.limit() + 1);
    if (found.isEmpty()) {
      return Missed.NOTHING;
    }
    boolean more = found.size() > request.limit();
    List<Message> given = more ? found.subList(0, request.limit()) : found;
    for (Message message : given) {
      MessageTable.setStatus(tx, message.id(), MessageStatus.PROCESSING);
    }
    Instant until = now.plus(request.lease());
    String owner =
        request.consumer() == null ? scope.actor() + "/" + tx.newId() : request.consumer();
    ChatTable.lease(tx, chat, Texts.shorten(owner, 240), until, request.lease());
    String detail = Json.write(Map.of("count", given.size(), "first", given.getFirst().id()));
    scope.changed(tx, "chat.claimed", "chat", chat, null, detail);
    return new Missed(MessageTable.toHandle(tx, chat, given.size()), until, null, more);
  }

  /// Takes back what whoever had the chat has not acknowledged. They handled it in order, so it was the first of it that
  /// came to nothing.
  private void takeBack(Tx tx, String chat, Held held) throws SQLException {
    Optional<Message> first = MessageTable.firstGiven(tx, chat);
    if (first.isPresent()) {
      comesToNothing(
          tx,
          first.get(),
          "was given to " + held.leaseOwner() + ", who never acknowledged it",
          false);
      MessageTable.release(tx, chat);
      ChatTable.endLease(tx, chat);
    }
  }

  /// @return whether that was the last try
  private boolean comesToNothing(Tx tx, Message message, String why, boolean forGood)
      throws SQLException {
    boolean last = forGood || message.attempts() + 1 >= MAX_ATTEMPTS;
    MessageTable.failed(tx, message.id(), last, Texts.shorten(why, MAX_REASON));
    inbox.changed(tx, last ? "message.failed" : "message.returned", message);
    if (last) {
      ChatTable.seen(tx, message.chatId());
      String text =
          "A message of "
              + message.sender()
              + " could not be handled: "
              + Texts.shorten(why, MAX_REASON);
      inbox.addIn(
          tx,
          NewMessage.notification(
                  message.chatId(),
                  "message:" + message.id() + ":failed:" + tx.now().toEpochMilli(),
                  text)
              .withSession(message.sessionId())
              .withAbout("message", message.id()));
    }
    return last;
  }

  /// @return whether it had not been acknowledged before
  boolean acknowledgeOne(String chat, String messageId) {
    return scope
        .store()
        .write(tx -> {
          Held held = lock(tx, chat);
          Message message = Inbox.existing(tx, chat, messageId);
          if (!message.isDelivered()) {
            throw new IllegalTransition(
                "message " + message.id(),
                "not delivered",
                "acknowledged",
                "nobody has seen it yet");
          }
          if (message.status() == MessageStatus.COMPLETED) {
            return false;
          }
          MessageTable.complete(tx, message.id(), scope.actor());
          inbox.changed(
              tx,
              message.kind() == MessageKind.NOTIFICATION ? "message.read" : "message.completed",
              message);
          goOn(tx, chat, held);
          return true;
        });
  }

  int acknowledgeUpTo(String chat, String messageId) {
    Message last = inbox.get(chat, messageId);
    Long place = last.seq();
    if (place == null) {
      throw new IllegalTransition(
          "message " + last.id(), "not delivered", "acknowledged", "nobody has seen it yet");
    }
    return inbox.inParts(
        tx -> {
          Held held = lock(tx, chat);
          List<Message> found = MessageTable.toHandleUpTo(tx, chat, place, AT_ONCE);
          for (Message message : found) {
            MessageTable.complete(tx, message.id(), scope.actor());
            inbox.changed(tx, "message.completed", message);
          }
          if (!found.isEmpty()) {
            goOn(tx, chat, held);
          }
          return found.size();
        },
        count -> count == AT_ONCE);
  }

  /// Moves the chat's place on, and puts off the end of the lease of whoever is at work, or ends it when all is done.
  private void goOn(Tx tx, String chat, Held held) throws SQLException {
    ChatTable.seen(tx, chat);
    String owner = held.leaseOwner();
    Long millis = held.leaseMillis();
    if (owner == null || millis == null) {
      return;
    }
    Instant now = tx.databaseNow();
    if (MessageTable.firstGiven(tx, chat).isEmpty()) {
      ChatTable.endLease(tx, chat);
    } else if (held.isLeased(now)) {
      Duration length = Duration.ofMillis(millis);
      ChatTable.lease(tx, chat, owner, now.plus(length), length);
    }
  }

  Message fail(String chat, String messageId, String reason, boolean forGood) {
    Texts.required("reason", reason, MAX_REASON);
    return scope
        .store()
        .write(tx -> {
          Held held = lock(tx, chat);
          Message message = Inbox.existing(tx, chat, messageId);
          if (message.status() != MessageStatus.PROCESSING) {
            throw new IllegalTransition(
                "message " + message.id(),
                message.status().word(),
                "failed",
                "only what was asked for as missed and not acknowledged can fail");
          }
          if (comesToNothing(tx, message, reason, forGood)) {
            goOn(tx, chat, held);
          } else {
            MessageTable.release(tx, chat);
            ChatTable.endLease(tx, chat);
          }
          return Inbox.existing(tx, chat, messageId);
        });
  }

  private static Held lock(Tx tx, String chat) throws SQLException {
    return ChatTable.lock(tx, chat).orElseThrow(() -> NotFound.of("chat", chat));
  }
}
