/// Changes that are asked for twice and done once.
@NullMarked
package dev.seshat.idempotency;

import org.jspecify.annotations.NullMarked;
