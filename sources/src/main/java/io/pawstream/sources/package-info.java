/** Where images come from: a folder, a zip archive, or drawn. No native library and nothing of Kafka here. */
package io.pawstream.sources;
