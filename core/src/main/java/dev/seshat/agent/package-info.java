/// Who works on sessions: each run of an agent, from when to when, through which program and by which model.
@NullMarked
package dev.seshat.agent;

import org.jspecify.annotations.NullMarked;
