package dev.seshat.cli;

import dev.seshat.access.Issued;
import dev.seshat.access.NewToken;
import dev.seshat.access.Role;
import dev.seshat.access.Token;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `token`: who may use the workspace over the network, and as what.
@Command(
    name = "token",
    description = "Access tokens: who may use the workspace over the network",
    addMethodSubcommands = false)
final class TokenCommand {
  private final SeshatCommand root;

  TokenCommand(SeshatCommand root) {
    this.root = root;
  }

  @Command(
      name = "create",
      description = "Make a token; its secret is printed once, and only its hash is kept")
  int create(
      @Option(
              names = "--role",
              paramLabel = "ROLE",
              required = true,
              completionCandidates = Choices.Roles.class,
              description =
                  "reader sees, writer also changes, owner also decides who else may; calendar opens the calendar's feed"
                      + " alone")
          String role,
      @Option(
              names = "--name",
              paramLabel = "NAME",
              description =
                  "For whom or what; its changes are made in this name (default: the role and digits)")
          @Nullable String name,
      @Option(
              names = "--expires",
              paramLabel = "TIME",
              defaultValue = "90d",
              description = "After 90d (default), 12h, 8w, 1y…, or never")
          String expires) {
    Issued issued =
        root.seshat()
            .access()
            .create(new NewToken(name, Role.of(role), When.lasting("expires", expires)));
    Token token = issued.token();
    Map<String, @Nullable Object> json = token.toJson();
    json.put("secret", issued.secret());
    if (!root.printedAsJson(json)) {
      root.say(issued.secret());
      root.notice(
          "This is the secret of the token '"
              + token.name()
              + "' ("
              + token.role().word()
              + ", "
              + (token.expiresAt() == null
                  ? "never expires"
                  : "expires " + root.shown(token.expiresAt()))
              + "). It is not shown again: keep it safe.");
    }
    return Cli.OK;
  }

  @Command(name = "list", description = "List the tokens; nobody can see their secrets again")
  int list() {
    List<Token> tokens = root.seshat().access().list();
    if (!root.printedAsJson(Map.of("tokens", tokens.stream().map(Token::toJson).toList()))) {
      Table table =
          new Table()
              .dim("ID")
              .flexible("NAME")
              .column("ROLE")
              .column("CREATED")
              .column("LAST USED")
              .column("EXPIRES");
      tokens.forEach(each ->
          table.row(
              each.id().toString().substring(0, 8),
              each.name(),
              each.role().word(),
              root.shown(each.createdAt()),
              root.shown(each.lastUsedAt()),
              expiry(each)));
      SessionView.printTable(root, table, null);
    }
    return Cli.OK;
  }

  @Command(
      name = "revoke",
      description = "Take a token back, and every login made with it, at once")
  int revoke(
      @Parameters(paramLabel = "TOKEN", description = "Its name, or the beginning of its id")
          String ref) {
    Token token = root.seshat().access().revoke(ref);
    if (!root.printedAsJson(token.toJson())) {
      root.say("revoked '" + token.name() + "'");
    }
    return Cli.OK;
  }

  private String expiry(Token token) {
    if (token.expiresAt() == null) {
      return "never";
    }
    return root.shown(token.expiresAt()) + (token.isExpired() ? " (expired)" : "");
  }
}
