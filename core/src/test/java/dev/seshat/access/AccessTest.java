package dev.seshat.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Forbidden;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.SeshatException.Unauthorized;
import dev.seshat.audit.AuditEntry;
import dev.seshat.store.Store;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What tokens and logins promise, on each kind of database.
final class AccessTest {
  private final TestClock clock = new TestClock();

  private static NewToken wanted(@Nullable String name, Role role) {
    return new NewToken(name, role, NewToken.USUAL);
  }

  @EveryStore
  void aTokenIsKnownByItsSecret(TestStore test) {
    Seshat seshat = test.seshat(clock);
    Issued issued = seshat.as("ada").access().create(wanted("phone", Role.WRITER));
    assertThat(issued.secret()).matches("seshat_[A-Za-z0-9_-]{43}");

    Caller caller = seshat.access().authenticate(issued.secret());
    assertThat(caller.name()).isEqualTo("phone");
    assertThat(caller.role()).isEqualTo(Role.WRITER);
    assertThat(caller.isLogin()).isFalse();
    assertThat(caller.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofDays(90)));
    assertThat(issued.token().createdBy()).isEqualTo("ada");
  }

  @EveryStore
  void theSecretIsNowhereInTheStoreOrInWords(TestStore test) {
    Seshat seshat = test.seshat(clock);
    Issued issued = seshat.access().create(wanted("phone", Role.OWNER));
    Login login = seshat.access().login(issued.secret());
    String hash = Secret.hash(issued.secret());
    List<String> words = new ArrayList<>();
    seshat.audit().export().map(AuditEntry::toString).forEach(words::add);
    words.add(issued.toString());
    words.add(login.toString());
    words.add(seshat.access().list().toString());
    assertThat(String.join("\n", words))
        .contains("token.create", "token.login", "phone")
        .doesNotContain(issued.secret(), login.secret(), hash);
    Store store = test.store();
    String row =
        store.read(tx ->
            tx.first(
                    "SELECT * FROM access_token WHERE parent_id IS NULL",
                    found -> found.text("hash") + found.text("name"))
                .orElseThrow());
    assertThat(row).isEqualTo(hash + "phone");
  }

  @EveryStore
  void aQueryFromOutsideSeesNoHash(TestStore test) {
    Seshat seshat = test.seshat(clock);
    seshat.access().create(wanted("phone", Role.OWNER));
    for (String sql :
        List.of(
            "SELECT hash FROM access_token",
            "SELECT count(*) FROM ACCESS_TOKEN",
            "SELECT name FROM access_token WHERE name = 'phone'",
            "WITH t AS (SELECT * FROM access_token) SELECT (SELECT max(hash) FROM t) AS h",
            "SELECT id FROM sessions WHERE kind IN (SELECT hash FROM access_token)",
            "SELECT * FROM idempotency_key")) {
      assertThatThrownBy(() -> seshat.query().run(sql, 10, Duration.ofSeconds(5)))
          .as(sql)
          .isInstanceOf(Forbidden.class);
    }
    assertThat(seshat.query().run("SELECT * FROM v_sessions", 10, Duration.ofSeconds(5)).rows())
        .isEmpty();
  }

  @EveryStore
  void whatIsNoTokenOfThisWorkspaceIsRefused(TestStore test) throws Exception {
    Seshat seshat = test.seshat(clock);
    seshat.access().create(wanted("phone", Role.OWNER));
    try (TestStore other = test.isSqlite() ? TestStore.sqlite() : TestStore.postgres()) {
      String foreign = other.seshat().access().create(wanted("phone", Role.OWNER)).secret();
      for (String secret :
          List.of("", "phone", "seshat_", "seshat_" + "a".repeat(43), foreign, foreign + "x")) {
        assertThatThrownBy(() -> seshat.access().authenticate(secret))
            .as(secret)
            .isInstanceOf(Unauthorized.class);
      }
    }
  }

  @EveryStore
  void anExpiredTokenCountsNoLonger(TestStore test) {
    Seshat seshat = test.seshat(clock);
    Issued issued = seshat.access().create(new NewToken("short", Role.READER, Duration.ofHours(1)));
    Login login = seshat.access().login(issued.secret());
    assertThat(login.caller().expiresAt()).isEqualTo(issued.token().expiresAt());
    assertThat(seshat.access().hasValidToken()).isTrue();

    clock.advance(Duration.ofHours(1));
    assertThatThrownBy(() -> seshat.access().authenticate(issued.secret()))
        .isInstanceOf(Unauthorized.class)
        .hasMessageContaining("expired");
    assertThatThrownBy(() -> seshat.access().authenticate(login.secret()))
        .isInstanceOf(Unauthorized.class);
    assertThat(seshat.access().hasValidToken()).isFalse();
    assertThat(seshat.access().list()).singleElement().matches(Token::isExpired);
  }

  @EveryStore
  void oneThatNeverExpiresDoesNot(TestStore test) {
    Seshat seshat = test.seshat(clock);
    Issued issued = seshat.access().create(new NewToken(null, Role.READER, null));
    assertThat(issued.token().name()).matches("reader-[0-9a-f]{8}");
    clock.advance(Duration.ofDays(40_000));
    assertThat(seshat.access().authenticate(issued.secret()).expiresAt()).isNull();
  }

  @EveryStore
  void aNameIsTakenUntilItsTokenIsRevokedOrExpires(TestStore test) {
    Seshat seshat = test.seshat(clock);
    Issued first = seshat.access().create(wanted("phone", Role.WRITER));
    assertThatThrownBy(() -> seshat.access().create(wanted("phone", Role.READER)))
        .isInstanceOf(Conflict.class);
    clock.advance(Duration.ofDays(91));
    Issued second = seshat.access().create(wanted("phone", Role.READER));
    assertThat(seshat.access().list()).extracting(Token::id).containsExactly(second.token().id());
    assertThatThrownBy(() -> seshat.access().authenticate(first.secret()))
        .isInstanceOf(Unauthorized.class);
  }

  @EveryStore
  void revokingEndsTheTokenAndItsLogins(TestStore test) {
    Seshat seshat = test.seshat(clock);
    Issued issued = seshat.access().create(wanted("phone", Role.WRITER));
    Issued other = seshat.access().create(wanted("desk", Role.WRITER));
    Login login = seshat.access().login(issued.secret());
    assertThatThrownBy(() -> seshat.access().revoke("nobody")).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> seshat.access().revoke("")).isInstanceOf(NotFound.class);

    seshat.access().revoke(issued.token().id().toString().substring(0, 8));
    for (String secret : List.of(issued.secret(), login.secret())) {
      assertThatThrownBy(() -> seshat.access().authenticate(secret))
          .isInstanceOf(Unauthorized.class);
    }
    assertThat(seshat.access().authenticate(other.secret()).name()).isEqualTo("desk");
    assertThat(seshat.access().list()).extracting(Token::name).containsExactly("desk");
    seshat.access().revoke("desk");
    assertThat(seshat.access().list()).isEmpty();
  }

  @EveryStore
  void aLoginStandsForItsTokenForHalfADay(TestStore test) {
    Seshat seshat = test.seshat(clock);
    Issued issued = seshat.access().create(wanted("phone", Role.WRITER));
    Login login = seshat.access().login(issued.secret());
    Caller caller = seshat.access().authenticate(login.secret());
    assertThat(caller.isLogin()).isTrue();
    assertThat(caller.name()).isEqualTo("phone");
    assertThat(caller.role()).isEqualTo(Role.WRITER);
    assertThat(seshat.access().list()).hasSize(1);
    assertThatThrownBy(() -> seshat.access().login(login.secret()))
        .isInstanceOf(Unauthorized.class);

    clock.advance(Duration.ofHours(12));
    assertThatThrownBy(() -> seshat.access().authenticate(login.secret()))
        .isInstanceOf(Unauthorized.class)
        .hasMessageContaining("log in again");
  }

  @EveryStore
  void loggingOutEndsTheLoginAlone(TestStore test) {
    Seshat seshat = test.seshat(clock);
    Issued issued = seshat.access().create(wanted("phone", Role.WRITER));
    Login one = seshat.access().login(issued.secret());
    Login two = seshat.access().login(issued.secret());
    seshat.access().logout(one.secret());
    seshat.access().logout(one.secret());
    seshat.access().logout("nonsense");
    seshat.access().logout(issued.secret());
    assertThatThrownBy(() -> seshat.access().authenticate(one.secret()))
        .isInstanceOf(Unauthorized.class);
    assertThat(seshat.access().authenticate(two.secret()).isLogin()).isTrue();
    assertThat(seshat.access().authenticate(issued.secret()).isLogin()).isFalse();
  }

  @EveryStore
  void loginsDoNotPileUp(TestStore test) {
    Seshat seshat = test.seshat(clock);
    Issued issued = seshat.access().create(wanted("phone", Role.WRITER));
    Login last = seshat.access().login(issued.secret());
    for (int i = 0; i < 60; i++) {
      clock.advance(Duration.ofSeconds(1));
      last = seshat.access().login(issued.secret());
    }
    assertThat(seshat.access().authenticate(last.secret()).isLogin()).isTrue();
    Store store = test.store();
    long rows = store.read(tx -> tx.number("SELECT count(*) AS n FROM access_token"));
    assertThat(rows).isEqualTo(51);
  }

  @EveryStore
  void theLastUseIsNotedOnceAMinute(TestStore test) {
    Seshat seshat = test.seshat(clock);
    Issued issued = seshat.access().create(wanted("phone", Role.WRITER));
    assertThat(seshat.access().list().getFirst().lastUsedAt()).isNull();
    seshat.access().authenticate(issued.secret());
    var first = seshat.access().list().getFirst().lastUsedAt();
    assertThat(first).isEqualTo(clock.instant());
    clock.advance(Duration.ofSeconds(59));
    seshat.access().authenticate(issued.secret());
    assertThat(seshat.access().list().getFirst().lastUsedAt()).isEqualTo(first);
    clock.advance(Duration.ofSeconds(2));
    seshat.access().authenticate(issued.secret());
    assertThat(seshat.access().list().getFirst().lastUsedAt()).isEqualTo(clock.instant());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "local", "a\nb", "a\u0000"})
  void aNameMustSayWhoseItIs(String name) {
    assertThatThrownBy(() -> wanted(name, Role.READER)).isInstanceOf(Invalid.class);
  }

  @Test
  void aTimeThatIsTooShortOrTooLongIsRefused() {
    for (Duration time : List.of(Duration.ZERO, Duration.ofDays(-1), Duration.ofDays(99_999))) {
      assertThatThrownBy(() -> new NewToken("a", Role.READER, time)).isInstanceOf(Invalid.class);
    }
  }

  @Test
  void eachRoleMayDoWhatTheOneBeforeItMay() {
    assertThat(Role.OWNER.allows(Role.READER)).isTrue();
    assertThat(Role.WRITER.allows(Role.WRITER)).isTrue();
    assertThat(Role.READER.allows(Role.WRITER)).isFalse();
    assertThat(Role.WRITER.allows(Role.OWNER)).isFalse();
    assertThatThrownBy(() -> Role.of("admin")).isInstanceOf(Invalid.class);
  }
}
