package dev.seshat.markdown;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A task as a file has it.
///
/// @param marker by which it is known whatever else changes, without its `^`; null for one that was not known before
/// @param words what its line says
/// @param group the headings that it stands under, the outermost first; empty for none
/// @param parent the task that it stands under, by its place among all items; -1 for none
/// @param line counted from 1
/// @param at where everything stands
public record TaskItem(
    @Nullable String marker, TaskWords words, List<String> group, int parent, int line, Place at) {
  /// Where a task stands in a file.
  ///
  /// @param block all its lines with what stands under it, from the start of the first to the end of the last, its line end
  ///     left out
  /// @param prefix what stands before the bullet, in its line
  /// @param bullet the bullet with the blank behind it
  /// @param box the one character between the brackets
  /// @param text what stands behind the box, up to the end of the title's last line
  /// @param own where the paragraph ends that the task's line begins, its line end left out
  record Place(Span block, String prefix, String bullet, Span box, Span text, int own) {}

  public TaskItem {
    group = List.copyOf(group);
  }
}
