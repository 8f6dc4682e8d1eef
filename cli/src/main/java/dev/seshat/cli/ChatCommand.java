package dev.seshat.cli;

import dev.seshat.Page;
import dev.seshat.inbox.Chat;
import dev.seshat.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `chat`: the chats that messages come in.
@Command(
    name = "chat",
    description = "Chats: what is unread and left to handle in each",
    addMethodSubcommands = false)
final class ChatCommand {
  private static final String CHAT = "The chat's id";

  private final SeshatCommand root;

  ChatCommand(SeshatCommand root) {
    this.root = root;
  }

  @Command(name = "list", description = "List chats, those with the newest messages first")
  int list(
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
    Page<Chat> page = root.seshat().inbox().chats(cursor, limit);
    if (!root.printedAsJson(
        SessionReadVerbs.page(
            "chats", page.items().stream().map(Chat::toJson).toList(), page.next()))) {
      Table table =
          new Table()
              .column("CHAT")
              .flexible("TITLE")
              .number("UNREAD")
              .number("TO HANDLE")
              .dim("LAST MESSAGE");
      for (Chat chat : page.items()) {
        table.row(
            chat.chatId(),
            chat.title() == null ? "" : chat.title(),
            chat.unread(),
            chat.toHandle(),
            When.shown(chat.lastMessageAt(), root.zone()));
      }
      SessionView.printTable(root, table, page.next());
    }
    return Cli.OK;
  }

  @Command(name = "show", description = "Show one chat")
  int show(@Parameters(paramLabel = "CHAT", description = CHAT) String id) {
    return print(root.seshat().inbox().chat(id));
  }

  @Command(name = "update", description = "Keep a title and what an agent wants to know of a chat")
  int update(
      @Parameters(paramLabel = "CHAT", description = CHAT) String id,
      @Option(names = "--title", paramLabel = "TEXT", description = "For people")
          @Nullable String title,
      @Option(
              names = "--state",
              paramLabel = "JSON",
              description = "A JSON object in place of the one before")
          @Nullable String state) {
    return print(
        root.seshat()
            .inbox()
            .setChat(id, title, state == null ? null : Json.parseObject("state", state)));
  }

  @Command(name = "erase", description = "Erase a chat with all its messages")
  int erase(@Parameters(paramLabel = "CHAT", description = CHAT) String id) {
    root.seshat().inbox().eraseChat(id);
    if (!root.printedAsJson(Map.of("erased", id))) {
      root.say(root.harmless(id) + ": erased");
    }
    return Cli.OK;
  }

  private int print(Chat chat) {
    if (!root.printedAsJson(chat.toJson())) {
      String title = chat.title();
      root.say(root.harmless(title == null ? chat.chatId() : chat.chatId() + "  " + title));
      root.say(
          "%s unread, %s to handle, %s in all; seen up to %s"
              .formatted(
                  Numbers.grouped(chat.unread()),
                  Numbers.grouped(chat.toHandle()),
                  Numbers.grouped(chat.lastSeq()),
                  Numbers.grouped(chat.lastSeen())));
      if (chat.leaseOwner() != null) {
        root.say(
            root.harmless(
                "with "
                    + chat.leaseOwner()
                    + " until "
                    + When.shown(chat.leaseUntil(), root.zone())));
      }
      root.say(root.harmless("state " + chat.state()));
    }
    return Cli.OK;
  }
}
