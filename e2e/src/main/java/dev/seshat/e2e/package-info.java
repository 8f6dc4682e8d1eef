/// Checks that drive the built program from outside, as a user does.
@NullMarked
package dev.seshat.e2e;

import org.jspecify.annotations.NullMarked;
