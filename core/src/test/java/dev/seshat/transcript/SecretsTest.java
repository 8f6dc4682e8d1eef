package dev.seshat.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key sk-ant-api03-Zz09_abcDEF-0123456789 end | sk-ant-api03-Zz09_abcDEF-0123456789 | anthropic-key",
        "OPENAI sk-proj-abcdefGHIJKL0123456789xyz | sk-proj-abcdefGHIJKL0123456789xyz | api-key",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789 | ghp_abcdefghijklmnopqrstuvwxyz0123456789 | github-token",
        "x=github_pat_11ABCDEFG0abcdefghijkl_mnopqr | github_pat_11ABCDEFG0abcdefghijkl_mnopqr | github-token",
        "AKIAIOSFODNN7EXAMPLE here | AKIAIOSFODNN7EXAMPLE | aws-key-id",
        "xoxb-123456789012-abcdefGHIJ | xoxb-123456789012-abcdefGHIJ | slack-token",
        "AIzaSyA0123456789abcdefghijklmnopqrstuv | AIzaSyA0123456789abcdefghijklmnopqrstuv | google-key",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-DEF_123 | eyJzdWIiOiIxMjM0In0 | jwt",
        "Authorization: Bearer abcdefghijklmnop.qrst | abcdefghijklmnop.qrst | bearer-token",
        "postgres://app:hunter2@db.example/x | hunter2 | url-password",
        "password=hunter22 | hunter22 | password",
        "DB_PASSWORD=supersecret | supersecret | password",
        "{\"password\": \"correct-horse\"} | correct-horse | password",
        "{\\\"api_key\\\": \\\"a1b2c3d4e5f6\\\"} | a1b2c3d4e5f6 | token",
        "token: abcdef123456 | abcdef123456 | token",
        "export GITHUB_TOKEN=abc123def456ghi | abc123def456ghi | token",
      })
  void takesOutWhatIsSecret(String text, String secret, String kind) {
    Secrets.Masked masked = Secrets.mask(text);
    assertThat(masked.text()).doesNotContain(secret).contains("[masked:" + kind + "]");
    assertThat(masked.count()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password: String,",
        "String password = getPassword();",
        "token = process.env.TOKEN",
        "max_tokens=4096 and \"input_tokens\": 15005",
        "PASSWORD=${SECRET}",
        "the task-abcdefghijklmnopqrstuvwxyz branch",
        "see https://example.org/a:b and http://localhost:8080/x",
        "pwd=/home/person/project",
        "a token: the smallest piece of text",
      })
  void leavesTheRest(String text) {
    assertThat(Secrets.mask(text)).isEqualTo(new Secrets.Masked(text, 0));
  }

  @Test
  void takesOutPrivateKeysWhole() {
    String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAK\n-----END RSA PRIVATE KEY-----";
    assertThat(Secrets.mask("a\n" + key + "\nb").text()).isEqualTo("a\n[masked:private-key]\nb");
    assertThat(Secrets.mask("-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----").count())
        .isZero();
  }

  @Test
  void masksAPrivateKeyThatIsCutOff() {
    assertThat(Secrets.mask("-----BEGIN PRIVATE KEY-----\nMIIEow\nIBAAK").text())
        .isEqualTo("[masked:private-key]");
  }

  @Test
  void masksAValueByTheNameOfItsField() {
    assertThat(Secrets.maskField("client_secret", "abcdefgh"))
        .isEqualTo(new Secrets.Masked("[masked:token]", 1));
    assertThat(Secrets.maskField("tokens", "abcdefgh")).isNull();
  }

  /// Whatever stands around a secret, it is gone; masking again changes nothing; what is no secret stays.
  @Test
  void holdsForAnySurroundings() {
    long seed = Long.getLong("seshat.seed", 20260131L);
    Random random = new Random(seed);
    for (int i = 0; i < Integer.getInteger("seshat.cases", 2_000); i++) {
      String secret = secret(random);
      String text = noise(random) + " " + secret + " " + noise(random);
      Secrets.Masked once = Secrets.mask(text);
      assertThat(once.text()).as("seed %d: %s", seed, text).doesNotContain(secret);
      assertThat(Secrets.mask(once.text()).text())
          .as("seed %d: %s", seed, text)
          .isEqualTo(once.text());
    }
  }

  private static String secret(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> "sk-ant-" + letters(random, 30);
      case 1 -> "ghp_" + letters(random, 36);
      case 2 -> "AKIA" + letters(random, 16).toUpperCase(java.util.Locale.ROOT);
      default ->
          "eyJ" + letters(random, 10) + "." + letters(random, 20) + "." + letters(random, 20);
    };
  }

  private static String noise(Random random) {
    List<String> words =
        List.of(
            "password",
            "=",
            ":",
            "token",
            "\"",
            "\n",
            "-----BEGIN",
            "://",
            "@",
            "sk-",
            "Bearer",
            "x",
            "{",
            "eyJ.");
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(random.nextInt(3) == 0 ? " " : "")
          .append(words.get(random.nextInt(words.size())));
    }
    return text.toString();
  }

  private static String letters(Random random, int count) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < count; i++) {
      letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return letters.toString();
  }

  /// Texts on which a pattern that goes back would never come to an end.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJ",
        "eyJa-",
        "eyJaaaaaaa.",
        "sk-",
        "a:a@",
        "://a:",
        "://a",
        "password=",
        "password:",
        "Bearer ",
        "-----BEGIN ",
        "-----BEGIN PRIVATE KEY-----",
        "xoxb-",
        "token",
        "\\\"",
        "://",
        ":",
        "="
      })
  void comesToAnEndOnAnyText(String piece) {
    String text = piece.repeat(400_000 / piece.length());
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> Secrets.mask(text));
  }
}
