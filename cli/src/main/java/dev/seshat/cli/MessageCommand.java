package dev.seshat.cli;

import dev.seshat.Page;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.inbox.Inbox;
import dev.seshat.inbox.Message;
import dev.seshat.inbox.MessageFilter;
import dev.seshat.inbox.MessageKind;
import dev.seshat.inbox.MessageStatus;
import dev.seshat.inbox.Missed;
import dev.seshat.inbox.NewMessage;
import dev.seshat.json.Fields;
import dev.seshat.session.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `message`: what is said in chats, what agents have missed there, and what people have not read.
@Command(
    name = "message",
    description = "Messages: send, at a time too; what was missed; what is unread",
    addMethodSubcommands = false)
final class MessageCommand {
  private static final String CHAT = "The chat's id";
  private static final String ID = "The message's id within its chat";
  private static final String NUMBER = "The message's number, as 'message list' shows it";

  private final SeshatCommand root;

  MessageCommand(SeshatCommand root) {
    this.root = root;
  }

  private Inbox inbox() {
    return root.seshat().inbox();
  }

  @Command(name = "send", description = "Put a message into a chat")
  int send(
      @Parameters(index = "0", paramLabel = "CHAT", description = CHAT) String chat,
      @Parameters(index = "1", paramLabel = "TEXT|-", description = "- reads it from stdin")
          String text,
      @Option(
              names = "--id",
              paramLabel = "ID",
              description = "Its id there: a chat takes each once (default: a new one)")
          @Nullable String id,
      @Option(names = "--sender", paramLabel = "NAME", description = "Default: the actor")
          @Nullable String sender,
      @Option(
              names = "--kind",
              paramLabel = "KIND",
              completionCandidates = Choices.MessageKinds.class,
              description = "missed (default), scheduled, followup, notification")
          @Nullable String kind,
      @Option(names = "--at", paramLabel = "TIME", description = "When it is to be seen")
          @Nullable String at,
      @Option(names = "--session", paramLabel = "SESSION", description = "Whose it is")
          @Nullable String session)
      throws IOException {
    NewMessage message =
        new NewMessage(
            chat,
            id,
            sender,
            Files.textOrStdin(root.terminal(), "text", text),
            kind == null ? MessageKind.MISSED : MessageKind.of(kind),
            at == null ? null : Fields.time("at", at),
            id(session),
            null);
    return sent(inbox().add(message));
  }

  private int sent(Inbox.Added added) {
    Message message = added.message();
    if (!root.printedAsJson(message.toJson())) {
      root.say(
          "message "
              + message.id()
              + (added.isNew() ? "" : "  (there already)")
              + (message.isDelivered()
                  ? ""
                  : "  at " + When.shown(message.deliverAt(), root.zone())));
    }
    return Cli.OK;
  }

  private @Nullable UUID id(@Nullable String session) {
    return session == null ? null : root.seshat().sessions().get(session).id();
  }

  @Command(name = "followup", description = "Have a session gone on with at a time")
  int followup(
      @Parameters(index = "0", paramLabel = "SESSION", description = "The session") String ref,
      @Parameters(index = "1", paramLabel = "TEXT", description = "What is to be done") String text,
      @Option(names = "--at", paramLabel = "TIME", description = "When (default: at once)")
          @Nullable String at,
      @Option(
              names = "--chat",
              paramLabel = "CHAT",
              description = "Where (default: the session's own, or inbox)")
          @Nullable String chat) {
    Session session = root.seshat().sessions().get(ref);
    NewMessage message =
        NewMessage.followUp(session, text, at == null ? null : Fields.time("at", at));
    return sent(inbox().add(chat == null ? message : message.withChat(chat)));
  }

