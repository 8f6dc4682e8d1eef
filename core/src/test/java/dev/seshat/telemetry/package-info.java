@NullMarked
package dev.seshat.telemetry;

import org.jspecify.annotations.NullMarked;
