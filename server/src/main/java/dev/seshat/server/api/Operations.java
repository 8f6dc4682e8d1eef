package dev.seshat.server.api;

import java.util.List;

/// What one feature does over REST; a feature joins by being named in `Server`.
public interface Operations {
  /// Its operations, in the order in which they are documented.
  List<Operation> operations();
}
