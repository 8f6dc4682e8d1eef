package dev.seshat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Telling other programs of this one, without harm to their settings.
class McpInstallTest {
  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void open() {
    shell = new Shell(folder.resolve("my work.db"));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private String write(String client, Path file, String... more) throws IOException {
    String[] args = new String[more.length + 6];
    System.arraycopy(
        new String[] {"mcp", "install", client, "--write", "--file", file.toString()},
        0,
        args,
        0,
        6);
    System.arraycopy(more, 0, args, 6, more.length);
    Shell.Result result = shell.run(args);
    assertThat(result.code()).as(result.err()).isZero();
    return Files.readString(file);
  }

  @Test
  void printsWhatToDo() {
    String store = folder.resolve("my work.db").toString();
    assertThat(shell.run("mcp", "install", "claude").out())
        .startsWith("claude mcp add --scope user seshat -- seshat --store '" + store + "' mcp\n")
        .contains("\"mcpServers\"");
    assertThat(shell.run("mcp", "install", "codex").out())
        .contains("[mcp_servers.seshat]\ncommand = \"seshat\"\nargs = [\"--store\", \"" + store);
    assertThat(
            Json.parseObject("", shell.run("mcp", "--tools", "ops", "install", "json").out())
                .toString())
        .contains("mcpServers={seshat={type=stdio, command=seshat, args=[--store, " + store)
        .contains("mcp, --tools, ops]");
    assertThat(shell.run("mcp", "install", "claude", "--http", "http://127.0.0.1:7377").out())
        .startsWith(
            "claude mcp add --scope user --transport http seshat http://127.0.0.1:7377/mcp\n");
    assertThat(shell.run("mcp", "install", "codex", "--http", "http://localhost:1/x").out())
        .contains("url = \"http://localhost:1/x\"");
  }

  @Test
  void mergesIntoJsonAndKeepsTheRest() throws IOException {
    Path file =
        file(
            ".claude.json",
            "{\"b\":1.50,\"mcpServers\":{\"other\":{\"command\":\"x\"},\"seshat\":{\"command\":\"old\",\"env\":{\"A\":\"b\"}}},\"a\":[1e3,\"ü\"]}");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    String before = Files.readString(file);
    String text = write("claude", file);

    assertThat(Json.parseObject("", text).keySet()).containsExactly("b", "mcpServers", "a");
    assertThat(text)
        .contains("1.50")
        .contains("ü")
        .contains("\"other\"")
        .contains("\"A\" : \"b\"")
        .contains("--store")
        .doesNotContain("\"old\"");
    assertThat(Files.readString(folder.resolve(".claude.json.before-seshat"))).isEqualTo(before);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(write("claude", file)).isEqualTo(text);
    assertThat(shell.run("mcp", "install", "claude", "--write", "--file", file.toString()).out())
        .contains("has it already");
    assertThat(
            Json.parseObject("", write("claude", file, "--http", "http://127.0.0.1:9/")).toString())
        .contains("type=http")
        .doesNotContain("command=seshat");
  }

  @Test
  void makesSettingsThatAreNotThere() throws IOException {
    assertThat(write("json", folder.resolve("new/settings.json"))).contains("mcpServers");
    assertThat(write("codex", folder.resolve("new/config.toml")))
        .startsWith("[mcp_servers.seshat]\ncommand = ");
    try (var left = Files.list(folder.resolve("new"))) {
      assertThat(left).hasSize(2);
    }
  }

  @Test
  void setsOneTableOfTomlAndTouchesNothingElse() throws IOException {
    String before =
        """
        # mine
        model = "o5"   # with care
        text = \"""
        [mcp_servers.seshat]
        command = "not this"
        \"""
        list = [
          "[mcp_servers.seshat]",
        ]

        [mcp_servers.other]
        command = "x"
        """;
    Path file = file("config.toml", before);
    String appended = write("codex", file);
    assertThat(appended).startsWith(before + "\n[mcp_servers.seshat]\ncommand = \"seshat\"\n");
    assertThat(write("codex", file)).isEqualTo(appended);

    String own =
        before
            + "[mcp_servers.seshat]   # ours\nstartup_timeout_sec = 20\nargs = [\n  \"old\",\n]\ncommand = \"old\"\n\n"
            + "[mcp_servers.seshat.env]\nA = \"b\"\n[last]\ncommand = \"y\"\n";
    Files.writeString(file, own);
    String replaced = write("codex", file);
    assertThat(replaced)
        .startsWith(
            before + "[mcp_servers.seshat]   # ours\ncommand = \"seshat\"\nargs = [\"--store\"")
        .contains("startup_timeout_sec = 20\n")
        .doesNotContain("old")
        .endsWith("\n[mcp_servers.seshat.env]\nA = \"b\"\n[last]\ncommand = \"y\"\n");
    assertThat(write("codex", file)).isEqualTo(replaced);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mcp_servers = { seshat = { command = \"x\" } }",
        "[mcp_servers]\nseshat = { command = \"x\" }",
        "[mcp_servers]\nseshat.command = \"x\"",
        "mcp_servers.seshat.command = \"x\"",
        "[[mcp_servers]]\nx = 1",
        "[mcp_servers.seshat]\n[mcp_servers.\"seshat\"]",
        "text = \"\"\"\nno end",
        "list = [1,",
        "text = \"no end"
      })
  void refusesTomlThatItDoesNotUnderstand(String text) throws IOException {
    refusesToTouch("codex", text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{\"mcpServers\":[]}", "{} // comment", "{\"a\":1,\"a\":2}"})
  void refusesJsonThatIsNone(String text) throws IOException {
    refusesToTouch("claude", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void refusesWhatIsNoText() throws IOException {
    refusesToTouch("codex", new byte[] {'a', (byte) 0xff, '\n'});
  }

  private void refusesToTouch(String client, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("settings"), bytes);
    shell.run("mcp", "install", client, "--write", "--file", file.toString()).refused(2);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void refusesWhatItCannotDo() {
    shell.run("mcp", "install", "emacs").refused(2);
    shell.run("mcp", "install").refused(2);
    shell.run("mcp", "install", "json", "--write").refused(2);
    shell.run("mcp", "install", "claude", "--http", "ftp://x").refused(2);
    shell.run("mcp", "install", "claude", "--http", "not a url").refused(2);
    shell.run("mcp", "--tools", "nope", "install", "claude").refused(2);
    shell.run("mcp", "install", "claude", "--write", "--file", folder.toString()).refused(2);
  }
}
