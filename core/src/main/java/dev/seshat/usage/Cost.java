package dev.seshat.usage;

import org.jspecify.annotations.Nullable;

/// What a request cost in billionths of a US dollar, and how sure that is; null exactly when it is unpriced.
record Cost(@Nullable Long nanos, CostGrade grade) {
  static final Cost UNPRICED = new Cost(null, CostGrade.UNPRICED);
}
