package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.pipeline.Result;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.StageTimes;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetainedResultsTest {

    private static final ImageIdentity IMAGE = new ImageIdentity("id", "test", null, null);
    static final Result GAVE_UP = new Result.Rejected(IMAGE, RejectionReason.REFERENCE_UNAVAILABLE, "no response");

    private final RetainedResults results = new RetainedResults();

    @Test
    void keepsTheResultOfARecordUntilItIsCommitted() {
        results.keep(record(1), GAVE_UP);
        results.keep(record(2), GAVE_UP);
        results.committed(TestRecords.committed(TestRecords.P1, 9));
        assertThat(results.find(record(1))).isSameAs(GAVE_UP);
        results.committed(TestRecords.committed(TestRecords.P0, 2));
        assertThat(results.find(record(1))).isNull();
        assertThat(results.find(record(2))).isSameAs(GAVE_UP);
    }

    @Test
    void anotherRecordAtTheSamePositionHasNoResult() {
        RecordIdentity record = record(1);
        results.keep(record, GAVE_UP);
        assertThat(results.find(new RecordIdentity(record.address(), 1, record.leaderEpoch(), record.checksum())))
                .isNull();
        assertThat(results.find(new RecordIdentity(record.address(), 0, Optional.of(1), record.checksum())))
                .isNull();
        assertThat(results.find(new RecordIdentity(record.address(), 0, record.leaderEpoch(), 1)))
                .isNull();
        assertThat(results.find(record)).isSameAs(GAVE_UP);
    }

    @Test
    void keepsPredictionsWithoutPixels() {
        Classified unsampled = classified(null);
        Classified sampled = classified(ByteBuffer.allocate(48));
        results.keep(record(1), unsampled);
        results.keep(record(2), sampled);
        assertThat(results.find(record(1))).isSameAs(unsampled);
        assertThat(results.find(record(2))).isEqualTo(sampled.withoutPixels()).isNotEqualTo(sampled);
    }

    @Test
    void dropsTheOldestSoThatMemoryIsBounded() {
        int fit = RetainedResults.MAX_PROBABILITIES / 100;
        for (int offset = 0; offset < fit; offset++) {
            results.keep(record(offset), classified(null));
            results.keep(record(offset), classified(null));
        }
        assertThat(results.find(record(0))).isNotNull();
        results.keep(record(fit), classified(null));
        assertThat(results.find(record(0))).isNull();
        assertThat(results.find(record(1))).isNotNull();
        results.committed(TestRecords.committed(TestRecords.P0, fit + 1));
        for (int offset = 0; offset < fit; offset++) {
            results.keep(record(offset), classified(null));
        }
        assertThat(results.find(record(0)))
                .as("committed results free their memory")
                .isNotNull();
    }

    private static RecordIdentity record(long offset) {
        return new RecordIdentity(new RecordAddress("images", 0, offset), 0, Optional.empty(), 0);
    }

    private static Classified classified(ByteBuffer pixels) {
        return new Classified(
                IMAGE,
                new FakeNetwork().model("m").card(),
                -1,
                FakeNetwork.prediction(0.5),
                new StageTimes(0, 0, 0),
                pixels);
    }
}
