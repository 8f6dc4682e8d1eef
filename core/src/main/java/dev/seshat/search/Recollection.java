package dev.seshat.search;

import java.util.List;

/// What was recalled for a question, in time order.
///
/// @param text all of it, each turn headed by its id, date and speaker
/// @param tokens what `text` costs, never more than the budget
public record Recollection(String text, int tokens, List<RecalledTurn> turns) {}
