package dev.seshat.knowledge;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A session and what it taught.
///
/// @param outcome what it came to; null while it goes on
/// @param discovered ids of the patterns that it taught first
/// @param supported ids of the patterns that it gave evidence for
/// @param contradicted ids of the patterns that it gave evidence against
/// @param applied ids of the patterns that it applied
public record TaughtSession(
    UUID sessionId,
    String shortId,
    String title,
    @Nullable String outcome,
    Instant at,
    List<String> discovered,
    List<String> supported,
    List<String> contradicted,
    List<String> applied) {}
