@NullMarked
package dev.seshat.task;

import org.jspecify.annotations.NullMarked;
