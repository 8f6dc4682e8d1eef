@NullMarked
package dev.seshat.schema;

import org.jspecify.annotations.NullMarked;
