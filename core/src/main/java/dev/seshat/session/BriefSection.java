package dev.seshat.session;

import dev.seshat.Tokens;
import java.util.ArrayList;
import java.util.List;

/// A part of a brief: a heading and items, the first of them worth the most.
final class BriefSection {
  /// Less than this is not worth cutting an item for.
  private static final int LEAST_CUT = 24;

  private final String heading;
  private final int share;
  private final List<String> items;
  private final boolean newestFirst;
  private final List<String> taken = new ArrayList<>();
  private int next;
  private int used;

  /// @param share of the budget, in hundredths, that no other section may take from it
  /// @param newestFirst whether the items run backwards in time, and are shown forwards
  BriefSection(String heading, int share, List<String> items, boolean newestFirst) {
    this.heading = heading;
    this.share = share;
    this.items = items;
    this.newestFirst = newestFirst;
  }

  int share() {
    return share;
  }

  int used() {
    return used;
  }

  /// Takes whole items while they fit into `allowance` tokens, those taken before included.
  void fill(int allowance) {
    int head = heading.isEmpty() ? 0 : Tokens.count(heading) + 2;
    while (next < items.size()) {
      int cost = Tokens.count(items.get(next)) + 1 + (taken.isEmpty() ? head : 0);
      if (used + cost > allowance) {
        return;
      }
      taken.add(items.get(next++));
      used += cost;
    }
  }

  /// Takes as much of the next item as `allowance` leaves room for.
  void fillCut(int allowance) {
    int head = taken.isEmpty() && !heading.isEmpty() ? Tokens.count(heading) + 2 : 0;
    int room = allowance - used - head - 1;
    if (next < items.size() && room >= LEAST_CUT) {
      String cut = Tokens.head(items.get(next), room - 2).stripTrailing() + "…";
      taken.add(cut);
      next = items.size();
      used += head + Tokens.count(cut) + 1;
    }
  }

  /// Gives its last item back.
  ///
  /// @return whether it had one
  boolean drop() {
    if (taken.isEmpty()) {
      return false;
    }
    taken.removeLast();
    next = items.size();
    return true;
  }

  /// The section as Markdown, empty if nothing was taken.
  String text() {
    if (taken.isEmpty()) {
      return "";
    }
    List<String> shown = newestFirst ? taken.reversed() : taken;
    String body = String.join("\n", shown);
    return heading.isEmpty() ? body : heading + "\n" + body;
  }
}
