package io.pawstream.onnx.dataset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileFilterTest {

    @ParameterizedTest
    @CsvSource({
        "JFIF, true",
        "123456JFIF, true",
        "123456JFIF and more, true",
        "1234567JFIF, false",
        "123456789JFIF, false",
        "JFI, false",
        "jfif, false",
        "'', false",
    })
    void theMarkIsInTheFirstTenBytes(String start, boolean accepted) {
        assertThat(FileFilter.JFIF.accepts(start.getBytes(ISO_8859_1))).isEqualTo(accepted);
        assertThat(FileFilter.DECODABLE.accepts(start.getBytes(ISO_8859_1))).isTrue();
    }

    @Test
    void namesAreThoseOfOptionsAndCards() {
        assertThat(FileFilter.values()).extracting(FileFilter::toString).containsExactly("jfif", "decodable");
    }
}
