package dev.seshat.inbox;

import dev.seshat.Page;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.inbox.MessageFilter.Position;
import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The messages of a workspace, by chat: what agents have missed, what is to be said at a time, what people are to know.
///
/// A chat takes each message once, by its id, however often it is sent. An agent is given what it [#missed] in order, and
/// given it again until it acknowledges it: each message is handled at least once. A person reads notifications.
public final class Inbox {
  private static final int MAX_STATE = 64 << 10;
  private static final int AT_ONCE = 500;

  private final Scope scope;
  private final Handling handling;

  public Inbox(Scope scope) {
    this.scope = scope;
    this.handling = new Handling(scope, this);
  }

  /// A message, and whether it is new.
  public record Added(Message message, boolean isNew) {}

  /// Puts a message into its chat, which is made if it is not there. One that the chat has already is that one.
  ///
  /// @throws Conflict if the chat has another message by this id
  public Added add(NewMessage message) {
    return scope
        .store()
        .write(tx -> {
          Added added = put(tx, message);
          Message kept = added.message();
          if (!added.isNew() && !isSame(kept, message)) {
            throw new Conflict(
                "chat '"
                    + Texts.shorten(kept.chatId(), 80)
                    + "' has another message '"
                    + Texts.shorten(kept.messageId(), 80)
                    + "' already; give this one an id of its own");
          }
          return added;
        });
  }

  private boolean isSame(Message kept, NewMessage given) {
    String sender = Objects.requireNonNullElse(given.sender(), scope.actor());
    return kept.text().equals(given.text())
        && kept.kind() == given.kind()
        && kept.sender().equals(sender);
  }

  /// Puts a message into its chat within another feature's transaction, unless the chat has one by its id: then that is
  /// kept as it is, whatever this one says.
  ///
  /// @return whether it is new
  public boolean addIn(Tx tx, NewMessage message) throws SQLException {
    return put(tx, message).isNew();
  }

  private Added put(Tx tx, NewMessage given) throws SQLException {
    String id = Objects.requireNonNullElseGet(given.messageId(), () -> tx.newId().toString());
    ChatTable.lockOrMake(tx, given.chatId());
    Optional<Message> known = MessageTable.find(tx, given.chatId(), id);
    if (known.isPresent()) {
      return new Added(known.get(), false);
    }
    Instant now = tx.databaseNow();
    Instant at = given.deliverAt();
    boolean waits = at != null && at.isAfter(now);
    Long seq = waits ? null : (Long) ChatTable.next(tx, given.chatId());
    MessageTable.insert(
        tx,
        new Message(
            0,
            given.chatId(),
            id,
            seq,
            Objects.requireNonNullElse(given.sender(), scope.actor()),
            given.text(),
            given.kind(),
            MessageStatus.PENDING,
            at != null && waits ? at : now,
            given.sessionId(),
            given.about(),
            0,
            null,
            null,
            null,
            scope.actor(),
            tx.now()));
    Message made = MessageTable.find(tx, given.chatId(), id).orElseThrow();
    changed(tx, "message.created", made);
    return new Added(made, true);
  }

  /// Notes a change of a message in the journal.
  void changed(Tx tx, String action, Message message) throws SQLException {
    Message now = MessageTable.find(tx, message.id()).orElse(message);
    Map<String, @Nullable Object> detail = new LinkedHashMap<>();
    detail.put("chat_id", now.chatId());
    detail.put("message_id", now.messageId());
    detail.put("kind", now.kind().word());
    detail.put("status", now.status().word());
    detail.put("is_delivered", now.isDelivered());
    if (now.about() != null) {
      detail.put("about", now.about());
    }
    scope.changed(tx, action, "message", now.id(), now.sessionId(), Json.write(detail));
  }

  /// A message by its number.
  public Message get(long id) {
    return scope.store().read(tx -> existing(tx, id));
  }

  /// A message by its chat and its id there.
  public Message get(String chat, String messageId) {
    return scope.store().read(tx -> existing(tx, chat, messageId));
  }

  private static Message existing(Tx tx, long id) throws SQLException {
    return MessageTable.find(tx, id).orElseThrow(() -> NotFound.of("message", String.valueOf(id)));
  }

  static Message existing(Tx tx, String chat, String messageId) throws SQLException {
    return MessageTable.find(tx, chat, messageId)
        .orElseThrow(() ->
            new NotFound(
                "chat '"
                    + Texts.shorten(chat, 80)
                    + "' has no message '"
                    + Texts.shorten(messageId, 80)
                    + "'"));
  }

