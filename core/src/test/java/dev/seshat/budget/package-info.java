@NullMarked
package dev.seshat.budget;

import org.jspecify.annotations.NullMarked;
