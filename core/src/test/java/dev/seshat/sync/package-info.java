/// Tests of the files of tasks.
@org.jspecify.annotations.NullMarked
package dev.seshat.sync;
