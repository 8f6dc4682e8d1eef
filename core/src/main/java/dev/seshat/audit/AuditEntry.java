package dev.seshat.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One change, as it stands in the chain.
///
/// @param seq its number: 1, 2, 3… in the order of commits, without holes
/// @param action what was done, as `entity.verb`
/// @param detail the change as a JSON object
/// @param hash SHA-256 over the hash before it and this entry, in lower-case hexadecimal
public record AuditEntry(
    long seq,
    Instant at,
    String actor,
    String action,
    String entity,
    String entityId,
    @Nullable String sessionId,
    String detail,
    String hash) {}
