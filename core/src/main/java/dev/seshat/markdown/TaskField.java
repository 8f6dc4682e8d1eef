package dev.seshat.markdown;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What two sides may change of a task, each by itself.
public enum TaskField {
  TITLE(state -> state.words().title(), false),
  STATUS(state -> state.words().status(), true),
  SPECIALIST(state -> state.words().specialist(), false),
  HOURS(state -> state.words().hours(), false),
  REFERENCE(state -> state.words().reference(), false),
  PLACE(TaskState::place, false);

  private final Function<TaskState, @Nullable Object> value;
  private final boolean isWork;

  TaskField(Function<TaskState, @Nullable Object> value, boolean isWork) {
    this.value = value;
    this.isWork = isWork;
  }

  /// What a task has there.
  public @Nullable Object of(TaskState state) {
    return value.apply(state);
  }

  /// Whether the store knows better, as of the progress of work; of words the person does.
  boolean isWork() {
    return isWork;
  }

  /// The field as it is stored and shown, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
