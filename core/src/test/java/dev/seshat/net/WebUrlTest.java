package dev.seshat.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.testing.RawServer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How addresses are read.
class WebUrlTest {
  @ParameterizedTest
  @CsvSource({
    "http://example.com, http://example.com/",
    "HTTP://Example.COM.:80/a, http://example.com/a",
    "https://example.com:443?q, https://example.com/?q",
    "https://example.com:8443/x#part, https://example.com:8443/x",
    "http://bücher.example/ü?ö=ä b, http://xn--bcher-kva.example/%C3%BC?%C3%B6=%C3%A4%20b",
    "http://example.com/a/../b/./c//d, http://example.com/b/c//d",
    "http://example.com/../../x, http://example.com/x",
    "http://example.com/100%/%zz/%41, http://example.com/100%25/%25zz/%41",
    "http://example.com/[a]|b, http://example.com/%5Ba%5D%7Cb",
    "http://127.1/, http://127.0.0.1/",
    "http://2130706433/, http://127.0.0.1/",
    "http://0x7f000001/, http://127.0.0.1/",
    "http://0X7F.1/, http://127.0.0.1/",
    "http://0177.0.0.01/, http://127.0.0.1/",
    "http://127.0.0.1./, http://127.0.0.1/",
    "http://127。0。0。1/, http://127.0.0.1/",
    "http://１２７.0.0.1/, http://127.0.0.1/",
    "http://0/, http://0.0.0.0/",
    "http://[::1]:8080/, http://[0:0:0:0:0:0:0:1]:8080/",
    "http://[::ffff:127.0.0.1]/, http://127.0.0.1/",
    "http://[::FFFF:7F00:1]/, http://127.0.0.1/"
  })
  void anAddressHasOneSpelling(String given, String read) {
    assertThat(WebUrl.parse(given)).hasToString(read);
    assertThat(WebUrl.parse(read)).isEqualTo(WebUrl.parse(given));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "ftp://example.com",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http:example.com",
        "http:///path",
        "http://",
        "http://user@example.com/",
        "http://a:b@example.com/",
        "http://example.com\\@127.0.0.1/",
        "http://exam ple.com/",
        "http://example.com:0/",
        "http://example.com:99999/",
        "http://example.com:x/",
        "http://example.com:25/",
        "http://example.com:6379/",
        "http://[::1/",
        "http://[fe80::1%25eth0]/",
        "http://[1.2.3.4]/",
        "http://1.2.3.4.5/",
        "http://256.1.1.1/",
        "http://08.1.1.1/",
        "http://a..b/",
        "http://.a/",
        "http://%31%32%37.0.0.1/",
        "http://a\u0000b/",
        "http://example.com/a\nb",
        "http://example.com/\ud800"
      })
  void whatCannotBeCalledIsInvalid(String given) {
    assertThatThrownBy(() -> WebUrl.parse(given))
        .isInstanceOf(Invalid.class)
        .hasMessageStartingWith("url: ");
  }

  @ParameterizedTest
  @CsvSource({
    "/x, http://a.example/x",
    "x?y, http://a.example/d/x?y",
    "?y, http://a.example/d/p?y",
    "../x, http://a.example/x",
    "//b.example/x, http://b.example/x",
    "https://b.example, https://b.example/",
    "#z, http://a.example/d/p?q",
    "./, http://a.example/d/"
  })
  void aReferenceIsReadFromItsPage(String reference, String leadsTo) {
    assertThat(WebUrl.parse("http://a.example/d/p?q#f").resolve(reference)).hasToString(leadsTo);
  }

  /// Spellings of this machine and of others, drawn from pieces that programs are known to disagree on.
  @Test
  void noSpellingReachesThisMachine() throws Exception {
    long seed = 20_260_115L;
    Random chance = new Random(seed);
    SafeHttp http =
        new SafeHttp(
            NetPolicy.PUBLIC, host -> new InetAddress[] {InetAddress.getLoopbackAddress()});
    HttpLimits limits = HttpLimits.PAGE.withTotal(Duration.ofSeconds(5));
    int read = 0;
    try (RawServer trap = new RawServer()) {
      for (int i = 0; i < 3000; i++) {
        String url = spelling(chance, trap.port());
        try {
          WebUrl parsed = WebUrl.parse(url);
          read++;
          assertThatThrownBy(() -> http.send(HttpCall.get(parsed), limits))
              .as("seed " + seed + ": " + url)
              .isInstanceOf(HttpFailure.class);
        } catch (Invalid e) {
          assertThat(e.path()).isEqualTo("url");
        }
      }
      assertThat(trap.connections()).as("seed " + seed).isZero();
    }
    assertThat(read).as("spellings that were read at all").isGreaterThan(500);
  }

  private static String spelling(Random chance, int port) {
    String user = pick(chance, "", "", "", "", "a@", "example.com@", "a:b@", "example.com\\@");
    String host =
        pick(
            chance,
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
            "0x7f.0.0.0x1",
            "localhost",
            "LOCALHOST",
            "a.localhost",
            "127.0.0.1.",
            "localhost.",
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[0:0:0:0:0:0:0:1]",
            "0",
            "0.0.0.0",
            "127。0。0。1",
            "①②⑦.0.0.1",
            "127.0.0.1.nip.example",
            "１２７.１",
            "127.0.0.1%2f",
            "%6c%6fcalhost",
            "017700000001",
            "127.127.127.127",
            "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
            "[64:ff9b::7f00:1]",
            "[::127.0.0.1]",
            "example.com",
            "loc\u00ADalhost",
            "00000177.1",
            "0x7F.1",
            "127.0.1",
            "4294967297");
    String tail =
        pick(
            chance,
            "",
            "/",
            "/x",
            "?q",
            "#f",
            "/..//",
            "\\x",
            "//",
            "/%00",
            "/\u3002",
            ":@x",
            "/@example.com");
    String scheme =
        pick(
            chance,
            "http://",
            "http://",
            "HTTP://",
            "https://",
            "http:/",
            "http:///",
            " http://",
            "//");
    char[] text = (scheme + user + host + ":" + port + tail).toCharArray();
    if (chance.nextInt(4) == 0) {
      text[chance.nextInt(text.length)] = "/\\@:.%#?[]0x \t".charAt(chance.nextInt(14));
    }
    return new String(text);
  }

  private static String pick(Random chance, String... of) {
    return of[chance.nextInt(of.length)];
  }
}
