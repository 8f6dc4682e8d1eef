package dev.seshat.transcript;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tool calls of one source that have no result yet: what a result needs to know of its call.
///
/// It is kept with the state of the import, so that a call and its result may stand on both sides of an interruption.
final class PendingTools {
  private static final int KEPT = 500;

  /// @param files the files that the call changes if it succeeds
  record Call(String tool, List<String> files, boolean commits, boolean opensPullRequest) {}

  private final Map<String, Call> calls = new LinkedHashMap<>();

  void put(String id, Call call) {
    calls.put(id, call);
    if (calls.size() > KEPT) {
      var eldest = calls.entrySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  /// The call that a result answers, forgotten from now on.
  @Nullable Call take(String id) {
    return calls.remove(id);
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    calls.forEach((id, call) -> {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("tool", call.tool());
      if (!call.files().isEmpty()) {
        one.put("files", call.files());
      }
      one.put("commits", call.commits());
      one.put("pr", call.opensPullRequest());
      json.put(id, one);
    });
    return json;
  }

  static PendingTools fromJson(@Nullable Object json) {
    PendingTools pending = new PendingTools();
    if (json instanceof Map<?, ?> map) {
      map.forEach((id, value) -> {
        if (value instanceof Map<?, ?> call) {
          // `file` is what earlier versions wrote
          List<String> files = new ArrayList<>();
          if (call.get("files") instanceof List<?> several) {
            several.forEach(file -> files.add(String.valueOf(file)));
          } else if (call.get("file") instanceof String file) {
            files.add(file);
          }
          pending.put(
              String.valueOf(id),
              new Call(
                  String.valueOf(call.get("tool")),
                  List.copyOf(files),
                  Boolean.TRUE.equals(call.get("commits")),
                  Boolean.TRUE.equals(call.get("pr"))));
        }
      });
    }
    return pending;
  }
}
