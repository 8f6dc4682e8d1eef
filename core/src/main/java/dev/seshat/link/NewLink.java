package dev.seshat.link;

import dev.seshat.Texts;
import org.jspecify.annotations.Nullable;

/// An address that is to be kept and read.
///
/// @param url with `http` or `https`; what is behind its `#` is left out
/// @param session where it came up, by any of its names
/// @param project what it is for, made if it is not there
public record NewLink(String url, @Nullable String session, @Nullable String project) {
  public NewLink {
    project = project == null ? null : Texts.required("project", project, 200).strip();
  }

  /// An address that came up nowhere in particular.
  public static NewLink of(String url) {
    return new NewLink(url, null, null);
  }

  public NewLink withSession(@Nullable String ref) {
    return new NewLink(url, ref, project);
  }

  public NewLink withProject(@Nullable String name) {
    return new NewLink(url, session, name);
  }
}
