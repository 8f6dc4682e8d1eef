/// Read-only SQL over the documented views.
@NullMarked
package dev.seshat.query;

import org.jspecify.annotations.NullMarked;
