/// What usage promises, on every store.
@NullMarked
package dev.seshat.usage;

import org.jspecify.annotations.NullMarked;
