package io.pawstream.contract.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
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

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "TRUNCATED", "too_many_pixels", "other"})
    void anotherWordIsRefusedAndTheWordsAreNamed(String word) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RejectionReason.ofWord(word))
                .withMessageContaining("\"" + word + "\"")
                .withMessageContaining("too-many-pixels");
    }
}
