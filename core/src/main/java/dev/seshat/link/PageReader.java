package dev.seshat.link;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.net.HostResolver;
import dev.seshat.net.HttpAnswer;
import dev.seshat.net.HttpCall;
import dev.seshat.net.HttpFailure;
import dev.seshat.net.HttpLimits;
import dev.seshat.net.NetPolicy;
import dev.seshat.net.SafeHttp;
import dev.seshat.net.WebUrl;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What reads pages for links: from where the owner allows, what the site allows, within limits.
public final class PageReader {
  private static final String USER_AGENT = SafeHttp.USER_AGENT + " (link reader)";
  private static final String ACCEPT =
      "text/html, application/xhtml+xml, text/markdown, text/plain;q=0.9, */*;q=0.1";

  private final SafeHttp http;
  private final Robots robots;
  private final HttpLimits limits;

  /// One that reads from public machines, and from those that the owner allows.
  public PageReader(NetPolicy policy) {
    this(new SafeHttp(policy, HostResolver.SYSTEM), HttpLimits.PAGE);
  }

  /// One with a way to others of the caller's own, within `limits`.
  public PageReader(SafeHttp http, HttpLimits limits) {
    this.http = http;
    this.robots = new Robots(http);
    this.limits = limits;
  }

  /// Refuses what its address alone shows to be none that is read.
  ///
  /// @throws Invalid with the path `url`
  WebUrl checked(String url) {
    WebUrl read = WebUrl.parse(url);
    http.check(read);
    return read;
  }

  /// Asks for a page.
  ///
  /// @param etag by which the server may say that nothing has changed since
  /// @param lastModified the same
  /// @return an answer of success, or of status 304
  HttpAnswer fetch(WebUrl url, @Nullable String etag, @Nullable String lastModified, Instant now)
      throws HttpFailure {
    HttpCall call =
        HttpCall.get(url).withHeader("User-Agent", USER_AGENT).withHeader("Accept", ACCEPT);
    if (etag != null) {
      call = call.withHeader("If-None-Match", etag);
    }
    if (lastModified != null) {
      call = call.withHeader("If-Modified-Since", lastModified);
    }
    HttpAnswer answer = http.send(call, limits, next -> robots.check(next, now));
    return answer.status() == 304 && (etag != null || lastModified != null) ? answer : answer.ok();
  }
}
