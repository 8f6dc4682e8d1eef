package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.inbox.Chat;
import dev.seshat.inbox.Inbox;
import dev.seshat.inbox.Message;
import dev.seshat.inbox.MessageFilter;
import dev.seshat.inbox.MessageKind;
import dev.seshat.inbox.MessageStatus;
import dev.seshat.inbox.NewMessage;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.session.Note;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// News for the reader, the chats, what is still to be said in them, and one chat at a time.
public final class InboxPage implements Pages {
  /// What a part of a page that shows messages is refreshed by.
  public static final String LIVE = "message chat";

  private static final String ICON = "M4 13l2-8h12l2 8v6H4zM4 13h5l1 2h4l1-2h5";
  private static final int CHATS = 30;
  private static final int WAITING = 20;

  private final Seshat seshat;
  private final Renderer renderer;

  public InboxPage(Seshat seshat, Renderer renderer) {
    this.seshat = seshat;
    this.renderer = renderer;
  }

  /// What the page of all chats shows.
  ///
  /// @param news notifications, the newest first
  /// @param next the address of those before; null at the end
  /// @param waiting what is seen at a time to come
  /// @param zone whose clock a time is given by
  public record View(
      List<Message> news,
      @Nullable String next,
      int unread,
      List<Chat> chats,
      List<Message> waiting,
      ZoneId zone) {
    /// Where a chat is shown.
    public static String href(String chat) {
      return Link.to("/inbox/chat").with("id", chat).toString();
    }

    /// Where that is shown of which a message tells; null where it tells of nothing that has a page.
    public static @Nullable String about(Message message) {
      String about = message.about();
      String[] parts = about == null ? new String[0] : about.split(":", 2);
      String page = parts.length < 2 || !parts[1].matches("\\d+") ? "" : parts[0];
      return switch (page) {
        case "promise" -> "/promises/" + parts[1];
        case "link" -> "/links/" + parts[1];
        case "budget" -> "/usage#budgets";
        case "webhook" -> "/settings/webhooks";
        default -> message.sessionId() == null ? null : "/sessions/" + message.sessionId();
      };
    }
  }

  /// What the page of one chat shows.
  public record ChatView(
      Chat chat,
      List<Message> messages,
      @Nullable String next,
      List<Message> waiting,
      ZoneId zone) {
    public String title() {
      String title = chat.title();
      return title == null ? chat.chatId() : title;
    }

    /// Whether the reader can say that a message has been handled.
    public static boolean isOpen(Message message) {
      return message.kind() != MessageKind.NOTIFICATION
          && message.isDelivered()
          && message.status() != MessageStatus.COMPLETED;
    }

    public static boolean isFailed(Message message) {
      return message.status() == MessageStatus.FAILED;
    }
  }

  @Override
  public void addTo(Site site) {
    site.section(Site.Group.WORK, "Inbox", "/inbox", 'n', ICON)
        .counting("/inbox", LIVE, () -> seshat.inbox().unread())
        .page("/inbox", this::show)
        .page("/inbox/chat", this::chat)
        .form("/inbox/read", InboxPage::read)
        .form("/inbox/read-all", InboxPage::readAll)
        .form("/inbox/send", InboxPage::send)
        .form("/inbox/withdraw", InboxPage::withdraw)
        .form("/inbox/ack", InboxPage::acknowledge)
        .form("/inbox/retry", InboxPage::retry)
        .form("/notes/{id}/followed-up", InboxPage::followedUp);
  }

  private void show(Context ctx) {
    Params params = Params.of(ctx, "cursor", "shown");
    int rows = Reader.of(ctx).rows(params);
    var news =
        seshat
            .inbox()
            .list(
                MessageFilter.newest(Math.min(rows, 500))
                    .ofKind(MessageKind.NOTIFICATION)
                    .after(params.text("cursor")));
    String next =
        news.next() == null ? null : Link.to("/inbox").with("cursor", news.next()).toString();
    View view =
        new View(
            news.items(),
            next,
            seshat.inbox().unread(),
            seshat.inbox().chats(null, CHATS).items(),
            waiting(MessageFilter.waiting(WAITING)),
            Reader.of(ctx).days());
    renderer.page(ctx, "inbox", "Inbox", "inbox", view);
  }

