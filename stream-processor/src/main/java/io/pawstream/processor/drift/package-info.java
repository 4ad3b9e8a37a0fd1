/** Whether what a model says of late is what it said of the photos that it was tested on. */
package io.pawstream.processor.drift;
