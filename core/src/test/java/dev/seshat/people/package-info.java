@NullMarked
package dev.seshat.people;

import org.jspecify.annotations.NullMarked;
