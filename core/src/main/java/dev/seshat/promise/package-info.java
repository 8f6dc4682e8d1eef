/// Promises: work that is done later, by whoever can, once, and told of.
@NullMarked
package dev.seshat.promise;

import org.jspecify.annotations.NullMarked;
