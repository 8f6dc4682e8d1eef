@NullMarked
package dev.seshat.store;

import org.jspecify.annotations.NullMarked;
