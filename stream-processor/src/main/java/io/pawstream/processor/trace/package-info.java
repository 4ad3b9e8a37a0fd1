/** What a trace of OpenTelemetry tells of a picture. */
package io.pawstream.processor.trace;
