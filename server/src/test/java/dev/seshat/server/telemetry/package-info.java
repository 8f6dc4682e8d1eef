@NullMarked
package dev.seshat.server.telemetry;

import org.jspecify.annotations.NullMarked;
