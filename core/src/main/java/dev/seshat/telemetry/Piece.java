package dev.seshat.telemetry;

import dev.seshat.session.InteractionType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One thing said or done, as a message of a span tells of it: a text, a call of a tool, or what a tool gave back.
///
/// @param author who said it
/// @param key what it is known by among all that the conversation holds: a tool call's id, or its kind and content
/// @param isNamed whether the key is a name, which comes once; a content may come more often
/// @param payload the parts of a call or result
record Piece(
    InteractionType type,
    String author,
    String text,
    String key,
    boolean isNamed,
    @Nullable Map<String, Object> payload) {}
