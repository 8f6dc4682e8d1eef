package dev.seshat.prompting;

import dev.seshat.SeshatException.Invalid;
import java.util.Locale;

/// How prompts of a kind are written, and so what their keywords are.
public enum PromptForm {
  /// Phrases with commas between them, weights (`::2`) and options (`--no text`): a keyword is a phrase.
  PHRASES,
  /// Prose: a keyword is a sentence or a line.
  SENTENCES;

  /// The form as a file names it, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static PromptForm of(String word) {
    for (PromptForm form : values()) {
      if (form.word().equals(word)) {
        return form;
      }
    }
    throw new Invalid("prompt_form", "must be phrases or sentences");
  }
}
