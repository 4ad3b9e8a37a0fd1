/** The stream processor, which turns image events into predictions. */
package io.pawstream.processor;
