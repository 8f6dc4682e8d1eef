package dev.seshat.cli;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `mcp install`: what a client is told of this program, printed or written into its settings.
final class McpInstall {
  private static final String SERVERS = "mcpServers";

  private final SeshatCommand root;
  private final @Nullable String tools;

  McpInstall(SeshatCommand root, @Nullable String tools) {
    this.root = root;
    this.tools = tools;
  }

  int run(McpClient client, @Nullable String http, boolean write, @Nullable String file)
      throws IOException {
    McpClient.Server server = new McpClient.Server(command(), http == null ? null : url(http));
    if (!write) {
      print(client, server);
      return Cli.OK;
    }
    ConfigFile.Written written =
        new ConfigFile(settings(client, file)).change(text -> merged(client, server, text));
    Path backup = written.backup();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("file", written.file().toString());
    json.put("changed", written.changed());
    json.put("backup", backup == null ? null : backup.toString());
    if (root.printedAsJson(json)) {
      return Cli.OK;
    }
    if (!written.changed()) {
      root.say(written.file() + " has it already.");
    } else {
      root.say("Written to " + written.file() + "; start the program again to see the tools.");
      if (backup != null) {
        root.say("What was there before: " + backup);
      }
    }
    return Cli.OK;
  }

  private void print(McpClient client, McpClient.Server server) {
    Map<String, Object> settings = Map.of(SERVERS, Map.of(McpClient.NAME, server.json()));
    if (root.printedAsJson(settings)) {
      return;
    }
    String json = Json.pretty(settings);
    switch (client) {
      case CLAUDE -> {
        root.say(server.claudeCommand());
        root.say("");
        root.say("or, for one project, in its .mcp.json:");
        root.say(json);
      }
      case CODEX -> {
        root.say("In ~/.codex/config.toml:");
        root.say("[mcp_servers." + McpClient.NAME + "]");
        server.toml().forEach(root::say);
      }
      case JSON -> root.say(json);
    }
  }

  /// The command that starts this program for an agent, by absolute paths.
  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Objects.requireNonNullElse(System.getProperty("seshat.launcher"), "seshat"));
    String store = root.givenStore();
    if (store != null) {
      command.add("--store");
      command.add(
          store.startsWith("jdbc:")
              ? store
              : Numbers.path("store", store).toAbsolutePath().normalize().toString());
    }
    if (root.workspace != null) {
      command.addAll(List.of("--workspace", root.workspace));
    }
    if (root.files != null) {
      command.addAll(
          List.of("--files", Numbers.path("--files", root.files).toAbsolutePath().toString()));
    }
    if (root.actor != null) {
      command.addAll(List.of("--actor", root.actor));
    }
    command.add("mcp");
    if (tools != null) {
      command.addAll(List.of("--tools", tools));
    }
    return command;
  }

  private String url(String given) {
    try {
      URI uri = URI.create(given.strip());
      if (Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
          && uri.getHost() != null) {
        String path = uri.getPath() == null || uri.getPath().length() <= 1 ? "/mcp" : uri.getPath();
        String query = tools == null ? "" : "?tools=" + tools;
        return uri.getScheme() + "://" + uri.getRawAuthority() + path + query;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new Invalid("--http", "must be an address such as http://127.0.0.1:7377");
  }

  private Path settings(McpClient client, @Nullable String file) {
    if (file != null) {
      return Numbers.path("--file", file);
    }
    Path home = Path.of(System.getProperty("user.home"));
    return switch (client) {
      case CLAUDE -> folder("CLAUDE_CONFIG_DIR", home).resolve(".claude.json");
      case CODEX -> folder("CODEX_HOME", home.resolve(".codex")).resolve("config.toml");
      case JSON -> throw new Invalid("--file", "is missing; name the settings to write");
    };
  }

  private Path folder(String variable, Path otherwise) {
    String given = root.terminal().variable(variable);
    return given == null ? otherwise : Numbers.path(variable, given);
  }

  private static String merged(McpClient client, McpClient.Server server, String text) {
    return client == McpClient.CODEX
        ? new TomlTable("mcp_servers", McpClient.NAME)
            .set(text, Set.of("command", "args", "url"), server.toml())
        : mergedJson(server, text);
  }

  @SuppressWarnings("unchecked")
  private static String mergedJson(McpClient.Server server, String text) {
    Map<String, @Nullable Object> settings =
        text.isBlank() ? new LinkedHashMap<>() : Json.parseObject("file", text);
    Object known = settings.get(SERVERS);
    if (known != null && !(known instanceof Map)) {
      throw new Invalid("file", "its " + SERVERS + " is not an object; mend it first");
    }
    Map<String, @Nullable Object> servers =
        known == null ? new LinkedHashMap<>() : (Map<String, @Nullable Object>) known;
    Object own = servers.get(McpClient.NAME);
    Map<String, @Nullable Object> entry =
        own instanceof Map
            ? new LinkedHashMap<>((Map<String, @Nullable Object>) own)
            : new LinkedHashMap<>();
    entry.keySet().removeAll(Set.of("type", "command", "args", "url"));
    entry.putAll(server.json());
    if (entry.equals(own)) {
      return text;
    }
    servers.put(McpClient.NAME, entry);
    settings.put(SERVERS, servers);
    return Json.pretty(settings) + "\n";
  }
}
