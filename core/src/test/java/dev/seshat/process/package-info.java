@NullMarked
package dev.seshat.process;

import org.jspecify.annotations.NullMarked;
