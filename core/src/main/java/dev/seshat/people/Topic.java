package dev.seshat.people;

import java.util.Locale;

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
