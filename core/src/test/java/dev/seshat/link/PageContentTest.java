package dev.seshat.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.seshat.net.HttpAnswer;
import dev.seshat.net.HttpFailure;
import dev.seshat.net.HttpFailure.Kind;
import dev.seshat.net.WebUrl;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read of a page, whatever shape it is in.
@Timeout(60)
class PageContentTest {
  private static final String STORY =
      "The river rose in the night and carried the mill away. "
          + "Nobody had thought that the dam could fail so soon after it was built. ";

  private static PageText read(String type, byte[] body, String... headers) throws HttpFailure {
    Map<String, String> all = new java.util.HashMap<>(Map.of("content-type", type));
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return PageContent.read(
        new HttpAnswer(WebUrl.parse("http://example.com/dir/page.html"), 200, all, body, 0));
  }

  private static PageText html(String html) throws HttpFailure {
    return read("text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anArticleIsReadWithoutWhatStandsAroundIt() throws Exception {
    PageText page =
        html(
            "<!doctype html><html lang=en-GB><head><title>The flood &amp; us | Paper</title>"
                + "<meta name=description content='What happened at the mill.'></head><body>"
                + "<nav><ul><li><a href=/>Home</a><li><a href=/x>Subscribe now</a></ul></nav>"
                + "<script>alert('never')</script><article><h1>The flood</h1><p>"
                + STORY.repeat(4)
                + "</p><p>A second "
                + STORY.repeat(3)
                + "</p></article><footer>Imprint</footer></body></html>");
    assertThat(page.title()).isEqualTo("The flood & us | Paper");
    assertThat(page.description()).isEqualTo("What happened at the mill.");
    assertThat(page.language()).isEqualTo("en-GB");
    assertThat(page.text())
        .contains("carried the mill away", "\nA second ")
        .doesNotContain("never", "Subscribe now");
  }

  @Test
  void openGraphIsPreferredAndAHeadingIsATitleToo() throws Exception {
    assertThat(html("<title>x</title><meta property=og:title content=' Open  Graph '>").title())
        .isEqualTo("Open Graph");
    assertThat(html("<body><h1>Only a heading</h1>text").title()).isEqualTo("Only a heading");
    assertThat(html("just words").title()).isEmpty();
    assertThat(html("just words").text()).isEqualTo("just words");
    assertThat(html("").text()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "text/html; charset=iso-8859-1, windows-1252, ''",
    "text/html; charset=UTF-8, windows-1252, ''",
    "text/html, windows-1252, ''",
    "text/html; charset=nonsense, UTF-8, ''",
    "text/html, UTF-8, ''",
    "text/html, windows-1252, '<meta charset=latin1>'",
    "text/html, Shift_JIS, '<meta charset=\"x-sjis\">'",
    "text/html, windows-1252, '<meta charset=utf-8>'",
    "text/html, UTF-16LE, BOM",
    "text/html; charset=latin1, UTF-8, BOM",
    "text/html, UTF-16BE, BOM",
    "text/html, ISO-8859-2, '<meta http-equiv=content-type content=\"text/html; charset=iso-8859-2\">'",
    "text/html; charset=\"utf-8\", UTF-8, ''",
    "text/html; charset=utf-16, UTF-16LE, ''"
  })
  void charactersAreReadAsTheyWereMeant(String type, String charset, String meta) throws Exception {
    String word = charset.equals("Shift_JIS") ? "日本語" : "Größe";
    String body = (meta.equals("BOM") ? "\uFEFF" : meta) + "<p>" + word + "</p>";
    assertThat(read(type, body.getBytes(Charset.forName(charset))).text()).isEqualTo(word);
  }

  @Test
  void textIsReadAsItIs() throws Exception {
    String text = "# A title\r\n\r\nSome *words*\tand \u0007more.\r\n";
    PageText page =
        read("text/markdown", text.getBytes(StandardCharsets.UTF_8), "content-language", "de, en");
    assertThat(page.title()).isEqualTo("A title");
    assertThat(page.text()).isEqualTo("# A title\n\nSome *words*\tand more.");
    assertThat(page.language()).isEqualTo("de");
    assertThat(read("text/plain", "<b>x</b>".getBytes(StandardCharsets.UTF_8)).text())
        .isEqualTo("<b>x</b>");
    assertThat(read("", "<!DOCTYPE html><p>x".getBytes(StandardCharsets.UTF_8)).text())
        .isEqualTo("x");
    assertThat(read("", "plain".getBytes(StandardCharsets.UTF_8)).text()).isEqualTo("plain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/pdf",
        "image/png",
        "application/octet-stream",
        "video/mp4",
        "font/woff2"
      })
  void whatIsNoTextIsSaid(String type) {
    HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> read(type, new byte[10]));
    assertThat(failure.kind()).isEqualTo(Kind.NOT_TEXT);
    assertThat(failure).hasMessage("example.com sent " + type + ", which is not text");
  }

