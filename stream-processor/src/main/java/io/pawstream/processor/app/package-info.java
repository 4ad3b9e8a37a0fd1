/** The process: main class, wiring of the other rooms, and the ordered list of what starts and stops. */
@NullMarked
package io.pawstream.processor.app;

import org.jspecify.annotations.NullMarked;
