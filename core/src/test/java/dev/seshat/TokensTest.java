package dev.seshat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokensTest {
  @Test
  void countsAsTheModelsDo() {
    assertThat(Tokens.count("")).isZero();
    assertThat(Tokens.count("hello world")).isEqualTo(2);
    assertThat(Tokens.count("<|endoftext|>")).isGreaterThan(1);
  }

  @Test
  void cutsTheLongestBeginningThatFits() {
    String text = "The quick brown fox jumps over the lazy dog. ".repeat(50);
    for (int tokens : new int[] {1, 7, 100}) {
      String head = Tokens.head(text, tokens);
      assertThat(text).startsWith(head);
      assertThat(Tokens.count(head)).isEqualTo(tokens);
    }
    assertThat(Tokens.head(text, 10_000)).isEqualTo(text);
    assertThat(Tokens.head(text, 0)).isEmpty();
  }

  @Test
  void cutsNoCharacterInTwo() {
    String head = Tokens.head("😀🏳️‍🌈".repeat(20), 9);
    assertThat(Character.isHighSurrogate(head.charAt(head.length() - 1))).isFalse();
    assertThat(Tokens.count(head)).isLessThanOrEqualTo(9);
  }
}
