package dev.seshat.task;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import org.jspecify.annotations.Nullable;

/// Which tasks stand on a board.
///
/// @param session whose tasks; null for those of all sessions that are not archived or cancelled
/// @param group the name of the group that they are in; null for any
/// @param specialist the kind of specialist that they are for; null for any
/// @param assignee who does them; null for anybody
/// @param text what stands in their titles, in upper or lower case; null for anything
public record BoardFilter(
    @Nullable String session,
    @Nullable String group,
    @Nullable String specialist,
    @Nullable String assignee,
    @Nullable String text) {
  private static final int MAX_TEXT = 200;

  /// @throws Invalid naming the field that breaks its rule
  public BoardFilter {
    text = text == null || text.isBlank() ? null : Texts.required("text", text.strip(), MAX_TEXT);
  }

  /// All of them.
  public static BoardFilter all() {
    return new BoardFilter(null, null, null, null, null);
  }

  /// Those of a session.
  public static BoardFilter of(String session) {
    return new BoardFilter(session, null, null, null, null);
  }

  public BoardFilter inGroup(@Nullable String name) {
    return new BoardFilter(session, name, specialist, assignee, text);
  }

  public BoardFilter forSpecialist(@Nullable String word) {
    return new BoardFilter(session, group, word, assignee, text);
  }

  public BoardFilter doneBy(@Nullable String who) {
    return new BoardFilter(session, group, specialist, who, text);
  }

  public BoardFilter withText(@Nullable String words) {
    return new BoardFilter(session, group, specialist, assignee, words);
  }
}
