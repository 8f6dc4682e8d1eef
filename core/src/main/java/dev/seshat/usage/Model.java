package dev.seshat.usage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A model at a host.
///
/// @param inputCostPer1k US dollars per thousand input tokens by the price book in force; null when it has no price
/// @param outputCostPer1k the same of output
public record Model(
    long id,
    String name,
    String host,
    @Nullable BigDecimal inputCostPer1k,
    @Nullable BigDecimal outputCostPer1k) {}
