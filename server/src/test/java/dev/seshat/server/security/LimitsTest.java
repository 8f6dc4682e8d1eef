package dev.seshat.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// How often is too often.
class LimitsTest {
  private long nanos = 1;
  private final TimeMeter time =
      new TimeMeter() {
        @Override
        public long currentTimeNanos() {
          return nanos;
        }

        @Override
        public boolean isWallClockBased() {
          return false;
        }
      };

  private void pass(long seconds) {
    nanos += TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void aTokenMayComeInBurstsAndInTheLongRunAtItsRate() {
    Limits limits = new Limits(1_200, time);
    for (int i = 0; i < 300; i++) {
      assertThat(limits.request("a")).isZero();
    }
    assertThat(limits.request("a")).isEqualTo(1);
    assertThat(limits.request("b")).as("another's are its own").isZero();
    int allowed = 0;
    for (int second = 0; second < 60; second++) {
      pass(1);
      for (int i = 0; i < 50; i++) {
        allowed += limits.request("a") == 0 ? 1 : 0;
      }
    }
    assertThat(allowed).isEqualTo(1_200);
  }

  @Test
  void anAddressMayFailTenTimesAMinute() {
    Limits limits = new Limits(1, time);
    for (int i = 0; i < 10; i++) {
      assertThat(limits.untilAttempt("x")).isZero();
      assertThat(limits.failure("x")).isZero();
    }
    assertThat(limits.untilAttempt("x")).isEqualTo(6);
    assertThat(limits.failure("x")).isEqualTo(6);
    assertThat(limits.untilAttempt("y")).isZero();
    pass(6);
    assertThat(limits.untilAttempt("x")).isZero();
  }

  @Test
  void whatIsWatchedIsBounded() {
    Limits limits = new Limits(1_200, time);
    for (int i = 0; i < 2 * Limits.WATCHED; i++) {
      limits.failure("address " + i);
    }
    assertThat(limits.watched()).isEqualTo(Limits.WATCHED);
  }
}
