/// Copies of a whole store, and the way back from them.
@NullMarked
package dev.seshat.backup;

import org.jspecify.annotations.NullMarked;
