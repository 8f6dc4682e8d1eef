package dev.seshat.usage;

import java.time.Instant;

/// A state of the price book.
///
/// @param tableVersion the version of the built-in table that was in force
public record PriceSnapshot(
    long id, Instant createdAt, String createdBy, String reason, String tableVersion) {}
