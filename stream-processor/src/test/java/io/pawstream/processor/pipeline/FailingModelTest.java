package io.pawstream.processor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.selection.Selection;
import io.pawstream.processor.models.TestPngs;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to images whose inference fails. */
@Timeout(30)
class FailingModelTest extends ImagePipelineFixture {

    @Test
    void rejectsOnlyTheImageOnWhichABatchFails() throws InterruptedException {
        classified(submit(1));
        network.failsOnRed = 77;
        network.permits.drainPermits();
        CompletableFuture<Result> busy = submit(10);
        awaitWaitingForPermit();
        CompletableFuture<Result> good = submit(20);
        CompletableFuture<Result> bad = submit(77);
        CompletableFuture<Result> alsoGood = submit(30);
        network.permits.release(1_000);
        classified(busy);
        assertThat(dog(classified(good))).isEqualTo(20 / 255f);
        assertThat(rejected(bad)).isEqualTo(RejectionReason.INFERENCE_FAILED);
        assertThat(dog(classified(alsoGood))).isEqualTo(30 / 255f);
        assertThat(failure.message()).isEmpty();
    }

    @Test
    void anUnexpectedExceptionOfTheNetworkIsAFailureOfInference() {
        classified(submit(1));
        network.throwsOnRed = 77;
        assertThat(rejected(submit(77))).isEqualTo(RejectionReason.INFERENCE_FAILED);
        classified(submit(2));
    }

    @Test
    void rejectsNothingWhileTheModelFailsOnEveryImage() throws InterruptedException {
        CompletableFuture<Result> result = submitWhileTheModelFails();
        assertThat(result).isNotDone();
        assertThat(failure.message())
                .hasValueSatisfying(message -> assertThat(message).contains("model default fails"));
        network.failsOnRed = -1;
        assertThat(dog(classified(result))).isEqualTo(40 / 255f);
        assertThat(failure.message()).isEmpty();
    }

    @Test
    void rejectsAnImageThatExpiresWhileTheModelFails() throws InterruptedException {
        CompletableFuture<Result> result = submitWhileTheModelFails();
        CompletableFuture<Result> next = submit(50);
        clock.millis = EXPIRY_MILLIS;
        assertThat(rejected(result)).isEqualTo(RejectionReason.EXPIRED);
        assertThat(failure.message()).as("the model still fails").isPresent();
        network.failsOnRed = -1;
        classified(next);
        assertThat(failure.message()).isEmpty();
    }

    @Test
    void anImageOfAFailingModelStartsAgainWhenAnotherOneIsSelected() throws InterruptedException {
        CompletableFuture<Result> result = submitWhileTheModelFails();
        selector.select(1, Selection.of("other"));
        assertThatThrownBy(result::join).hasMessageContaining("model default fails and is no longer selected");
        assertThat(classified(submit(40)).card().name()).isEqualTo("other");
    }

    @Test
    void failsButDoesNotRejectWhenItClosesWhileTheModelFails() throws InterruptedException {
        CompletableFuture<Result> result = submitWhileTheModelFails();
        pipeline.close();
        assertThatThrownBy(result::join).hasMessageContaining("shutting down");
    }

    /** An image without a result, because the model fails on the probe as well. */
    private CompletableFuture<Result> submitWhileTheModelFails() throws InterruptedException {
        classified(submit(1));
        network.failsOnRed = -2;
        CompletableFuture<Result> result = submit(() -> expiring(TestPngs.red(40), null));
        while (failure.message().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return result;
    }
}
