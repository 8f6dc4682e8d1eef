@NullMarked
package dev.seshat.analysis.text;

import org.jspecify.annotations.NullMarked;
