package io.pawstream.processor.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.processor.classify.ModelChoice;
import io.pawstream.processor.classify.ModelChoice.Chosen;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FirstSelectionTest {

    private final FirstSelection first = new FirstSelection();
    private long revision = -1;
    private final ModelChoice choice =
            first.then((key, event) -> CompletableFuture.completedFuture(new Chosen(null, revision)));

    @Test
    void aPictureWaitsAndIsThenClassifiedByWhatWasRead() {
        CompletableFuture<Chosen> early = choice.choose(null, null);
        assertThat(early).isNotDone();
        assertThat(first.isKnown()).isFalse();
        revision = 7;
        first.isInForce();
        assertThat(first.isKnown()).isTrue();
        assertThat(early).isCompletedWithValue(new Chosen(null, 7));
        assertThat(choice.choose(null, null)).isCompletedWithValue(new Chosen(null, 7));
    }

    @Test
    void theWaitCanBeGivenUp() {
        CompletableFuture<Chosen> early = choice.choose(null, null);
        first.close();
        assertThatThrownBy(early::join).hasCauseInstanceOf(CancellationException.class);
        first.isInForce();
        assertThat(first.isKnown()).isFalse();
    }
}
