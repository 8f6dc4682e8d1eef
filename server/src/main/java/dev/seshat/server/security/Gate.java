package dev.seshat.server.security;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Unauthorized;
import dev.seshat.access.Caller;
import dev.seshat.access.Login;
import dev.seshat.access.Role;
import dev.seshat.server.ServerOptions;
import dev.seshat.server.http.Refusal;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The one place that turns a request into a [Visitor]: by the token that it bears, by the cookie of a login, or, where
/// the server asks for neither, as whoever started it.
///
/// Before every route it also demands a role: that of a reader to look at anything, that of a writer to send anything.
/// What takes more, or less, says so itself: each operation of the REST interface, each tool.
public final class Gate implements Handler, Visitors {
  /// The calendar's feed.
  private static final String FEED = "/calendar.ics";

  private final Seshat seshat;
  private final ServerOptions options;
  private final LoginCookie cookie;
  private final Limits limits;

  public Gate(Seshat seshat, ServerOptions options, LoginCookie cookie) {
    this.seshat = seshat;
    this.options = options;
    this.cookie = cookie;
    this.limits = new Limits(options.rate());
  }

  @Override
  public void handle(Context ctx) {
    String path = ctx.path();
    if (isOpen(path)) {
      return;
    }
    String secret = path.equals(FEED) ? ctx.queryParam("token") : null;
    if (secret != null && options.needsLogin()) {
      ctx.attribute(Visitor.ATTRIBUTE, subscriber(ctx, secret));
      return;
    }
    Visitor visitor;
    try {
      visitor = of(ctx);
    } catch (Unauthorized e) {
      if (isForPeople(ctx)) {
        if (cookie.read(ctx) != null) {
          cookie.clear(ctx);
        }
        ctx.redirect("/login?next=" + here(ctx), HttpStatus.SEE_OTHER);
        ctx.skipRemainingHandlers();
        return;
      }
      throw e;
    }
    if (!isProgrammatic(path) && !path.equals("/logout")) {
      visitor.require(Guard.onlyReads(ctx.method()) ? Role.READER : Role.WRITER);
    }
  }

  /// Whoever subscribes to the calendar, whose program can send no header: known by the address that they were given.
  private Visitor subscriber(Context ctx, String secret) {
    Caller caller;
    try {
      caller = seshat.access().authenticate(secret);
      if (caller.role() != Role.CALENDAR) {
        throw new Unauthorized(
            "a token that does more has no place in an address; make one with the role calendar");
      }
    } catch (Unauthorized e) {
      requireSlow(
          ctx, limits.failure("token " + address(ctx)), "too many secrets that count for nothing");
      throw e;
    }
    requireSlow(ctx, limits.request(caller.name()), "too many requests with this token");
    return new Visitor(seshat, Role.CALENDAR, caller.name(), false);
  }

  /// What is there for those who are not known yet.
  private static boolean isOpen(String path) {
    return path.equals("/login") || path.startsWith("/health/") || path.startsWith("/assets/");
  }

  /// Where each operation and each tool has a role of its own.
  private static boolean isProgrammatic(String path) {
    return path.startsWith("/api/") || path.equals("/mcp") || path.equals("/mcp/");
  }

  /// Whether it is better answered with the login page than with a refusal.
  private static boolean isForPeople(Context ctx) {
    String accept = ctx.header("Accept");
    return Guard.onlyReads(ctx.method())
        && ctx.header("Authorization") == null
        && ctx.header("HX-Request") == null
        && accept != null
        && accept.contains("text/html")
        && !isProgrammatic(ctx.path());
  }

  private static String here(Context ctx) {
    String query = ctx.queryString();
    return URLEncoder.encode(
        query == null ? ctx.path() : ctx.path() + "?" + query, StandardCharsets.UTF_8);
  }

  @Override
  public Visitor of(Context ctx) {
    Visitor known = Visitor.known(ctx);
    if (known != null) {
      return known;
    }
    Visitor visitor = through(ctx, recognised(ctx));
    ctx.attribute(Visitor.ATTRIBUTE, visitor);
    return visitor;
  }

  /// The visitor by the program that they name, or their browser or library does.
  private static Visitor through(Context ctx, Visitor visitor) {
    String agent = ctx.header("X-Agent");
    String client = agent == null ? ctx.header("User-Agent") : agent;
    // who only reads leaves no trace, and shares what the store remembers of its searches
    boolean reads = ctx.method() == HandlerType.GET || ctx.method() == HandlerType.HEAD;
    return client == null || reads
        ? visitor
        : new Visitor(
            visitor.seshat().through(client), visitor.role(), visitor.name(), visitor.isLogin());
  }

