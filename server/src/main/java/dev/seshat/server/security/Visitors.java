package dev.seshat.server.security;

import io.javalin.http.Context;

/// Tells who makes a request.
@FunctionalInterface
public interface Visitors {
  /// Who makes a request.
  ///
  /// @throws dev.seshat.SeshatException.Unauthorized if they have not shown who they are
  Visitor of(Context ctx);
}
