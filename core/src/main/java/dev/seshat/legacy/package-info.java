/// What older systems kept in databases of their own, taken over row by row, and never twice.
@NullMarked
package dev.seshat.legacy;

import org.jspecify.annotations.NullMarked;
