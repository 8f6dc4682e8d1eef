package dev.seshat.server.security;

import dev.seshat.Seshat;
import dev.seshat.access.Role;
import io.javalin.http.Context;

/// Tells who makes a request.
@FunctionalInterface
public interface Visitors {
  /// Who makes a request.
  Visitor of(Context ctx);

  /// Everybody is whoever opened the store: on this machine only, where nobody else can ask.
  static Visitors local(Seshat seshat) {
    return ctx -> new Visitor(seshat, Role.OWNER);
  }
}
