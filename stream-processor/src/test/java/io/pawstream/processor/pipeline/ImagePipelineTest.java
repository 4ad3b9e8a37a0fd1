package io.pawstream.processor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.selection.Selection;
import io.pawstream.model.ModelException;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ImagePipelineTest extends ImagePipelineFixture {

    @Test
    void classifiesWithTheSelectedModel() {
        Classified result = classified(submit(51));
        assertThat(dog(result)).isEqualTo(0.2f);
        assertThat(result.prediction().label()).isEqualTo("cat");
        assertThat(result.card().name()).isEqualTo("default");
        assertThat(result.image()).isEqualTo(new ImageIdentity("id-51", "test", null, null));
        assertThat(result.times().decodeSeconds()).isPositive();
        assertThat(result.times().queueSeconds()).isNotNegative();
        assertThat(result.times().inferenceSeconds()).isPositive();
        assertThat(inferences.predictions).containsExactly(result.prediction());
    }

    @Test
    void carriesACopyOfThePixelsOnlyIfTheListenerSamplesThem() {
        assertThat(classified(submit(51)).pixels()).isNull();
        samplesPixels = true;
        Classified sampled = classified(submit(52));
        samplesPixels = false;
        classified(submit(53));
        byte[] pixels = new byte[4 * 4 * 3];
        assertThat(sampled.pixels().remaining()).isEqualTo(pixels.length);
        sampled.pixels().duplicate().get(pixels);
        for (int i = 0; i < pixels.length; i += 3) {
            assertThat(pixels[i]).isEqualTo((byte) 52);
            assertThat(pixels[i + 1]).isZero();
        }
    }

    @Test
    void rejectsInvalidImagesAndEvents() {
        assertThat(rejected(submit(() -> event(new byte[0], null)))).isEqualTo(RejectionReason.EMPTY);
        assertThat(rejected(submit(() -> event(new byte[] {1, 2, 3}, null))))
                .isEqualTo(RejectionReason.UNSUPPORTED_FORMAT);
        assertThat(rejected(submit(1, "no-such-model"))).isEqualTo(RejectionReason.UNKNOWN_MODEL);
        assertThat(rejected(submit(() -> {
                    throw new MalformedEventException("no id", null);
                })))
                .isEqualTo(RejectionReason.MALFORMED_EVENT);
    }

    @Test
    void aRejectionIdentifiesTheImageByItsEventOrElseByItsRecord() {
        assertThat(submit(() -> event(new byte[] {1, 2, 3}, null)).join().image())
                .isEqualTo(new ImageIdentity("id", "test", null, null));
        assertThat(submit(() -> {
                            throw new MalformedEventException("no id", null);
                        })
                        .join())
                .isEqualTo(new Rejected(TestRequest.FROM_RECORD, RejectionReason.MALFORMED_EVENT, "no id"));
    }

    @Test
    void anUnexpectedExceptionFailsTheImageButDoesNotRejectIt() {
        CompletableFuture<Result> result = submit(() -> {
            throw new IllegalStateException("a defect");
        });
        assertThatThrownBy(result::join).hasRootCause(new IllegalStateException("a defect"));
        classified(submit(1));
    }

    @Test
    void aDefaultModelThatCannotBeLoadedFailsTheImageButDoesNotRejectIt() {
        defaultFails = true;
        assertThatThrownBy(submit(1)::join)
                .hasCauseInstanceOf(ModelException.class)
                .hasMessageContaining("cannot load the default model")
                .hasRootCauseMessage("the disk is full");
        defaultFails = false;
        classified(submit(2));
    }

    @Test
    void theSelectionThatIsActiveWhenTheWorkStartsDecides() {
        assertThat(classified(submit(1)).revision()).isEqualTo(-1);
        selector.select(7, Selection.of("other"));
        Classified result = classified(submit(1));
        assertThat(result.card().name()).isEqualTo("other");
        assertThat(result.revision()).isEqualTo(7);
    }

    @Test
    void holdsNoLeaseOnceAllImagesHaveResults() {
        classified(submit(1));
        rejected(submit(() -> event(new byte[] {1, 2, 3}, null)));
        cache.close();
        assertThat(network.closed).isTrue();
    }

    @Test
    void acceptsNoImageOnceItIsClosed() {
        pipeline.close();
        assertThatThrownBy(() -> submit(1)).isInstanceOf(RejectedExecutionException.class);
    }
}
