@org.jspecify.annotations.NullMarked
package dev.seshat.calendar;
