package dev.seshat.idempotency;

/// The answer to a request under a key.
///
/// @param answer as the work gave it when it was done
/// @param isNew whether it was done just now; otherwise it had been done before
public record Kept(String answer, boolean isNew) {}
