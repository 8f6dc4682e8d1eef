package dev.seshat.link;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import dev.seshat.net.HttpAnswer;
import dev.seshat.net.HttpCall;
import dev.seshat.net.HttpFailure;
import dev.seshat.net.HttpFailure.Kind;
import dev.seshat.net.HttpLimits;
import dev.seshat.net.SafeHttp;
import dev.seshat.net.WebUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What sites ask programs not to read, in their `robots.txt`, remembered for an hour.
///
/// By RFC 9309: a site without the file (status 400 to 499) asks for nothing; one that cannot give it (500 and more, or no
/// answer) is not read for now; its first 500 KiB count.
final class Robots {
  /// What a file of rules calls this program.
  private static final String NAME = "seshat";

  private static final Duration KEPT = Duration.ofHours(1);

  /// A site that could not say is asked again sooner.
  private static final Duration KEPT_UNTOLD = Duration.ofMinutes(1);

  private static final int MAX_SITES = 500;
  private static final HttpLimits LIMITS =
      HttpLimits.PAGE.withTotal(Duration.ofSeconds(10)).withBody(500 << 10, true);

  private record Known(BaseRobotRules rules, @Nullable HttpFailure untold, Instant until) {}

  private final SafeHttp http;
  private final Map<String, Known> sites =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MAX_SITES;
        }
      };

  Robots(SafeHttp http) {
    this.http = http;
  }

  /// Says no if the site asks not to read this address.
  ///
  /// @throws HttpFailure of [Kind#REFUSED] if it does, and of another kind if it could not say
  void check(WebUrl url, Instant now) throws HttpFailure {
    Known known = known(url, now);
    HttpFailure untold = known.untold();
    if (untold != null) {
      throw untold.kind() == Kind.REFUSED
          ? untold.saying(untold.getMessage())
          : untold.saying(
              "the robots.txt of " + url.host() + " cannot be read: " + untold.getMessage());
    }
    if (!known.rules().isAllowed(url.toString())) {
      throw HttpFailure.of(
          Kind.REFUSED, url.host() + " asks programs not to read this address (in its robots.txt)");
    }
  }

  private Known known(WebUrl url, Instant now) {
    synchronized (sites) {
      Known known = sites.get(url.origin());
      if (known != null && now.isBefore(known.until())) {
        return known;
      }
    }
    Known asked = ask(url, now);
    synchronized (sites) {
      sites.put(url.origin(), asked);
    }
    return asked;
  }

  private Known ask(WebUrl url, Instant now) {
    SimpleRobotRulesParser parser = new SimpleRobotRulesParser();
    WebUrl file = url.resolve("/robots.txt");
    try {
      HttpAnswer answer = http.send(HttpCall.get(file), LIMITS);
      if (answer.isOk()) {
        String type = answer.header("content-type").orElse("text/plain");
        return new Known(
            parser.parseContent(file.toString(), answer.body(), type, List.of(NAME)),
            null,
            now.plus(KEPT));
      }
      boolean isTheirFault = answer.status() >= 500;
      return new Known(
          parser.failedFetch(404),
          isTheirFault ? HttpFailure.status(answer.status(), "status " + answer.status()) : null,
          now.plus(isTheirFault ? KEPT_UNTOLD : KEPT));
    } catch (HttpFailure e) {
      return new Known(parser.failedFetch(500), e, now.plus(KEPT_UNTOLD));
    }
  }
}
