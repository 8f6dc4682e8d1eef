package dev.seshat.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimesTest {
  @Test
  void whatWasWrittenIsReadAsItWas() {
    Random random = new Random(42);
    long first = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
    long last = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
    for (int i = 0; i < 10_000; i++) {
      Instant time = Instant.ofEpochMilli(random.nextLong(first, last));
      assertThat(Times.kept(Times.text(time))).isEqualTo(time);
      assertThat(Times.parse(Times.text(time))).isEqualTo(time);
    }
    assertThat(Times.kept("2026-02-28T10:00:00Z")).isEqualTo("2026-02-28T10:00:00Z");
  }
}
