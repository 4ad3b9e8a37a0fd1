/** Topics beside the stream: the selection that the processor follows, and what its instances tell of themselves. */
package io.pawstream.processor.control;
