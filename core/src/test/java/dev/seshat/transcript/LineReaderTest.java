package dev.seshat.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

  private List<String> lines(String text, int longest) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    LineReader reader =
        new LineReader(
            new ByteArrayInputStream(bytes),
            0,
            0,
            (b, from, length) -> seen.write(b, from, length),
            longest);
    List<String> lines = new ArrayList<>();
    while (reader.next()) {
      String line = new String(reader.bytes(), 0, reader.length(), StandardCharsets.UTF_8);
      lines.add(
          reader.number()
              + (reader.isTooLong() ? "!" : ":" + line)
              + (reader.isTerminated() ? "" : "…"));
    }
    assertThat(reader.offset()).isEqualTo(bytes.length);
    return lines;
  }

  @Test
  void givesLinesWithTheirNumbers() throws IOException {
    assertThat(lines("a\n\nbc\r\nd", 100)).containsExactly("1:a", "2:", "3:bc", "4:d…");
    assertThat(lines("", 100)).isEmpty();
    assertThat(lines("a\n", 100)).containsExactly("1:a");
  }

  @Test
  void passesOverWhatIsTooLongAndGoesOnBehindIt() throws IOException {
    assertThat(lines("abcdef\nab\nabcdefg", 5)).containsExactly("1!", "2:ab", "3!…");
  }

  @Test
  void handsOnEveryByte() throws IOException {
    long seed = Long.getLong("seshat.seed", 20260131L);
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append("x".repeat(random.nextInt(3_000))).append(random.nextInt(4) == 0 ? "\r\n" : "\n");
    }
    lines(text.toString(), 1_500);
    assertThat(seen.toString(StandardCharsets.UTF_8))
        .as("seed %d", seed)
        .isEqualTo(text.toString());
  }
}
