/** The commands {@code train} and {@code data}, their options and their progress lines. */
@NullMarked
package io.pawstream.trainer.command;

import org.jspecify.annotations.NullMarked;
