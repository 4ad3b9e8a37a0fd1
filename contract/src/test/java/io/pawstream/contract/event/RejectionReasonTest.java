package io.pawstream.contract.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RejectionReasonTest {

    @ParameterizedTest
    @EnumSource(RejectionReason.class)
    void aWordIsLowerCaseWithHyphensAndFindsItsReason(RejectionReason reason) {
        assertThat(reason.word()).matches("[a-z]+(-[a-z]+)*");
        assertThat(reason.stage().word()).matches("[a-z]+");
        assertThat(reason.explanation()).isNotBlank();
        assertThat(RejectionReason.ofWord(reason.word())).isEqualTo(reason);
    }

    @Test
    void noTwoReasonsShareAWord() {
        assertThat(Arrays.stream(RejectionReason.values()).map(RejectionReason::word))
                .doesNotHaveDuplicates();
    }

    @Test
    void theReadmeOfTheServiceListsAllReasonsAndNoOthers() throws IOException {
        Path readme = Path.of(System.getProperty("pawstream.home", ".."), "stream-processor", "README.md");
        String stages =
                Arrays.stream(RejectionStage.values()).map(RejectionStage::word).collect(Collectors.joining("|"));

        assertThat(Files.readAllLines(readme).stream()
                        .filter(line -> line.matches("\\| `[a-z-]+` \\| (" + stages + ") \\| .*")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(RejectionReason.values())
                        .map(reason -> "| `" + reason.word() + "` | "
                                + reason.stage().word() + " | " + reason.explanation() + " |")
                        .toList());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "TRUNCATED", "too_many_pixels", "other"})
    void anUnknownWordFailsWithTheAllowedOnes(String word) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RejectionReason.ofWord(word))
                .withMessageStartingWith("unknown rejection reason \"" + word + "\"; allowed: malformed-event, ")
                .withMessageContaining("too-many-pixels");
    }
}
