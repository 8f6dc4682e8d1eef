/// Proofs of the importers.
@NullMarked
package dev.seshat.transcript;

import org.jspecify.annotations.NullMarked;
