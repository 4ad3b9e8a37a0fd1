/** The demo: runs a broker and a processor, streams images, and prints predictions and a summary. */
@NullMarked
package io.pawstream.quickstart.demo;

import org.jspecify.annotations.NullMarked;
