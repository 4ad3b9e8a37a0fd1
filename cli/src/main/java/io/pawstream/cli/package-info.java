/** Shared by all command lines: error messages, exit codes, version, progress, terminal, Ctrl-C and time options. */
@NullMarked
package io.pawstream.cli;

import org.jspecify.annotations.NullMarked;
