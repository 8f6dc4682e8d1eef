package dev.seshat.analysis;

import dev.seshat.SeshatException.Invalid;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/// The model that this process may call, if any, and the way to it. The way is opened at the first call, so that whoever
/// calls none loads nothing.
public final class ModelAccess {
  private final Map<String, String> variables;
  private final Pause pause;
  private @Nullable ModelConnection connection;

  private ModelAccess(
      Map<String, String> variables, @Nullable ModelConnection connection, Pause pause) {
    this.variables = variables;
    this.connection = connection;
    this.pause = pause;
  }

  /// Lets a thread wait.
  @FunctionalInterface
  public interface Pause {
    void rest(Duration time) throws InterruptedException;
  }

  /// No model.
  public static ModelAccess none() {
    return of(Map.of());
  }

  /// The model that variables name, as in [ModelSettings#of]; what is wrong with them is told when a model is wanted.
  public static ModelAccess of(Map<String, String> variables) {
    return new ModelAccess(variables, null, Thread::sleep);
  }

  /// The model that variables name by a way of the caller's own, as a program that brings its own client has, or a test.
  public static ModelAccess by(
      Map<String, String> variables, ModelConnection connection, Pause pause) {
    return new ModelAccess(variables, connection, pause);
  }

  /// The settings, if they name a model and nothing is wrong with them.
  Optional<ModelSettings> settings() {
    return problem() == null ? ModelSettings.of(variables) : Optional.empty();
  }

  /// What is wrong with the settings; null if nothing is.
  @Nullable String problem() {
    try {
      ModelSettings.of(variables);
      return null;
    } catch (Invalid e) {
      return e.getMessage();
    }
  }

  /// The settings.
  ///
  /// @throws Invalid if no model is configured, or not rightly
  ModelSettings required() {
    return ModelSettings.of(variables)
        .orElseThrow(() ->
            new Invalid(
                ModelSettings.MODEL,
                "is not set, so there is no model to call; set it to such as"
                    + " anthropic:claude-haiku-4-5"));
  }

  /// The way to the model.
  ///
  /// @throws ModelFailure if no connector is installed
  synchronized ModelConnection connection() {
    ModelConnection known = connection;
    if (known == null) {
      known =
          ServiceLoader.load(ModelConnector.class)
              .findFirst()
              .orElseThrow(() ->
                  ModelFailure.lasting("the module seshat-llm, which calls models, is not there"))
              .connect(required());
      connection = known;
    }
    return known;
  }

  void rest(Duration time) throws InterruptedException {
    pause.rest(time);
  }
}
