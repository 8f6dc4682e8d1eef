@NullMarked
package dev.seshat.link;

import org.jspecify.annotations.NullMarked;
