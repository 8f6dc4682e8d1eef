package dev.seshat.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How numbers, texts and charts look.
class FormatTest {
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "999,999",
    "1000,1K",
    "1234,1.2K",
    "9949,9.9K",
    "9950,10K",
    "31499,31K",
    "999499,999K",
    "999500,1M",
    "1234567,1.2M",
    "79000000000,79B"
  })
  void countsAreShort(long count, String shown) {
    assertThat(Format.compact(count)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "0,$0.00",
    "0.00001,<$0.0001",
    "0.00123,$0.0012",
    "0.0105,$0.011",
    "0.125,$0.125",
    "1,$1.00",
    "50.8137,$50.81"
  })
  void moneyIsAsExactAsItNeedsToBe(String dollars, String shown) {
    assertThat(Format.usd(new BigDecimal(dollars))).isEqualTo(shown);
  }

  @Test
  void largeMoneyIsGrouped() {
    assertThat(Format.usd(new BigDecimal("1234.5"))).isEqualTo("$1,234.50");
    assertThat(Format.exactUsd(new BigDecimal("50.8137011"))).isEqualTo("$50.8137011");
    assertThat(Format.exact(1_234_567)).isEqualTo("1,234,567");
  }

  @Test
  void numbersDoNotDependOnTheMachinesLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(Format.compact(1_234)).isEqualTo("1.2K");
      assertThat(Format.duration(Duration.ofMinutes(200))).isEqualTo("3 h 20 min");
      assertThat(Format.time(Instant.parse("2026-02-10T14:03:59Z")))
          .isEqualTo("10 Feb 2026, 14:03 UTC");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void markdownIsHarmless() {
    assertThat(Markdown.html("a <b>c</b>")).isEqualTo("<p>a &lt;b&gt;c&lt;/b&gt;</p>\n");
    assertThat(Markdown.html("<div onclick=x>\n")).doesNotContain("<div");
    assertThat(Markdown.html("[a](javascript:x) [b](data:text/html,x) [c](vbscript:x)"))
        .doesNotContain("javascript")
        .doesNotContain("data:")
        .doesNotContain("vbscript");
    assertThat(Markdown.html("![a](https://example.com/a.png)"))
        .doesNotContain("<img")
        .contains("rel=\"noopener noreferrer nofollow\"");
    assertThat(Markdown.html("|a|\n|:-:|\n|b|"))
        .contains("<table tabindex=\"0\">")
        .doesNotContain("style=");
  }

  @Test
  void markdownThatIsNestedWithoutEndIsShownAllTheSame() {
    assertThat(Markdown.html("> ".repeat(20_000) + "deep")).contains("deep");
    assertThat(Markdown.html("*a ".repeat(20_000))).contains("a");
    assertThat(Markdown.html("**a *b ".repeat(3_000) + "c" + "* d**".repeat(3_000))).contains("c");
    assertThat(Markdown.html("[".repeat(20_000))).contains("[");
  }

  @Test
  void barsStandOnTheAxisAndDoNotOverflow() {
    List<Double> values = IntStream.range(0, 40).mapToObj(i -> i * 0.37).toList();
    List<String> labels = IntStream.range(0, 40).mapToObj(i -> "day " + i).toList();
    BarChart chart =
        BarChart.of(
            new BarChart.Data(
                "t",
                labels,
                List.of(new BarChart.Series("a", values), new BarChart.Series("b", values)),
                Format::axisUsd,
                v -> "$" + v));
    for (BarChart.Drawing drawing : List.of(chart.wide(), chart.narrow())) {
      assertThat(drawing.bars()).hasSize(78);
      assertThat(drawing.bars())
          .allSatisfy(bar -> {
            assertThat(bar.y()).isGreaterThanOrEqualTo(9);
            assertThat(bar.x()).isBetween((double) drawing.left(), (double) drawing.width());
            assertThat(bar.x() + bar.width()).isLessThanOrEqualTo(drawing.width());
          });
      assertThat(drawing.labels().size()).isBetween(3, 14);
      assertThat(drawing.ticks().size()).isBetween(3, 7);
    }
    assertThat(chart.legend()).containsExactly("a", "b");
  }

  @Test
  void aChartOfNothingIsEmpty() {
    BarChart chart =
        BarChart.small(
            new BarChart.Data(
                "t",
                List.of("a"),
                List.of(new BarChart.Series("s", List.of(0.0))),
                Format::axisUsd,
                v -> ""));
    assertThat(chart.wide().bars()).isEmpty();
    assertThat(chart.wide().ticks()).hasSize(2);
  }
}
