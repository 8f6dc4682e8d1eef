package dev.seshat.link;

import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How many links a host has.
///
/// @param last when one of them was added last
public record DomainCount(
    String domain, long links, long pending, long success, long error, Instant last) {
  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("domain", domain);
    json.put("links", links);
    json.put("pending", pending);
    json.put("success", success);
    json.put("error", error);
    json.put("last_added_at", Times.text(last));
    return json;
  }
}
