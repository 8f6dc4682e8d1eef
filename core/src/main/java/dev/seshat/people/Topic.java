package dev.seshat.people;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// A topic that somebody may allow or refuse, and whether it is allowed while they have not said.
public enum Topic {
  ROMANCE(true),
  LOSS(true),
  ILLNESS(true),
  CONFLICT(true),
  FAITH(true),
  INTIMACY(false),
  TRAUMA(false),
  FINANCES(false);

  private final boolean isUsuallyAllowed;

  Topic(boolean isUsuallyAllowed) {
    this.isUsuallyAllowed = isUsuallyAllowed;
  }

  /// The topic that a word names.
  ///
  /// @throws Invalid naming `path` for any other word
  public static Topic of(String path, String word) {
    for (Topic topic : values()) {
      if (topic.word().equals(word.strip().toLowerCase(Locale.ROOT))) {
        return topic;
      }
    }
    throw new Invalid(
        path,
        "must be one of "
            + Arrays.stream(values()).map(Topic::word).collect(Collectors.joining(", "))
            + ", not '"
            + Texts.shorten(word, 40)
            + "'");
  }

  /// Whether it is allowed while nobody has said.
  public boolean isUsuallyAllowed() {
    return isUsuallyAllowed;
  }

  /// The topic as prompts name it, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The field by which it is allowed: `allow_romance`.
  public String field() {
    return "allow_" + word();
  }
}
