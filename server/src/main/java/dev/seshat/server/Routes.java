package dev.seshat.server;

import io.javalin.config.RoutesConfig;

/// The routes of one feature at one door; a feature joins by being named in [Server].
public interface Routes {
  /// Adds the feature's routes.
  void addTo(RoutesConfig routes);
}
