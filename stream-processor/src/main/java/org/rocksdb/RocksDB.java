package org.rocksdb;

/**
 * Takes the place of the class of RocksDB, which Kafka Streams uses for state stores. The topology has none, but the
 * Quarkus extension loads the native library at each start, which unpacks 70 MB into the temporary directory.
 */
public final class RocksDB {

    private RocksDB() {}

    /** Loads nothing. Quarkus calls this method at startup. */
    public static void loadLibrary() {}
}
