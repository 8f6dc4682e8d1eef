package dev.seshat.access;

import java.time.Duration;

/// A login that was just made: what a browser is given in the token's place.
///
/// @param secret for the cookie
public record Login(Caller caller, String secret) {
  /// How long a login is good for.
  public static final Duration LASTS = Duration.ofHours(12);

  /// Without the secret, which belongs in no log.
  @Override
  public String toString() {
    return "Login[" + caller + "]";
  }
}
