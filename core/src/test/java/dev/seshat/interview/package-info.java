@NullMarked
package dev.seshat.interview;

import org.jspecify.annotations.NullMarked;
