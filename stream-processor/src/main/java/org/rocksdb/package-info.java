/** Keeps Quarkus from loading RocksDB. */
@NullMarked
package org.rocksdb;

import org.jspecify.annotations.NullMarked;
