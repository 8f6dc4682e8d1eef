package dev.seshat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.SeshatException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The numbers that scripts rely on, and their page.
class ExitCodeTest {
  @TempDir Path folder;

  @Test
  void everyKindOfErrorHasADocumentedCode() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::code)).doesNotHaveDuplicates();
    for (SeshatException.Code code : SeshatException.Code.values()) {
      assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::code)).contains(code.exitCode());
    }
  }

  @Test
  void thePageSaysWhatTheProgramDoes() throws Exception {
    Documents.require("exit-codes.md", page());
    assertThat(new Shell(folder.resolve("none.db")).run("help", "exit-codes").out())
        .contains("  6  the store cannot be opened");
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Exit codes

            <!-- Made from the program; ExitCodeTest writes it with -Dseshat.docs.write=true -->

            What `seshat` ends with. `seshat help exit-codes` says the same.

            | code | meaning | in `--json`, REST and MCP |
            |---|---|---|
            """);
    for (ExitCode each : ExitCode.values()) {
      String words =
          Arrays.stream(SeshatException.Code.values())
              .filter(code -> code.exitCode() == each.code())
              .map(code -> "`" + code.word() + "`")
              .collect(Collectors.joining(", "));
      String own = each == ExitCode.FAILED ? "`failed`, `internal`" : words;
      page.append("| %d | %s | %s |%n".formatted(each.code(), each.meaning(), own));
    }
    return page
        + """

        An error is one line on stderr, and nothing is printed on stdout:

        ```
        $ seshat session show ffffffff
        seshat: no session 'ffffffff' (not_found)
        $ echo $?
        3
        $ seshat session show ffffffff --json
        {"error":{"code":"not_found","message":"no session 'ffffffff'"}}
        ```
        """;
  }
}
