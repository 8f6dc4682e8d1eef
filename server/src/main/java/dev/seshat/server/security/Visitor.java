package dev.seshat.server.security;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Forbidden;
import dev.seshat.access.Role;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/// Whoever makes a request: the store as they see and change it, and what they may do.
///
/// @param name the name of their token; null for whoever works on this machine without one
/// @param isLogin whether they came by the login page
public record Visitor(Seshat seshat, Role role, @Nullable String name, boolean isLogin) {
  static final String ATTRIBUTE = "visitor";

  /// Who makes a request that has passed the [Gate].
  public static Visitor of(Context ctx) {
    Visitor known = known(ctx);
    if (known == null) {
      throw new IllegalStateException("nobody was let in");
    }
    return known;
  }

  /// Who makes a request, null if that is not known.
  public static @Nullable Visitor known(Context ctx) {
    return ctx.attribute(ATTRIBUTE);
  }

  /// Refuses what takes a greater role.
  ///
  /// @throws Forbidden if this role may not do what takes `needed`
  public void require(Role needed) {
    if (!role.allows(needed)) {
      throw new Forbidden("this takes the role " + needed.word() + ", and yours is " + role.word());
    }
  }
}
