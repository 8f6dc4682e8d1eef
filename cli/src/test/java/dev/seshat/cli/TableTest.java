package dev.seshat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Tables, and how wide what stands in them is.
class TableTest {
  private static String printed(Table table, int window) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Map<String, String> environment = Map.of("COLUMNS", String.valueOf(window), "NO_COLOR", "1");
    table.print(
        new Terminal(InputStream.nullInputStream(), stream, stream, environment, true, true));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void charactersAreAsWideAsTheyAreShown() {
    assertThat(Cells.count("")).isZero();
    assertThat(Cells.count("plain")).isEqualTo(5);
    assertThat(Cells.count("gru\u0308n")).isEqualTo(4);
    assertThat(Cells.count("漢字")).isEqualTo(4);
    assertThat(Cells.count("한국")).isEqualTo(4);
    assertThat(Cells.count("ｶﾅ")).isEqualTo(2);
    assertThat(Cells.count("Ａ、")).isEqualTo(4);
    assertThat(Cells.count("😀")).isEqualTo(2);
    assertThat(Cells.count("👩‍👩‍👧")).isEqualTo(2);
    assertThat(Cells.count("🇩🇪")).isEqualTo(2);
    assertThat(Cells.count("👍🏽")).isEqualTo(2);
    assertThat(Cells.count("❤️")).isEqualTo(2);
    assertThat(Cells.count("привет")).isEqualTo(6);
    assertThat(Cells.count("a\u200bb")).isEqualTo(2);
  }

  @Test
  void aTextIsCutBetweenCharacters() {
    assertThat(Cells.cut("漢字漢字", 8)).isEqualTo("漢字漢字");
    assertThat(Cells.cut("漢字漢字", 6)).isEqualTo("漢字…");
    assertThat(Cells.cut("ab👩‍👩‍👧cd", 4)).isEqualTo("ab…");
    assertThat(Cells.cut("abcdef", 4)).isEqualTo("abc…");
  }

  @Test
  void columnsAreAlignedAndNumbersToTheRight() {
    Table table = new Table().column("NAME").number("N").flexible("TEXT");
    table.row("漢字", 7, "first").row("a", 1234, "second").row(null, null, "third");
    assertThat(printed(table, 80))
        .isEqualTo(
            """
            NAME     N  TEXT
            漢字     7  first
            a     1234  second
                        third
            """);
  }

  @Test
  void noLineIsWiderThanTheWindow() {
    Table table = new Table().column("ID").flexible("TEXT").number("COST").flexible("MORE");
    table.row("0a1b2c3d", "漢字".repeat(60), "$1,234.00", "👩‍👩‍👧 and more ".repeat(20));
    for (int window : new int[] {200, 120, 80, 60, 40, 30, 20}) {
      assertThat(printed(table, window).lines()).allMatch(line -> Cells.count(line) <= window);
    }
  }
}
