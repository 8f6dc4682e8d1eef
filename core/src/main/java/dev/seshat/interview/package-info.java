/// Interviews: planned, conducted prompt by prompt, looked at, and followed by the next.
@NullMarked
package dev.seshat.interview;

import org.jspecify.annotations.NullMarked;
