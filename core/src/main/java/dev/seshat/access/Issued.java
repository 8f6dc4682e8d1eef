package dev.seshat.access;

/// A token that was just made, with its secret, which is shown this once and kept nowhere.
public record Issued(Token token, String secret) {
  /// Without the secret, which belongs in no log.
  @Override
  public String toString() {
    return "Issued[" + token + "]";
  }
}
