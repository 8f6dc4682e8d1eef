@NullMarked
package dev.seshat.inbox;

import org.jspecify.annotations.NullMarked;
