package dev.seshat.transcript;

import dev.seshat.session.InteractionType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One interaction that a record of a transcript becomes; a record may become several, or none.
record Part(
    InteractionType type,
    String author,
    @Nullable String agentText,
    @Nullable String personText,
    Map<String, @Nullable Object> payload) {}
