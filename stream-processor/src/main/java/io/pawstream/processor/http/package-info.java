/** What can be asked of an instance over HTTP, and told to all of them. */
package io.pawstream.processor.http;
