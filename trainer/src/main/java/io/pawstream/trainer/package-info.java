/** Entry point of the commands that train models. */
@NullMarked
package io.pawstream.trainer;

import org.jspecify.annotations.NullMarked;
