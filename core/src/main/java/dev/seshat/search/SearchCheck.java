package dev.seshat.search;

/// How the index compares with what it indexes.
///
/// @param entries what the index holds
/// @param missing turns, notes, artifacts, sessions, summaries and links that it does not hold
/// @param orphaned what it holds of things that are gone, or without its words
public record SearchCheck(long entries, long missing, long orphaned) {
  /// Whether everything is indexed, and nothing else.
  public boolean isWhole() {
    return missing == 0 && orphaned == 0;
  }
}
