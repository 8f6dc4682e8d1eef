/// The door for traces: OpenTelemetry's protocol over HTTP.
@NullMarked
package dev.seshat.server.telemetry;

import org.jspecify.annotations.NullMarked;
