package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.model.Prediction;
import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.pipeline.Result;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.StageTimes;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetainedResultsTest {

    private static final ImageIdentity IMAGE = new ImageIdentity("id", "test", null, null);
    private static final Result GAVE_UP =
            new Result.Rejected(IMAGE, RejectionReason.REFERENCE_UNAVAILABLE, "no response");

    private final RetainedResults results = new RetainedResults();

    @Test
    void keepsResultsThatTookLong() {
        results.keep(record(1), GAVE_UP, RetainedResults.SLOW);
        results.keep(record(2), GAVE_UP, RetainedResults.SLOW.minusMillis(1));
        assertThat(results.find(record(1))).isSameAs(GAVE_UP);
        assertThat(results.find(record(2))).isNull();
    }

    @Test
    void keepsPredictionsWithoutPixels() {
        Classified unsampled = classified(null);
        Classified sampled = classified(ByteBuffer.allocate(48));
        results.keep(record(1), unsampled, RetainedResults.SLOW);
        results.keep(record(2), sampled, RetainedResults.SLOW);
        assertThat(results.find(record(1))).isSameAs(unsampled);
        assertThat(results.find(record(2))).isEqualTo(sampled.withoutPixels()).isNotEqualTo(sampled);
    }

    @Test
    void dropsTheOldest() {
        for (int offset = 0; offset <= RetainedResults.MAX_RESULTS; offset++) {
            results.keep(record(offset), GAVE_UP, RetainedResults.SLOW);
        }
        assertThat(results.find(record(0))).isNull();
        assertThat(results.find(record(1))).isSameAs(GAVE_UP);
    }

    private static RecordAddress record(long offset) {
        return new RecordAddress("images", 0, offset);
    }

    private static Classified classified(ByteBuffer pixels) {
        return new Classified(
                IMAGE,
                new FakeNetwork().model("m").card(),
                -1,
                Prediction.ofBinary(List.of("cat", "dog"), 0.5f),
                new StageTimes(0, 0, 0),
                pixels);
    }
}
