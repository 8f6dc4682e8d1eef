/// When sessions take place: the calendar, how it is shown to other programs, what comes again, and reminders.
@NullMarked
package dev.seshat.calendar;

import org.jspecify.annotations.NullMarked;
