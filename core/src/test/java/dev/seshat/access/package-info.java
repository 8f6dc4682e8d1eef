@NullMarked
package dev.seshat.access;

import org.jspecify.annotations.NullMarked;
