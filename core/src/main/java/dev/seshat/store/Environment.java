package dev.seshat.store;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// What a run takes from outside: the time and chance. Injected, so that a run can be repeated from a seed.
public record Environment(Clock clock, RandomGenerator random) {
  /// The machine's clock and a cryptographic source of chance.
  public static Environment ofSystem() {
    return new Environment(Clock.systemUTC(), new SecureRandom());
  }

  /// This moment, in whole milliseconds.
  Instant now() {
    return Times.millis(clock.instant());
  }

  /// Whether the clock is the machine's, and no test's.
  boolean isOfMachine() {
    return clock.equals(Clock.systemUTC());
  }

  /// A random UUID of version 4.
  public UUID newId() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(0xC000L << 48)) | (0x8000L << 48);
    return new UUID(high, low);
  }

  /// So many random bytes.
  byte[] newBytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
