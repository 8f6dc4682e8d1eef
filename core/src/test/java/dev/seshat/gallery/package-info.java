@NullMarked
package dev.seshat.gallery;

import org.jspecify.annotations.NullMarked;
