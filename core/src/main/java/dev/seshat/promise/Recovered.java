package dev.seshat.promise;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How many promises were put right.
///
/// @param putBack lost by their workers and pending again
/// @param failed lost for the last time, out of time, or waiting for what failed
/// @param released waiting for nothing any more
public record Recovered(int putBack, int failed, int released) {
  static final Recovered NONE = new Recovered(0, 0, 0);

  Recovered and(Recovered more) {
    return new Recovered(putBack + more.putBack, failed + more.failed, released + more.released);
  }

  /// How many in all.
  public int count() {
    return putBack + failed + released;
  }

  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("put_back", putBack);
    json.put("failed", failed);
    json.put("released", released);
    return json;
  }
}
