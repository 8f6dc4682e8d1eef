package dev.seshat.usage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What sessions and costs are grouped under.
public record Project(long id, String name, @Nullable String description, Instant createdAt) {}
