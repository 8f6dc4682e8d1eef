package dev.seshat.analysis.text;

import java.util.List;

/// What is known of whoever speaks: names that need not be guessed, and what was said before.
///
/// @param people who are known to be people
/// @param places what is known to be a place
/// @param answers earlier answers, to which a new one is compared
public record Known(List<String> people, List<String> places, List<String> answers) {
  /// Nothing.
  public static final Known NOTHING = new Known(List.of(), List.of(), List.of());

  public Known {
    people = List.copyOf(people);
    places = List.copyOf(places);
    answers = List.copyOf(answers);
  }
}
