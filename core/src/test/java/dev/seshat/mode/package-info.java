@NullMarked
package dev.seshat.mode;

import org.jspecify.annotations.NullMarked;
