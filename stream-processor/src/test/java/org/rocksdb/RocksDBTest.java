package org.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RocksDBTest {

    @Test
    void theStandInPrecedesTheLibrary() throws Exception {
        Path location = Path.of(RocksDB.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertThat(location).endsWithRaw(Path.of("stream-processor", "target", "classes"));
        RocksDB.loadLibrary();
    }
}