  @Test
  void whatOnlyCallsItselfTextIsSaidToo() {
    for (byte[] body :
        new byte[][] {
          "%PDF-1.7 …".getBytes(StandardCharsets.UTF_8), new byte[2000], {0x1f, (byte) 0x8b, 8, 0}
        }) {
      HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> read("text/html", body));
      assertThat(failure).hasMessage("example.com sent binary data, which is not text");
    }
  }

  @Test
  void nullBytesAndStrayMarksAreNoHarm() throws Exception {
    PageText page = html("<title>a\u0000b</title><p>one\u0000two \uFFFF &#0; &#xD800; three");
    assertThat(page.text()).contains("three").doesNotContain("\u0000");
    assertThat(page.title()).doesNotContain("\u0000");
    ByteArrayOutputStream half = new ByteArrayOutputStream();
    half.writeBytes("<p>cut ".getBytes(StandardCharsets.UTF_8));
    half.write(0xE2);
    assertThat(read("text/html; charset=utf-8", half.toByteArray()).text()).startsWith("cut");
  }

  @Test
  void brokenPagesAreReadAsFarAsTheyGo() throws Exception {
    assertThat(
            html("<p>one<div></p><b><i>two</b></i><table><tr><td>three<p>four</table>five<!-- never")
                .text())
        .contains("one", "two", "three", "four", "five")
        .doesNotContain("never");
  }

  /// Pages that are large or deep in one way or another: none takes long, none is kept whole.
  @Test
  void monstrousPagesEnd() throws Exception {
    String deep = "<div>".repeat(100_000) + "the bottom" + "</div>".repeat(100_000);
    String oneLine = "<p>" + "word ".repeat(2 << 20);
    String many = "<html><body>" + "<p>a short paragraph</p>".repeat(200_000);
    String attributes = "<p " + "a=b ".repeat(500_000) + ">text";
    String tables = "<table><tr><td>".repeat(5_000) + "inside";
    String fonts = "<b><i><u><font>".repeat(5_000) + "inside";
    for (String page : new String[] {deep, oneLine, many, attributes, tables, fonts}) {
      long from = System.nanoTime();
      PageText read = html(page);
      assertThat(read.text().length()).isLessThanOrEqualTo(PageText.MAX_TEXT);
      assertThat(Duration.ofNanos(System.nanoTime() - from))
          .as(page.substring(0, 20))
          .isLessThan(Duration.ofSeconds(15));
    }
    assertThat(html(oneLine).truncated()).isTrue();
  }

  @Test
  void theMostTellingSentencesStandForAPage() {
    String text =
        "Welcome to our little place on the net. The crawler fetches pages and the crawler respects robots rules."
            + "\nCookies taste good with milk in winter. Every crawler that ignores robots rules is blocked for a day."
            + "\nShort. The crawler rules are checked on each page that the crawler fetches.";
    assertThat(Summary.of(text, 2, "en"))
        .hasSize(2)
        .allMatch(sentence -> sentence.contains("crawler"))
        .first()
        .asString()
        .startsWith("The crawler fetches");
    assertThat(Summary.of("", 3, null)).isEmpty();
    assertThat(Summary.of("!!! ??? … ".repeat(100), 3, "xx")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://Example.com/a?utm_source=x&b=2&UTM_Medium=y&a=1#frag, http://example.com/a?a=1&b=2",
    "https://example.com:443/?fbclid=1, https://example.com/",
    "http://example.com/a/../b//c/?, http://example.com/b/c/",
    "http://example.com/%7euser/%41?q=%c3%bc+x, http://example.com/~user/A?q=%C3%BC+x",
    "http://example.com/?b&a=2&a=1, http://example.com/?a=2&a=1&b",
    "http://[::1]:8080/x?utm_id=1, http://[0:0:0:0:0:0:0:1]:8080/x",
    "http://bücher.example/, http://xn--bcher-kva.example/"
  })
  void spellingsOfOneAddressAreOne(String given, String normalised) {
    String once = Address.normalised(WebUrl.parse(given));
    assertThat(once).isEqualTo(normalised);
    assertThat(Address.normalised(WebUrl.parse(once))).as("stays so").isEqualTo(once);
  }
}
