/// Whether what a store holds is whole and true.
@NullMarked
package dev.seshat.doctor;

import org.jspecify.annotations.NullMarked;
