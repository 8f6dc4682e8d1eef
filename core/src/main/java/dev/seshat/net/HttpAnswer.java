package dev.seshat.net;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What came back.
///
/// @param url where it came from, after all redirects
/// @param headers the first value of each, by its name in lower case
/// @param body unpacked
/// @param redirects how many were followed
public record HttpAnswer(
    WebUrl url, int status, Map<String, String> headers, byte[] body, int redirects) {
  /// A header's value, if it is there.
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /// Whether the status is one of success.
  public boolean isOk() {
    return status >= 200 && status < 300;
  }

  /// This answer, when its status is one of success.
  ///
  /// @throws HttpFailure of [HttpFailure.Kind#STATUS] otherwise
  public HttpAnswer ok() throws HttpFailure {
    if (!isOk()) {
      throw HttpFailure.status(status, url.host() + " answered with status " + status + meaning());
    }
    return this;
  }

  private String meaning() {
    return switch (status) {
      case 401, 403 -> " (it does not show this to everybody)";
      case 404, 410 -> " (there is no such page)";
      case 429 -> " (it is asked too often)";
      default -> status >= 500 ? " (it has a fault)" : "";
    };
  }

  HttpAnswer after(int followed) {
    return new HttpAnswer(url, status, headers, body, followed);
  }
}
