/** What a trace of OpenTelemetry tells of an image. */
package io.pawstream.processor.observe;
