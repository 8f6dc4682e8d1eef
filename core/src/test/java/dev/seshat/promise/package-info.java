@NullMarked
package dev.seshat.promise;

import org.jspecify.annotations.NullMarked;