  private Visitor recognised(Context ctx) {
    String header = ctx.header("Authorization");
    if (header != null) {
      return visitor(ctx, bearer(ctx, header), false);
    }
    if (!options.needsLogin()) {
      return new Visitor(seshat, Role.OWNER, null, false);
    }
    String login = cookie.read(ctx);
    if (login != null) {
      return visitor(ctx, login, true);
    }
    throw refused(
        ctx, "Bearer", "this server asks for an access token: send 'Authorization: Bearer …'");
  }

  private static String bearer(Context ctx, String header) {
    String[] parts = header.strip().split("\\s+", 2);
    if (parts.length < 2 || !parts[0].toLowerCase(Locale.ROOT).equals("bearer")) {
      throw refused(ctx, "Bearer", "Authorization must be 'Bearer' and an access token");
    }
    return parts[1];
  }

  /// The visitor that a secret stands for. A token is no cookie, and a cookie no token: what leaks from one place is of no
  /// use at the other.
  private Visitor visitor(Context ctx, String secret, boolean login) {
    Caller caller;
    try {
      caller = seshat.access().authenticate(secret);
      if (caller.role() == Role.CALENDAR) {
        throw new Unauthorized("that token opens the calendar's feed alone");
      }
      if (caller.isLogin() != login) {
        throw new Unauthorized(
            login
                ? "the cookie holds no login; log in again"
                : "that is a login, not an access token");
      }
    } catch (Unauthorized e) {
      // apart from each other: a page that is open in a browser may ask on when its login has ended
      String from = (login ? "login " : "token ") + address(ctx);
      requireSlow(ctx, limits.failure(from), "too many secrets that count for nothing");
      throw refused(ctx, "Bearer error=\"invalid_token\"", e.getMessage());
    }
    requireSlow(ctx, limits.request(caller.name()), "too many requests with this token");
    return new Visitor(seshat.as(caller.name()), caller.role(), caller.name(), login);
  }

  private static Unauthorized refused(Context ctx, String challenge, String why) {
    ctx.header("WWW-Authenticate", challenge);
    return new Unauthorized(why);
  }

  private static void requireSlow(Context ctx, long wait, String what) {
    if (wait > 0) {
      ctx.header("Retry-After", Long.toString(wait));
      throw new Refusal(
          HttpStatus.TOO_MANY_REQUESTS,
          what + "; come back in " + wait + (wait == 1 ? " second" : " seconds"));
    }
  }

  /// Makes a login of the token that somebody typed, and the cookie that holds it.
  ///
  /// @throws Unauthorized if it counts for nothing
  /// @throws Refusal 429 if there were too many such from this address, whatever this one is
  public void logIn(Context ctx, String secret) {
    String address = "token " + address(ctx);
    requireSlow(ctx, limits.untilAttempt(address), "too many failed logins");
    try {
      Login login = seshat.access().login(secret.strip());
      cookie.set(ctx, login.secret());
    } catch (Unauthorized e) {
      limits.failure(address);
      throw e;
    }
  }

  /// Ends the login of a request.
  public void logOut(Context ctx) {
    String login = cookie.read(ctx);
    if (login != null) {
      seshat.access().logout(login);
    }
    cookie.clear(ctx);
  }

  /// Whether there is anything to log in to.
  public boolean needsLogin() {
    return options.needsLogin();
  }

  /// Where a request comes from: the one whose word our own proxy takes, or who is connected. Of IPv6 the network, which
  /// one customer has whole.
  private String address(Context ctx) {
    InetAddress peer = literal(ctx.req().getRemoteAddr());
    String forwarded = ctx.header("X-Forwarded-For");
    if (options.publicUrl() != null
        && forwarded != null
        && peer != null
        && peer.isLoopbackAddress()) {
      // the last one is what the proxy itself has seen; what stands before it may be made up
      peer = literal(forwarded.substring(forwarded.lastIndexOf(',') + 1).strip());
    }
    if (peer == null) {
      return "unknown";
    }
    byte[] bytes = peer.getAddress();
    return Arrays.toString(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes);
  }

  private static @Nullable InetAddress literal(@Nullable String text) {
    try {
      return text == null ? null : InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