  @Command(name = "list", description = "List messages, those seen last first")
  int list(
      @Option(names = "--chat", paramLabel = "CHAT", description = "Only this chat's")
          @Nullable String chat,
      @Option(
              names = "--kind",
              paramLabel = "KIND",
              completionCandidates = Choices.MessageKinds.class,
              description = "missed, scheduled, followup, notification")
          @Nullable String kind,
      @Option(
              names = "--status",
              paramLabel = "STATUS",
              completionCandidates = Choices.MessageStatuses.class,
              description = "pending, processing, completed, failed")
          @Nullable String status,
      @Option(names = "--session", paramLabel = "SESSION", description = "Only this session's")
          @Nullable String session,
      @Option(names = "--unread", description = "Only notifications that nobody has read")
          boolean unread,
      @Option(names = "--scheduled", description = "Only those whose time has not come")
          boolean scheduled,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "1 to 500 (default 50)")
          int limit,
      @Option(
              names = "--cursor",
              paramLabel = "CURSOR",
              description = "Where the page before ended")
          @Nullable String cursor) {
    MessageFilter filter =
        unread
            ? MessageFilter.unread(limit).inChat(chat).after(cursor)
            : new MessageFilter(
                chat,
                kind == null ? null : MessageKind.of(kind),
                status == null ? null : MessageStatus.of(status),
                id(session),
                !scheduled,
                cursor,
                limit);
    Page<Message> page = inbox().list(filter);
    if (!root.printedAsJson(
        SessionReadVerbs.page(
            "messages", page.items().stream().map(Message::toJson).toList(), page.next()))) {
      SessionView.printTable(root, table(page.items()), page.next());
    }
    return Cli.OK;
  }

  private Table table(List<Message> messages) {
    Table table =
        new Table()
            .number("#")
            .dim("TIME")
            .column("CHAT")
            .column("ID")
            .column("FROM")
            .column("KIND")
            .state("STATUS")
            .flexible("TEXT");
    for (Message each : messages) {
      table.row(
          each.id(),
          When.shown(each.deliverAt(), root.zone()),
          each.chatId(),
          each.messageId(),
          each.sender(),
          each.kind().word(),
          each.status().word(),
          each.text());
    }
    return table;
  }

  @Command(name = "show", description = "Show one message")
  int show(@Parameters(paramLabel = "NUMBER", description = NUMBER) long number) {
    return print(inbox().get(number));
  }

  private int print(Message message) {
    if (!root.printedAsJson(message.toJson())) {
      root.say(
          root.harmless(
              "%d  %s  %s  %s  from %s, %s"
                  .formatted(
                      message.id(),
                      message.chatId(),
                      message.kind().word(),
                      message.status().word(),
                      message.sender(),
                      When.shown(message.deliverAt(), root.zone()))));
      if (message.errorMessage() != null) {
        root.say(
            root.harmless("tried " + message.attempts() + " times: " + message.errorMessage()));
      }
      root.say(root.harmless(message.text()));
    }
    return Cli.OK;
  }

  @Command(
      name = "missed",
      description = "Take what came in a chat that nobody has handled, in order")
  int missed(
      @Parameters(paramLabel = "CHAT", description = CHAT) String chat,
      @Option(
              names = "--consumer",
              paramLabel = "NAME",
              description =
                  "Who handles them: asking again under the name gives them again at once")
          @Nullable String consumer,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "20",
              description = "1 to 500 (default 20)")
          int limit,
      @Option(
              names = "--lease",
              paramLabel = "TIME",
              defaultValue = "5m",
              description = "How long they are nobody else's (default 5m)")
          String lease) {
    Duration length = When.lasting("lease", lease);
    if (length == null) {
      throw new Invalid("lease", "must end some day");
    }
    Missed missed = inbox().missed(new Missed.Request(chat, consumer, limit, length));
    if (!root.printedAsJson(missed.toJson())) {
      if (missed.busyUntil() != null) {
        root.notice(
            "somebody else has the chat until " + When.shown(missed.busyUntil(), root.zone()));
      }
      SessionView.printTable(root, table(missed.messages()), null);
    }
    return Cli.OK;
  }

  @Command(name = "ack", description = "Say that a message has been handled")
  int ack(
      @Parameters(index = "0", paramLabel = "CHAT", description = CHAT) String chat,
      @Parameters(index = "1", paramLabel = "ID", description = ID) String id,
      @Option(names = "--up-to", description = "It and all before it that are for an agent")
          boolean upTo) {
    int count = inbox().acknowledge(chat, id, upTo);
    if (!root.printedAsJson(Map.of("acknowledged", count))) {
      root.say("acknowledged " + Numbers.grouped(count));
    }
    return Cli.OK;
  }

  @Command(name = "fail", description = "Say that handling a message came to nothing")
  int fail(
      @Parameters(index = "0", paramLabel = "CHAT", description = CHAT) String chat,
      @Parameters(index = "1", paramLabel = "ID", description = ID) String id,
      @Parameters(index = "2", paramLabel = "REASON", description = "Why") String reason,
      @Option(names = "--for-good", description = "Another try is of no use") boolean forGood) {
    return print(inbox().fail(chat, id, reason, forGood));
  }

  @Command(name = "retry", description = "Put a message that failed back into its place")
  int retry(@Parameters(paramLabel = "NUMBER", description = NUMBER) long number) {
    return print(inbox().retry(number));
  }

  @Command(name = "withdraw", description = "Take back a message whose time has not come")
  int withdraw(@Parameters(paramLabel = "NUMBER", description = NUMBER) long number) {
    return print(inbox().withdraw(number));
  }

  @Command(name = "read", description = "Mark notifications as read")
  int read(
      @Parameters(paramLabel = "NUMBER", arity = "0..*", description = NUMBER)
          @Nullable List<Long> numbers,
      @Option(names = "--all", description = "All that there are") boolean all,
      @Option(names = "--chat", paramLabel = "CHAT", description = "With --all: only this chat's")
          @Nullable String chat) {
    List<Long> ids = numbers == null ? List.of() : numbers;
    if (all != ids.isEmpty()) {
      throw new Invalid("NUMBER", "name messages, or say --all");
    }
    int count = all ? inbox().readAll(chat) : inbox().read(ids);
    if (!root.printedAsJson(Map.of("read", count))) {
      root.say("read " + Numbers.grouped(count));
    }
    return Cli.OK;
  }
}
