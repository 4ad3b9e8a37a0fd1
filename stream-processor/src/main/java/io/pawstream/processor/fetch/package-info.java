/** Fetches images that an event holds only the address of: files and HTTP, within what the configuration allows. */
package io.pawstream.processor.fetch;
