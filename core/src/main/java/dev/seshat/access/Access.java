package dev.seshat.access;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.SeshatException.Unauthorized;
import dev.seshat.access.AccessTable.Held;
import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Times;
import dev.seshat.store.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tokens of a workspace: who may use it from elsewhere, and as what.
///
/// A secret is shown once, when it is made; its SHA-256 is kept. It counts in this workspace alone.
public final class Access {
  private static final Logger LOG = LoggerFactory.getLogger(Access.class);
  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

  /// So many browsers at most are logged in with one token; the oldest login gives way.
  private static final int LOGINS_KEPT = 50;

  private static final int PREFIX = 4;

  private final Scope scope;

  public Access(Scope scope) {
    this.scope = scope;
  }

  /// Makes a token; one of the same name that has expired makes way for it.
  ///
  /// @throws Conflict if there is one of this name that counts
  public Issued create(NewToken wanted) {
    return scope
        .store()
        .write(tx -> {
          UUID id = tx.newId();
          String name =
              wanted.name() != null
                  ? wanted.name()
                  : wanted.role().word() + "-" + id.toString().substring(0, 8);
          makeWay(tx, name);
          Instant now = tx.now();
          Instant expires = wanted.validFor() == null ? null : now.plus(wanted.validFor());
          Token token =
              new Token(id, name, wanted.role(), scope.actor(), now, expires, null, false);
          String secret = Secret.draw(tx);
          AccessTable.insert(tx, new Held(token, Secret.hash(secret), null));
          changed(tx, scope.actor(), "token.create", token);
          return new Issued(token, secret);
        });
  }

  private void makeWay(Tx tx, String name) throws SQLException {
    for (Token token : AccessTable.list(tx)) {
      if (token.name().equals(name)) {
        if (!token.isExpired()) {
          throw new Conflict(
              "there is a token '" + name + "' already; revoke it first, or choose another name");
        }
        remove(tx, token);
      }
    }
  }

  /// Every token by name, those that have expired too.
  public List<Token> list() {
    return scope.store().read(AccessTable::list);
  }

  /// Whether there is a token that counts.
  public boolean hasValidToken() {
    return scope.store().read(AccessTable::hasValid);
  }

  /// Takes a token back, and every login made with it, from this moment on.
  ///
  /// @param ref its name, its id, or an unambiguous prefix of that of at least four digits
  public Token revoke(String ref) {
    return scope
        .store()
        .write(tx -> {
          Token token = find(AccessTable.list(tx), ref);
          remove(tx, token);
          return token;
        });
  }

  private void remove(Tx tx, Token token) throws SQLException {
    AccessTable.delete(tx, token.id());
    changed(tx, scope.actor(), "token.revoke", token);
  }

  private static Token find(List<Token> tokens, String ref) {
    Optional<Token> named = tokens.stream().filter(each -> each.name().equals(ref)).findFirst();
    if (named.isPresent()) {
      return named.get();
    }
    List<Token> begun =
        ref.length() < PREFIX
            ? List.of()
            : tokens.stream().filter(each -> each.id().toString().startsWith(ref)).toList();
    if (begun.size() > 1) {
      throw new Invalid(
          "token", "'" + ref + "' is the beginning of more than one id; give more of it");
    }
    return begun.stream().findFirst().orElseThrow(() -> NotFound.of("token", ref));
  }

  /// Whom a secret stands for.
  ///
  /// @throws Unauthorized if it is no token's or login's of this workspace, or counts no longer
  public Caller authenticate(String secret) {
    Held held = scope.store().read(tx -> valid(tx, secret));
    noteUse(held);
    return held.caller();
  }

  /// Makes a login of a token: a secret that stands for it for [Login#LASTS] at most, so that the token itself need not
  /// stay in a browser.
  ///
  /// @throws Unauthorized as [#authenticate], and for the secret of another login
  public Login login(String secret) {
    return scope
        .store()
        .write(tx -> {
          Held parent = valid(tx, secret);
          if (parent.parent() != null) {
            throw new Unauthorized("a login cannot be made with a login; give the token itself");
          }
          Token of = parent.token();
          if (of.role() == Role.CALENDAR) {
            throw new Unauthorized("that token opens the calendar's feed alone");
          }
          Instant now = tx.now();
          Instant end = now.plus(Login.LASTS);
          Instant parentEnd = of.expiresAt();
          Instant expires = parentEnd != null && parentEnd.isBefore(end) ? parentEnd : end;
          Token login =
              new Token(tx.newId(), of.name(), of.role(), of.name(), now, expires, null, false);
          String drawn = Secret.draw(tx);
          Held held = new Held(login, Secret.hash(drawn), of.id());
          AccessTable.tidyLogins(tx, of.id(), LOGINS_KEPT - 1);
          AccessTable.insert(tx, held);
          AccessTable.touch(tx, of.id(), now);
          changed(tx, of.name(), "token.login", of);
          return new Login(held.caller(), drawn);
        });
  }

  /// Ends a login; one that counts no longer is ended already.
  public void logout(String secret) {
    if (!Secret.isOne(secret)) {
      return;
    }
    scope
        .store()
        .write(tx -> {
          Optional<Held> held = AccessTable.byHash(tx, Secret.hash(secret));
          if (held.isPresent() && held.get().parent() != null) {
            Token login = held.get().token();
            AccessTable.delete(tx, login.id());
            changed(tx, login.name(), "token.logout", login);
          }
          return true;
        });
  }

  private static Held valid(Tx tx, String secret) throws SQLException {
    if (!Secret.isOne(secret)) {
      throw new Unauthorized("that is no token of Seshat; one begins with seshat_");
    }
    String hash = Secret.hash(secret);
    Held held =
        AccessTable.byHash(tx, hash)
            .filter(found -> same(found.hash(), hash))
            .orElseThrow(() ->
                new Unauthorized(
                    "this workspace knows no such token; it may have been revoked, or be another workspace's"));
    if (held.token().isExpired()) {
      throw new Unauthorized(
          held.parent() == null
              ? "the token '" + held.token().name() + "' has expired; ask the owner for another"
              : "the login has expired; log in again");
    }
    return held;
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  /// Notes that a token was used, to the minute. One whose use cannot be noted, on a full disk, still may read.
  private void noteUse(Held held) {
    Instant before = scope.store().now().minus(NOTED_EVERY);
    Instant last = held.token().lastUsedAt();
    if (last != null && !last.isBefore(before)) {
      return;
    }
    try {
      scope
          .store()
          .write(tx -> {
            AccessTable.touch(tx, held.token().id(), before);
            if (held.parent() != null) {
              AccessTable.touch(tx, held.parent(), before);
            }
            return true;
          });
    } catch (StoreUnavailable e) {
      LOG.debug("the use of a token is not noted: {}", e.getMessage());
    }
  }

  private void changed(Tx tx, String actor, String action, Token token) {
    Map<String, @Nullable Object> detail = new LinkedHashMap<>();
    detail.put("name", token.name());
    detail.put("role", token.role().word());
    detail.put("expires_at", token.expiresAt() == null ? null : Times.text(token.expiresAt()));
    new Scope(scope.store(), actor)
        .changed(tx, action, "token", token.id(), null, Json.write(detail));
  }
}
