package dev.seshat.usage;

/// What became of many records.
///
/// @param added new requests
/// @param replaced requests whose record was replaced by a fuller one
/// @param unchanged records that were known, or less full than what is known
public record UsageBatch(int added, int replaced, int unchanged) {}
