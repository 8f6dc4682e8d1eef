package dev.seshat.search;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/// What somebody wants to find, read from what they typed.
///
/// @param groups each group is an alternative of terms. In a plain question there is one group, and the more of it an
///     entry has the better; in the query language an entry must have one of each group in its own words
/// @param excluded what an entry may not have in its own words
/// @param strict whether it was written in the query language
/// @param stems every word of it, stop words too, by which it may name a speaker
/// @param dates the dates that it names
record Question(
    List<List<Term>> groups,
    List<Term> excluded,
    boolean strict,
    Set<String> stems,
    List<NamedDate> dates) {
  /// The terms that may be found, in their order.
  List<Term> terms() {
    return groups.stream().flatMap(Collection::stream).distinct().toList();
  }
}
