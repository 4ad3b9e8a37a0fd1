/** The process: main class, wiring of the other packages, and the order in which its parts start and stop. */
@NullMarked
package io.pawstream.processor.app;

import org.jspecify.annotations.NullMarked;
