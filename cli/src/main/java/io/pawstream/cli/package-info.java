/** What the command lines share: error messages, exit codes, progress, terminal, Ctrl-C, times. */
package io.pawstream.cli;