  private void chat(Context ctx) {
    Params params = Params.of(ctx, "id", "cursor", "shown");
    Chat chat = seshat.inbox().chat(params.text("id", NewMessage.INBOX));
    int rows = Math.min(Reader.of(ctx).rows(params), 500);
    var found =
        seshat
            .inbox()
            .list(MessageFilter.newest(rows).inChat(chat.chatId()).after(params.text("cursor")));
    String next =
        found.next() == null
            ? null
            : Link.to("/inbox/chat")
                .with("id", chat.chatId())
                .with("cursor", found.next())
                .toString();
    ChatView view =
        new ChatView(
            chat,
            found.items(),
            next,
            waiting(MessageFilter.waiting(WAITING).inChat(chat.chatId())),
            Reader.of(ctx).days());
    renderer.page(ctx, "chat", view.title(), "inbox", view);
  }

  /// What is seen at a time to come, the next first.
  private List<Message> waiting(MessageFilter filter) {
    return seshat.inbox().list(filter).items().reversed();
  }

  private static Inbox inbox(Context ctx) {
    return Visitor.of(ctx).seshat().inbox();
  }

  private static long number(Form form) {
    String text = form.required("number", 20);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new Invalid("number", "must be a message's number");
    }
  }

  /// The page that a form was sent from: that of a chat, or of all.
  private static String back(Form form) {
    String chat = form.text("chat");
    return chat == null ? "/inbox" : View.href(chat);
  }

  private static Site.Done read(Context ctx, Form form) {
    form.only("number", "chat");
    inbox(ctx).read(List.of(number(form)));
    return new Site.Done(back(form), "Marked as read.");
  }

  private static Site.Done readAll(Context ctx, Form form) {
    form.only("chat");
    int count = inbox(ctx).readAll(form.text("chat"));
    return new Site.Done(back(form), Format.counted(count, "notification") + " marked as read.");
  }

  private static Site.Done send(Context ctx, Form form) {
    form.only("chat", "text", "at", "zone");
    String chat = form.required("chat", 200);
    Instant at = Reader.of(ctx).at(form, "at");
    inbox(ctx)
        .add(NewMessage.of(chat, form.required("text", NewMessage.MAX_TEXT)).withDeliverAt(at));
    return new Site.Done(View.href(chat), at == null ? "Sent." : "It will be seen at its time.");
  }

  private static Site.Done withdraw(Context ctx, Form form) {
    form.only("number", "chat");
    inbox(ctx).withdraw(number(form));
    return new Site.Done(back(form), "It is taken back.");
  }

  private static Site.Done acknowledge(Context ctx, Form form) {
    form.only("number", "chat");
    Message message = inbox(ctx).get(number(form));
    inbox(ctx).acknowledge(message.chatId(), message.messageId());
    return new Site.Done(back(form), "Marked as handled.");
  }

  private static Site.Done retry(Context ctx, Form form) {
    form.only("number", "chat");
    inbox(ctx).retry(number(form));
    return new Site.Done(back(form), "It waits to be handled again.");
  }

  private static Site.Done followedUp(Context ctx, Form form) {
    form.only("done", "from");
    boolean done = !"no".equals(form.text("done"));
    Note note =
        Visitor.of(ctx).seshat().followUps().setDone(Params.id("id", ctx.pathParam("id")), done);
    String to =
        "today".equals(form.text("from"))
            ? "/"
            : "/sessions/" + note.sessionId() + "/notes#note-" + note.id();
    return new Site.Done(to, done ? "Followed up." : "To follow up again.");
  }
}
