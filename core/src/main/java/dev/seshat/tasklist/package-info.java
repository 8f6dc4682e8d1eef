/// Tasks as the files of other tools have them, in and out: lists of boxes in Markdown, and folders with a file per task.
@NullMarked
package dev.seshat.tasklist;

import org.jspecify.annotations.NullMarked;