  /// A page of messages, those seen last first.
  public Page<Message> list(MessageFilter filter) {
    List<Message> found = scope.store().read(tx -> MessageTable.list(tx, filter));
    return Page.cut(
        found, filter.limit(), each -> new Position<>(each.deliverAt(), each.id()).cursor());
  }

  /// How many notifications nobody has read; no more than [Chat#MOST] are counted.
  public int unread() {
    return scope.store().read(MessageTable::unread);
  }

  /// A page of chats, those with the newest messages first.
  ///
  /// @param limit 1 to 500
  public Page<Chat> chats(@Nullable String cursor, int limit) {
    if (limit < 1 || limit > 500) {
      throw new Invalid("limit", "must be 1 to 500");
    }
    List<Chat> found = scope.store().read(tx -> ChatTable.list(tx, cursor, limit + 1));
    return Page.cut(
        found, limit, each -> new Position<>(each.lastMessageAt(), each.chatId()).cursor());
  }

  /// A chat.
  public Chat chat(String chatId) {
    return scope.store().read(tx -> existingChat(tx, chatId));
  }

  private static Chat existingChat(Tx tx, String chatId) throws SQLException {
    return ChatTable.find(tx, chatId).orElseThrow(() -> NotFound.of("chat", chatId));
  }

  /// Keeps what an agent wants to know of a chat, which is made if it is not there.
  ///
  /// @param title null to keep what it has
  /// @param state a JSON object of at most 65,536 characters; null to keep what it has
  public Chat setChat(
      String chatId, @Nullable String title, @Nullable Map<String, @Nullable Object> state) {
    Texts.required("chat_id", chatId, NewMessage.MAX_NAME);
    String json = state == null ? null : Texts.checked("state", Json.write(state), MAX_STATE);
    String name = title == null ? null : Texts.checked("title", title, NewMessage.MAX_NAME);
    return scope
        .store()
        .write(tx -> {
          ChatTable.lockOrMake(tx, chatId);
          Chat before = existingChat(tx, chatId);
          ChatTable.set(
              tx,
              chatId,
              name == null ? before.title() : name,
              json == null ? before.state() : json);
          scope.changed(tx, "chat.updated", "chat", chatId, null, "{}");
          return existingChat(tx, chatId);
        });
  }

  /// Takes a chat away with all its messages.
  public void eraseChat(String chatId) {
    scope
        .store()
        .write(tx -> {
          if (ChatTable.lock(tx, chatId).isEmpty()) {
            throw NotFound.of("chat", chatId);
          }
          ChatTable.delete(tx, chatId);
          scope.changed(tx, "chat.erased", "chat", chatId, null, "{}");
          return chatId;
        });
  }

  /// Takes back a message whose time has not come.
  ///
  /// @throws IllegalTransition if it has been seen
  public Message withdraw(long id) {
    return scope
        .store()
        .write(tx -> {
          Message message = held(tx, id);
          if (message.isDelivered()) {
            throw new IllegalTransition(
                "message " + id, "delivered", "withdrawn", "it has been seen already");
          }
          changed(tx, "message.withdrawn", message);
          MessageTable.delete(tx, id);
          return message;
        });
  }

  /// A message whose chat is held.
  private static Message held(Tx tx, long id) throws SQLException {
    ChatTable.lock(tx, existing(tx, id).chatId());
    return existing(tx, id);
  }

  /// Looks for chats that are wrong.
  public InboxCheck check() {
    return scope.store().read(InboxCheck::of);
  }

  // ---- for agents

  /// What came in a chat that nobody has handled, in order. One agent at a time gets a chat's messages: they are its own
  /// until it acknowledges them, or its lease ends, and then they are given again.
  public Missed missed(String chatId) {
    return handling.missed(Missed.Request.of(chatId));
  }

  /// The same, asked for in more words.
  public Missed missed(Missed.Request request) {
    return handling.missed(request);
  }

  /// Says that a message has been handled, or read; whoever says so first counts.
  ///
  /// @throws IllegalTransition if nobody has seen it yet
  public Message acknowledge(String chatId, String messageId) {
    handling.acknowledgeOne(chatId, messageId);
    return get(chatId, messageId);
  }

