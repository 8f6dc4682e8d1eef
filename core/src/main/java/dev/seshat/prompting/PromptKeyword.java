package dev.seshat.prompting;

/// A part of a prompt that can be put in or left out: a phrase or a sentence.
///
/// @param text in lower case and single spaces, without the mark that ended it; what is unwanted begins with `no: `
/// @param weight 1 where the prompt says none
public record PromptKeyword(String text, double weight) {
  /// What the text of something unwanted begins with.
  public static final String NO = "no: ";

  /// Whether the prompt asks for it to be left out.
  public boolean isUnwanted() {
    return text.startsWith(NO);
  }

  /// The keyword as a person would write it: with its weight, if it has one.
  public String shown() {
    return weight == 1 ? text : text + "::" + Numbers.shown(weight);
  }
}
