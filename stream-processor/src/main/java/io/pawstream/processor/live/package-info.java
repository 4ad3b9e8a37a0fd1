/**
 * What the live page shows: the last minutes of all instances, and images as they pass by, sampled. Nothing is made while
 * no page is open.
 */
package io.pawstream.processor.live;
