package dev.seshat.analysis;

/// What can talk to models; found by [java.util.ServiceLoader] when a model is first called, and not before.
public interface ModelConnector {
  /// A way to the model that the settings name. Opens no connection yet.
  ModelConnection connect(ModelSettings settings);
}
