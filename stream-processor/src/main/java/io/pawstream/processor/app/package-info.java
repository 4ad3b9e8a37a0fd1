/** What makes it a service: configuration, life cycle, health, and the wiring of the other packages. */
package io.pawstream.processor.app;
