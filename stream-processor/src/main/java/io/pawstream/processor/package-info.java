/** The stream processor: image events become predictions. */
package io.pawstream.processor;
