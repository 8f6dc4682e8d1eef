package dev.seshat.analysis;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is configured, without the key.
///
/// @param configured whether a model can be called
/// @param provider whose way of talking it is; null where no model is configured
/// @param hasKey whether a key is sent
/// @param problem what is wrong with the settings; null if nothing is
public record ModelStatus(
    boolean configured,
    @Nullable String provider,
    @Nullable String host,
    @Nullable String model,
    @Nullable String url,
    boolean hasKey,
    @Nullable String problem) {
  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("configured", configured);
    json.put("provider", provider);
    json.put("host", host);
    json.put("model", model);
    json.put("url", url);
    json.put("has_key", hasKey);
    json.put("problem", problem);
    return json;
  }
}
