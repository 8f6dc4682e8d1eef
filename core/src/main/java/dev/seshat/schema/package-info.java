/// Which steps of the schema a store has, without changing it.
@NullMarked
package dev.seshat.schema;

import org.jspecify.annotations.NullMarked;
