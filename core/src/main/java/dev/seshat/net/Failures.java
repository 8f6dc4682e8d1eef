package dev.seshat.net;

import dev.seshat.net.HttpFailure.Kind;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/// What is said when a call breaks, by what broke.
final class Failures {
  private Failures() {}

  /// A host whose addresses may not be called.
  static final class Refused extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why);
    }
  }

  static HttpFailure of(WebUrl url, HttpLimits limits, @Nullable Throwable broken) {
    String host = url.host();
    HttpFailure failure =
        switch (broken) {
          case HttpFailure told -> told;
          case Refused refused ->
              HttpFailure.of(Kind.REFUSED, String.valueOf(refused.getMessage()));
          case UnknownHostException e -> unreachable("there is no host named " + host);
          case ConnectTimeoutException e ->
              HttpFailure.of(
                  Kind.TOO_SLOW, host + " took no connection within " + seconds(limits.connect()));
          case SocketTimeoutException e ->
              HttpFailure.of(
                  Kind.TOO_SLOW, host + " said nothing for " + seconds(limits.silence()));
          case ConnectException e ->
              unreachable(host + " takes no connection at port " + url.port());
          case SSLException e ->
              unreachable(host + " has no connection that can be trusted: " + reason(e));
          case MessageConstraintException e ->
              HttpFailure.of(Kind.TOO_LARGE, host + " answers with longer headers than are read");
          case MalformedChunkCodingException e -> brokenOff(host);
          case ConnectionClosedException e -> brokenOff(host);
          case EOFException e -> brokenOff(host);
          case NoHttpResponseException e -> unreachable(host + " closed the connection unasked");
          case ZipException e -> unreachable("the answer of " + host + " cannot be unpacked");
          case HttpException e -> unreachable(host + " does not speak HTTP: " + reason(e));
          case null, default ->
              unreachable(
                  "the call of " + host + " broke" + (broken == null ? "" : ": " + reason(broken)));
        };
    if (failure != broken && broken != null) {
      failure.initCause(broken);
    }
    return failure;
  }

  private static HttpFailure unreachable(String message) {
    return HttpFailure.of(Kind.UNREACHABLE, message);
  }

  private static HttpFailure brokenOff(String host) {
    return unreachable("the answer of " + host + " breaks off before its end");
  }

  private static String reason(Throwable broken) {
    String message = broken.getMessage();
    return message == null
        ? broken.getClass().getSimpleName()
        : dev.seshat.Texts.shorten(message, 200);
  }

  /// A length of time in words.
  static String seconds(Duration time) {
    return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
  }
}
