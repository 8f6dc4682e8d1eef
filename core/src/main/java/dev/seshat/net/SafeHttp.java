package dev.seshat.net;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.net.HttpFailure.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A caller of addresses that come from outside: it reaches public machines and those that the owner allows, within
/// limits, and nothing of this machine goes along.
///
/// The address is looked at where the connection is made, so that a name that changes its mind between a check and a call
/// gains nothing. Redirects are followed one by one, each as a call of its own with all checks. There is no proxy, cookie,
/// password or kept connection; certificates are verified. A `GET` that is redirected to another host takes along only what
/// every call has and the two headers of a conditional question; a `POST` is not redirected. From `https` nothing leads to
/// `http`.
public final class SafeHttp {
  /// How a call names itself to the other side, unless it has a header of its own for that.
  public static final String USER_AGENT = "Seshat/1";

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<String> CARRIED =
      Set.of("accept", "accept-language", "if-none-match", "if-modified-since", "user-agent");

  private final NetPolicy policy;
  private final HostResolver resolver;
  private final @Nullable SSLContext trust;

  /// One that asks this machine's own names.
  public SafeHttp(NetPolicy policy) {
    this(policy, HostResolver.SYSTEM);
  }

  /// One that asks `resolver` where a host is.
  public SafeHttp(NetPolicy policy, HostResolver resolver) {
    this(policy, resolver, null);
  }

  /// @param trust whose certificates count; null for those that this Java trusts
  SafeHttp(NetPolicy policy, HostResolver resolver, @Nullable SSLContext trust) {
    this.policy = policy;
    this.resolver = resolver;
    this.trust = trust;
  }

  /// Refuses, without a word on the network, an address whose host says by itself that it is none to be called.
  ///
  /// @throws Invalid with the path `url`
  public void check(WebUrl url) {
    String refusal = Exchange.refusalByName(policy, url);
    if (refusal != null) {
      throw new Invalid("url", refusal);
    }
  }

  /// Makes a call and reads what comes back, whatever its status.
  ///
  /// @throws HttpFailure if nothing came back that could be read within the limits
  public HttpAnswer send(HttpCall call, HttpLimits limits) throws HttpFailure {
    return send(call, limits, url -> {});
  }

  /// The same, when a gate lets through each address that is called: the first, and those that redirects lead to.
  public HttpAnswer send(HttpCall call, HttpLimits limits, Gate gate) throws HttpFailure {
    long end = System.nanoTime() + limits.total().toNanos();
    HttpCall next = call;
    for (int followed = 0; ; followed++) {
      gate.pass(next.url());
      HttpAnswer answer = hop(next, limits, end);
      String location = answer.headers().get("location");
      if (location == null || !REDIRECTS.contains(answer.status()) || !mayFollow(call, limits)) {
        return answer.after(followed);
      }
      if (followed == limits.redirects()) {
        throw HttpFailure.of(
            Kind.REFUSED,
            call.url().host() + " redirects more than " + limits.redirects() + " times");
      }
      next = redirected(next, location);
    }
  }

  /// Says which addresses are called.
  @FunctionalInterface
  public interface Gate {
    /// Returns if the address may be called.
    void pass(WebUrl url) throws HttpFailure;
  }

  private static boolean mayFollow(HttpCall call, HttpLimits limits) {
    return call.method().equals("GET") && limits.redirects() > 0;
  }

  private static HttpCall redirected(HttpCall call, String location) throws HttpFailure {
    WebUrl from = call.url();
    WebUrl to;
    try {
      to = from.resolve(location);
    } catch (Invalid e) {
      throw HttpFailure.of(
          Kind.REFUSED, from.host() + " redirects to what cannot be called: " + e.getMessage());
    }
    if (from.scheme().equals("https") && to.scheme().equals("http")) {
      throw HttpFailure.of(
          Kind.REFUSED, from.host() + " redirects from https to http, which is refused");
    }
    if (to.origin().equals(from.origin())) {
      return call.to(to);
    }
    Map<String, String> carried = new HashMap<>(call.headers());
    carried.keySet().removeIf(name -> !CARRIED.contains(name.toLowerCase(Locale.ROOT)));
    return call.to(to).withHeaders(carried);
  }

  /// One call without its redirects. It runs in a thread of its own, since looking up a name cannot be interrupted.
  private HttpAnswer hop(HttpCall call, HttpLimits limits, long end) throws HttpFailure {
    AtomicReference<@Nullable Exchange> running = new AtomicReference<>();
    FutureTask<HttpAnswer> task =
        new FutureTask<>(() -> {
          try (Exchange exchange = new Exchange(call, limits, policy, resolver, trust)) {
            running.set(exchange);
            return exchange.run();
          }
        });
    Thread.ofPlatform().daemon().name("seshat-http").start(task);
    try {
      return task.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      abort(running.get());
      throw tooSlow(call, limits.total());
    } catch (InterruptedException e) {
      abort(running.get());
      Thread.currentThread().interrupt();
      throw HttpFailure.of(Kind.TOO_SLOW, "the call of " + call.url().host() + " was interrupted");
    } catch (ExecutionException e) {
      throw Failures.of(call.url(), limits, e.getCause());
    }
  }

  private static void abort(@Nullable Exchange exchange) {
    if (exchange != null) {
      Thread.ofVirtual().name("seshat-http-end").start(exchange::close);
    }
  }

  private static HttpFailure tooSlow(HttpCall call, Duration total) {
    return HttpFailure.of(
        Kind.TOO_SLOW,
        call.url().host() + " had not answered in full after " + Failures.seconds(total));
  }
}
