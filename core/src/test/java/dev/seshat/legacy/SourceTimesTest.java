package dev.seshat.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The times that SQLite's users write.
class SourceTimesTest {
  @ParameterizedTest
  @CsvSource({
    "2025-01-02 03:04:05, 2025-01-02T03:04:05Z",
    "2025-01-02 03:04:05.678901, 2025-01-02T03:04:05.678Z",
    "2025-01-02T03:04:05, 2025-01-02T03:04:05Z",
    "2025-01-02T03:04:05Z, 2025-01-02T03:04:05Z",
    "2025-01-02 03:04:05+02:00, 2025-01-02T01:04:05Z",
    "2025-01-02 03:04:05 +02:00, 2025-01-02T01:04:05Z",
    "2025-01-02T03:04, 2025-01-02T03:04:00Z",
    "2025-01-02, 2025-01-02T00:00:00Z",
    "1735787045, 2025-01-02T03:04:05Z",
    "1735787045678, 2025-01-02T03:04:05.678Z"
  })
  void areUnderstood(String text, Instant time) {
    assertThat(SourceTimes.of(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2025-13-01 00:00:00",
        "2025-02-30",
        "9999-12-31 00:00:00",
        "0001-01-01",
        "12",
        "1e400"
      })
  void nonsenseIsNone(String text) {
    assertThat(SourceTimes.of(text)).isNull();
  }

  @Test
  void numbersAreSecondsOrMilliseconds() {
    Instant time = Instant.parse("2025-01-02T03:04:05Z");
    assertThat(SourceTimes.of(1_735_787_045L)).isEqualTo(time);
    assertThat(SourceTimes.of(1_735_787_045.5)).isEqualTo(time.plusMillis(500));
    assertThat(SourceTimes.of(1_735_787_045_000L)).isEqualTo(time);
    assertThat(SourceTimes.of(Double.NaN)).isNull();
    assertThat(SourceTimes.of(Long.MIN_VALUE)).isNull();
    assertThat(SourceTimes.of(new byte[3])).isNull();
    assertThat(SourceTimes.of(null)).isNull();
  }
}
