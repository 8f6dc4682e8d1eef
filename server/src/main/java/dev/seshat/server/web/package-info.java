/// The dashboard: server-rendered pages, each in one file.
@NullMarked
package dev.seshat.server.web;

import org.jspecify.annotations.NullMarked;
