package dev.seshat.net;

import java.time.Duration;

/// How long one call may take and how much of the answer is read.
///
/// @param connect until a connection stands, for each address of the host
/// @param silence how long the other side may say nothing at all
/// @param total the end of the call with all its redirects, however busy the other side is
/// @param body bytes of the body, counted after unpacking
/// @param cutsBody whether a longer body is cut there; otherwise it is a failure
/// @param redirects how many are followed
public record HttpLimits(
    Duration connect, Duration silence, Duration total, int body, boolean cutsBody, int redirects) {
  /// What a page gets: 10 s to connect, 15 s of silence, 30 s in all, 10 MiB, 5 redirects.
  public static final HttpLimits PAGE =
      new HttpLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          10 << 20,
          false,
          5);

  /// What the receiver of a notification gets: 5 s to connect, 10 s in all; 64 KiB of what it says are kept; no redirects.
  public static final HttpLimits NOTICE =
      new HttpLimits(
          Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10), 64 << 10, true, 0);

  /// The same with another end of the whole call, which no part of it outlives.
  public HttpLimits withTotal(Duration time) {
    return new HttpLimits(
        shorter(connect, time), shorter(silence, time), time, body, cutsBody, redirects);
  }

  /// The same with another size of the body.
  public HttpLimits withBody(int bytes, boolean cuts) {
    return new HttpLimits(connect, silence, total, bytes, cuts, redirects);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
