package dev.seshat.net;

import dev.seshat.net.HttpFailure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// One question and its answer over a connection of its own; closing it ends it wherever it is.
final class Exchange implements AutoCloseable {
  private static final Http1Config LINES =
      Http1Config.custom()
          .setMaxLineLength(16 << 10)
          .setMaxHeaderCount(200)
          .setMaxEmptyLineCount(10)
          .build();

  private final HttpCall call;
  private final HttpLimits limits;
  private final NetPolicy policy;
  private final HttpUriRequestBase request;
  private final BasicHttpClientConnectionManager connections;

  Exchange(
      HttpCall call,
      HttpLimits limits,
      NetPolicy policy,
      HostResolver resolver,
      @Nullable SSLContext trust) {
    this.call = call;
    this.limits = limits;
    this.policy = policy;
    this.request = request(call);
    this.connections = connections(limits, new Checked(call.url(), policy, resolver), trust);
  }

  /// Why a host that is written in numbers, or names this machine, may not be called; null if only its addresses can tell.
  static @Nullable String refusalByName(NetPolicy policy, WebUrl url) {
    if (url.isNumber()) {
      return policy.refusal(url, InetAddress.ofLiteral(url.host()));
    }
    return isThisMachine(url) ? policy.refusal(url, InetAddress.getLoopbackAddress()) : null;
  }

  private static boolean isThisMachine(WebUrl url) {
    return url.host().equals("localhost") || url.host().endsWith(".localhost");
  }

  /// The addresses of the one host that is called, when all of them may be: what the connection is made to.
  private record Checked(WebUrl url, NetPolicy policy, HostResolver names) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      InetAddress[] all =
          url.isNumber()
              ? new InetAddress[] {InetAddress.ofLiteral(url.host())}
              : names.resolve(url.host());
      for (InetAddress each : all) {
        String refusal = policy.refusal(url, each);
        if (refusal != null) {
          throw new Failures.Refused(refusal);
        }
      }
      return all;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  private static HttpUriRequestBase request(HttpCall call) {
    HttpUriRequestBase request = new HttpUriRequestBase(call.method(), call.url().uri());
    request.setHeader(HttpHeaders.USER_AGENT, SafeHttp.USER_AGENT);
    request.setHeader(HttpHeaders.ACCEPT_ENCODING, "gzip, deflate");
    call.headers().forEach(request::setHeader);
    request.removeHeaders(HttpHeaders.CONTENT_TYPE);
    byte[] body = call.body();
    if (body != null) {
      String type = call.headers().getOrDefault("Content-Type", "application/octet-stream");
      request.setEntity(new ByteArrayEntity(body, ContentType.parse(type)));
    }
    return request;
  }

  private static BasicHttpClientConnectionManager connections(
      HttpLimits limits, DnsResolver resolver, @Nullable SSLContext trust) {
    TlsSocketStrategy tls =
        trust == null
            ? DefaultClientTlsStrategy.createDefault()
            : new DefaultClientTlsStrategy(trust);
    // Java's own sockets would ask the system properties for a SOCKS proxy, which would then
    // resolve the name.
    var operator =
        new DefaultHttpClientConnectionOperator(
            proxy -> new Socket(Proxy.NO_PROXY),
            DefaultSchemePortResolver.INSTANCE,
            resolver,
            RegistryBuilder.<TlsSocketStrategy>create().register("https", tls).build());
    var connections =
        new BasicHttpClientConnectionManager(
            operator, ManagedHttpClientConnectionFactory.builder().http1Config(LINES).build());
    Timeout silence = Timeout.of(limits.silence());
    connections.setConnectionConfig(
        ConnectionConfig.custom()
            .setConnectTimeout(Timeout.of(limits.connect()))
            .setSocketTimeout(silence)
            .build());
    connections.setTlsConfig(TlsConfig.custom().setHandshakeTimeout(silence).build());
    return connections;
  }

  /// Asks, and reads the whole answer.
  HttpAnswer run() throws IOException {
    String refusal = refusalByName(policy, call.url());
    if (refusal != null) {
      throw HttpFailure.of(Kind.REFUSED, refusal);
    }
    // Neither client nor answer is closed by itself: that would read what is left of the answer,
    // which may have no end.
    return read(client().executeOpen(null, request, null));
  }

  private CloseableHttpClient client() {
    RequestConfig config =
        RequestConfig.custom()
            .setAuthenticationEnabled(false)
            .setProtocolUpgradeEnabled(false)
            .setResponseTimeout(Timeout.of(limits.silence()))
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(config)
        .setConnectionReuseStrategy((asked, answered, context) -> false)
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .disableDefaultUserAgent()
        .build();
  }

  private HttpAnswer read(ClassicHttpResponse response) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : response.getHeaders()) {
      String value = header.getValue();
      headers.merge(
          header.getName().toLowerCase(Locale.ROOT),
          value == null ? "" : value,
          (first, later) ->
              header.getName().equalsIgnoreCase(HttpHeaders.CONTENT_ENCODING)
                  ? first + ", " + later
                  : first);
    }
    HttpEntity entity = response.getEntity();
    byte[] body =
        entity == null
            ? new byte[0]
            : Unpacking.read(
                call.url().host(),
                entity.getContent(),
                headers.getOrDefault("content-encoding", ""),
                limits);
    return new HttpAnswer(call.url(), response.getCode(), headers, body, 0);
  }

  /// Ends the connection at once, in whatever state it is; the rest of an endless answer is not waited for.
  @Override
  public void close() {
    request.cancel();
    connections.close(CloseMode.IMMEDIATE);
  }
}
