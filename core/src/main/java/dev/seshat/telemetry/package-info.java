/// Traces of programs that call models, as sessions, interactions and usage.
@NullMarked
package dev.seshat.telemetry;

import org.jspecify.annotations.NullMarked;
