package dev.seshat.cli;

import dev.seshat.SeshatException.Invalid;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A program that agents run in, and how it is told of an MCP server.
enum McpClient {
  CLAUDE,
  CODEX,
  JSON;

  /// The name under which the server is known there.
  static final String NAME = "seshat";

  static McpClient of(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new Invalid("CLIENT", "must be claude, codex or json"));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// How the server is reached: a command that is started, or an address.
  ///
  /// @param url null for a command
  record Server(List<String> command, @Nullable String url) {
    /// The entry below `mcpServers`.
    Map<String, @Nullable Object> json() {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      if (url == null) {
        json.put("type", "stdio");
        json.put("command", command.getFirst());
        json.put("args", command.subList(1, command.size()));
      } else {
        json.put("type", "http");
        json.put("url", url);
      }
      return json;
    }

    /// The lines of the table `[mcp_servers.seshat]`.
    List<String> toml() {
      return url == null
          ? List.of(
              "command = " + quoted(command.getFirst()),
              "args = "
                  + command.stream()
                      .skip(1)
                      .map(Server::quoted)
                      .collect(Collectors.joining(", ", "[", "]")))
          : List.of("url = " + quoted(url));
    }

    /// The command that tells Claude Code of it.
    String claudeCommand() {
      return url == null
          ? "claude mcp add --scope user "
              + NAME
              + " -- "
              + command.stream().map(Server::forShell).collect(Collectors.joining(" "))
          : "claude mcp add --scope user --transport http " + NAME + " " + forShell(url);
    }

    private static String forShell(String word) {
      return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /// A basic string of TOML.
    private static String quoted(String text) {
      StringBuilder quoted = new StringBuilder("\"");
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        switch (c) {
          case '"', '\\' -> quoted.append('\\').append(c);
          default -> {
            if (Character.isISOControl(c)) {
              quoted.append("\\u%04x".formatted((int) c));
            } else {
              quoted.append(c);
            }
          }
        }
      }
      return quoted.append('"').toString();
    }
  }
}
