package dev.seshat.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some of the hits, the best first.
///
/// @param cursor where the next page begins; null on the last
public record SearchPage(List<Hit> hits, @Nullable String cursor) {}
