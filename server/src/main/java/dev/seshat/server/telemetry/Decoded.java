package dev.seshat.server.telemetry;

import dev.seshat.telemetry.Span;
import java.util.List;

/// What a request holds.
///
/// @param rejected how many spans have no id that the protocol allows
record Decoded(List<Span> spans, int rejected) {}
