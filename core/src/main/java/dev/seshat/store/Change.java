package dev.seshat.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One change, as the journal keeps it.
///
/// @param action what was done, as `entity.verb`
/// @param entity the table's thing in the singular: `session`, `interaction`…
/// @param sessionId the session it belongs to, if any
/// @param detail the change as a JSON object; no secrets
public record Change(
    Instant at,
    String actor,
    String action,
    String entity,
    String entityId,
    @Nullable String sessionId,
    String detail) {}
