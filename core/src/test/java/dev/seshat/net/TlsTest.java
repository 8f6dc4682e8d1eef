package dev.seshat.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.seshat.net.HttpFailure.Kind;
import dev.seshat.testing.RawServer;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Calls of servers by `https`, with a certificate for `site.example.com` that its maker signed.
@Timeout(60)
class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private static Path folder;
  private static SSLContext own = context(null);

  private static SSLContext context(@Nullable KeyStore keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      if (keys == null) {
        context.init(null, null, null);
        return context;
      }
      KeyManagerFactory mine =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      mine.init(keys, PASSWORD);
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(keys);
      context.init(mine.getKeyManagers(), trusted.getTrustManagers(), null);
      return context;
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeAll
  static void makeCertificate() throws Exception {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "site",
                "-keyalg",
                "EC",
                "-dname",
                "CN=site",
                "-ext",
                "SAN=dns:site.example.com",
                "-ext",
                "BC:critical=ca:true",
                "-keystore",
                file.toString(),
                "-storepass",
                "changeit",
                "-validity",
                "2")
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    KeyStore trusting = KeyStore.getInstance("PKCS12");
    trusting.load(null, PASSWORD);
    trusting.setKeyEntry(
        "site", keys.getKey("site", PASSWORD), PASSWORD, keys.getCertificateChain("site"));
    trusting.setCertificateEntry("trust", keys.getCertificate("site"));
    own = context(trusting);
  }

  private static SafeHttp http(SSLContext trust) {
    return new SafeHttp(
        NetPolicy.allowing("*.example.com"),
        host -> new java.net.InetAddress[] {java.net.InetAddress.getLoopbackAddress()},
        trust);
  }

  private static HttpFailure failure(SafeHttp http, String url) {
    HttpLimits limits = HttpLimits.PAGE.withTotal(Duration.ofSeconds(5));
    return catchThrowableOfType(
        HttpFailure.class, () -> http.send(HttpCall.get(WebUrl.parse(url)), limits));
  }

  @Test
  void aCertificateMustBeTrustedAndOfThisHost() throws Exception {
    try (RawServer server = new RawServer(own.getServerSocketFactory(), "https")) {
      server.gives("/", "text/plain", "secret");
      String port = ":" + server.port() + "/";
      HttpAnswer answer =
          http(own)
              .send(HttpCall.get(WebUrl.parse("https://site.example.com" + port)), HttpLimits.PAGE);
      assertThat(new String(answer.body(), UTF_8)).isEqualTo("secret");
      assertThat(failure(http(context(null)), "https://site.example.com" + port))
          .hasMessageContaining("has no connection that can be trusted")
          .extracting(HttpFailure::kind)
          .isEqualTo(Kind.UNREACHABLE);
      assertThat(failure(http(own), "https://other.example.com" + port))
          .hasMessageContaining("has no connection that can be trusted");
    }
  }

  @Test
  void nothingLeadsFromHttpsToHttp() throws Exception {
    try (RawServer server = new RawServer(own.getServerSocketFactory(), "https")) {
      server.says(
          "/",
          "HTTP/1.1 301 Go\r\nLocation: http://site.example.com/\r\nContent-Length: 0\r\n\r\n");
      assertThat(failure(http(own), "https://site.example.com:" + server.port() + "/"))
          .hasMessageContaining("from https to http");
    }
  }

  @Test
  void aServerThatNeverShakesHandsIsTooSlow() throws Exception {
    try (RawServer server = new RawServer()) {
      HttpLimits limits = HttpLimits.PAGE.withTotal(Duration.ofMillis(500));
      WebUrl url = WebUrl.parse("https://site.example.com:" + server.port() + "/");
      HttpFailure slow =
          catchThrowableOfType(HttpFailure.class, () -> http(own).send(HttpCall.get(url), limits));
      assertThat(slow.kind()).isEqualTo(Kind.TOO_SLOW);
    }
  }
}
