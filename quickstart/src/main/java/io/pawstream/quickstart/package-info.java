/** The command line for the demo, failure injection and endurance runs on an embedded broker. */
@NullMarked
package io.pawstream.quickstart;

import org.jspecify.annotations.NullMarked;
