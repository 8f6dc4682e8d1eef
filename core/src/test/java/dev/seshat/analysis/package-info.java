@NullMarked
package dev.seshat.analysis;

import org.jspecify.annotations.NullMarked;
