package dev.seshat.tasklist;

import dev.seshat.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// What became of the tasks of other tools' files.
///
/// @param files how many files were read
/// @param found how many tasks stand in them; the sum of `added`, `changed`, and `alreadyThere`
/// @param changed tasks of which the files say something new that was brought here
/// @param skipped files, and entries in files, that were not taken
/// @param remarks what is to be known of some of them
/// @param moreRemarks how many more remarks there were
public record TaskListReport(
    UUID sessionId,
    long files,
    long found,
    long added,
    long changed,
    long alreadyThere,
    long skipped,
    List<Remark> remarks,
    long moreRemarks) {
  public TaskListReport {
    remarks = List.copyOf(remarks);
  }

  /// @param where the file, and the line or the task in it
  public record Remark(String where, String what) {}

  /// The report as every door shows it as JSON.
  public Map<String, Object> toJson() {
    Map<String, Object> json = new TreeMap<>();
    Json.parseObject("report", Json.write(this))
        .forEach((name, value) -> {
          if (value != null) {
            json.put(name, value);
          }
        });
    return json;
  }
}
