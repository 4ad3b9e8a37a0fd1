/** Operation of the service: model selection, instance status, HTTP API, and the command {@code models}. */
@NullMarked
package io.pawstream.processor.control;

import org.jspecify.annotations.NullMarked;
