package dev.seshat.server.security;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Forbidden;
import dev.seshat.access.Role;

/// Whoever makes a request: the store as they see and change it, and what they may do.
public record Visitor(Seshat seshat, Role role) {
  /// Refuses what takes a greater role.
  ///
  /// @throws Forbidden if this role may not do what takes `needed`
  public void require(Role needed) {
    if (!role.allows(needed)) {
      throw new Forbidden("this takes the role " + needed.word() + ", and yours is " + role.word());
    }
  }
}
