/// What every route of the server shares: parameters, bodies, answers, problem details.
@NullMarked
package dev.seshat.server.http;

import org.jspecify.annotations.NullMarked;
