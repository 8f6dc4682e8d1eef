@NullMarked
package dev.seshat.idempotency;

import org.jspecify.annotations.NullMarked;
