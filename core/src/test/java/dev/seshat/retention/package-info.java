@NullMarked
package dev.seshat.retention;

import org.jspecify.annotations.NullMarked;
