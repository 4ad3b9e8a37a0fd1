/** Fetches images by reference, from files and HTTP hosts that the configuration allows. */
@NullMarked
package io.pawstream.processor.fetch;

import org.jspecify.annotations.NullMarked;
