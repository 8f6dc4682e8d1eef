package dev.seshat.search;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A session that a search found.
///
/// @param score the sum of its three best hits' scores
/// @param best those hits, the best first
public record SessionHit(
    UUID sessionId,
    String shortId,
    @Nullable String sessionName,
    String kind,
    double score,
    List<Hit> best) {}
