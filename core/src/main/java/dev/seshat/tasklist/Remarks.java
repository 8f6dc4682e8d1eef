package dev.seshat.tasklist;

import dev.seshat.Texts;
import dev.seshat.tasklist.TaskListReport.Remark;
import java.util.ArrayList;
import java.util.List;

/// What is to be said of files and of tasks in them: the first thousand, and how many more.
final class Remarks {
  private static final int MOST = 1_000;

  private final List<Remark> all = new ArrayList<>();
  private long more;
  private long skipped;

  /// Says something of what is taken all the same.
  void note(String where, String what) {
    if (all.size() < MOST) {
      all.add(new Remark(Texts.shorten(where, 300), Texts.shorten(what, 500)));
    } else {
      more++;
    }
  }

  /// Says why something is not taken.
  void skip(String where, String what) {
    skipped++;
    note(where, what);
  }

  void add(Remarks other) {
    other.all.forEach(each -> note(each.where(), each.what()));
    more += other.more;
    skipped += other.skipped;
  }

  List<Remark> all() {
    return all;
  }

  long more() {
    return more;
  }

  long skipped() {
    return skipped;
  }
}