  /// Either of [#acknowledge(String, String)] and [#acknowledgeUpTo].
  ///
  /// @return how many had not been handled
  public int acknowledge(String chatId, String messageId, boolean upTo) {
    return upTo
        ? handling.acknowledgeUpTo(chatId, messageId)
        : handling.acknowledgeOne(chatId, messageId) ? 1 : 0;
  }

  /// Says that every message for an agent up to this one has been handled.
  ///
  /// @return how many had not been
  public int acknowledgeUpTo(String chatId, String messageId) {
    return handling.acknowledgeUpTo(chatId, messageId);
  }

  /// Says that handling a message came to nothing: it and those after it wait again, until it has failed
  /// [Handling#MAX_ATTEMPTS] times. Then it has failed, a person is told, and the next ones have their turn.
  ///
  /// @param forGood whether another try is of no use
  /// @throws IllegalTransition if nobody has been given it
  public Message fail(String chatId, String messageId, String reason, boolean forGood) {
    return handling.fail(chatId, messageId, reason, forGood);
  }

  /// Puts a message that failed back into its place.
  public Message retry(long id) {
    return scope
        .store()
        .write(tx -> {
          Message message = held(tx, id);
          if (message.status() != MessageStatus.FAILED) {
            throw new IllegalTransition(
                "message " + id, message.status().word(), MessageStatus.PENDING.word());
          }
          MessageTable.again(tx, id);
          changed(tx, "message.retried", message);
          return existing(tx, id);
        });
  }

  // ---- for people

  /// Marks notifications as read.
  ///
  /// @param ids at most 500
  /// @return how many of them were unread
  public int read(List<Long> ids) {
    if (ids.size() > AT_ONCE) {
      throw new Invalid("ids", "has " + ids.size() + " items; at most 500 are allowed");
    }
    return scope
        .store()
        .write(tx -> {
          int count = 0;
          for (long id : ids) {
            Message message = existing(tx, id);
            if (message.kind() != MessageKind.NOTIFICATION) {
              throw new IllegalTransition(
                  "message " + id,
                  "a " + message.kind().word(),
                  "read",
                  "only notifications are marked as read; acknowledge it");
            }
            count += markRead(tx, message);
          }
          return count;
        });
  }

  private int markRead(Tx tx, Message message) throws SQLException {
    if (!MessageTable.read(tx, message.id(), scope.actor())) {
      return 0;
    }
    changed(tx, "message.read", message);
    return 1;
  }

  /// Marks all notifications as read that were there when this began.
  ///
  /// @param chatId null for those of every chat
  /// @return how many they were
  public int readAll(@Nullable String chatId) {
    Instant until = scope.store().read(Tx::databaseNow);
    return inParts(
        tx -> {
          List<Message> found = MessageTable.unread(tx, chatId, until, AT_ONCE);
          int count = 0;
          for (Message message : found) {
            count += MessageTable.read(tx, message.id(), scope.actor()) ? 1 : 0;
          }
          if (count > 0) {
            String chat = Objects.requireNonNullElse(chatId, "*");
            String detail = Json.write(Map.of("count", count));
            scope.changed(tx, "chat.read", "chat", chat, null, detail);
          }
          return count;
        },
        count -> count > 0);
  }

  /// Shows what is due, each chat's in the order of its times; the steward's step. Reading a chat's missed messages shows
  /// what is due there too.
  ///
  /// @return how many messages were delivered
  public int deliverDue() {
    int delivered = 0;
    List<String> chats;
    do {
      chats = scope.store().read(tx -> MessageTable.chatsDue(tx, tx.databaseNow(), AT_ONCE));
      for (String chat : chats) {
        delivered += inParts(tx -> deliverIn(tx, chat), count -> count == AT_ONCE);
      }
    } while (chats.size() == AT_ONCE);
    return delivered;
  }

  /// Shows what is due in a chat, some of it.
  int deliverIn(Tx tx, String chat) throws SQLException {
    if (ChatTable.lock(tx, chat).isEmpty()) {
      return 0;
    }
    List<Message> due = MessageTable.due(tx, chat, tx.databaseNow(), AT_ONCE);
    for (Message message : due) {
      MessageTable.deliver(tx, message.id(), ChatTable.next(tx, chat));
      changed(tx, "message.delivered", message);
    }
    return due.size();
  }

  /// Does a long work as transactions of bounded size, as long as one of them says that there is more.
  int inParts(dev.seshat.store.Work<Integer> part, Predicate<Integer> more) {
    int all = 0;
    int count;
    do {
      count = scope.store().write(part);
      all += count;
    } while (more.test(count));
    return all;
  }
}
