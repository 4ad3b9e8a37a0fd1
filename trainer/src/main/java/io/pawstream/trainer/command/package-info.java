/** The verbs of the command line. */
package io.pawstream.trainer.command;
