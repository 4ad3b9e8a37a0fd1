package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.pipeline.Result;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetainedResultsTest {

    private static final Result GAVE_UP = new Result.Rejected(RejectionReason.REFERENCE_UNAVAILABLE, "no answer");

    private final RetainedResults outcomes = new RetainedResults();

    @Test
    void keepsWhatTookLong() {
        outcomes.keep(record(1), GAVE_UP, RetainedResults.SLOW);
        outcomes.keep(record(2), GAVE_UP, RetainedResults.SLOW.minusMillis(1));
        assertThat(outcomes.find(record(1))).isSameAs(GAVE_UP);
        assertThat(outcomes.find(record(2))).isNull();
    }

    @Test
    void keepsNoBytesOfImages() {
        outcomes.keep(record(1), classified(new byte[1]), Duration.ofMinutes(1));
        outcomes.keep(record(2), classified(new byte[0]), Duration.ofMinutes(1));
        assertThat(outcomes.find(record(1))).isNull();
        assertThat(outcomes.find(record(2))).isNotNull();
    }

    @Test
    void forgetsTheOldest() {
        for (int offset = 0; offset <= RetainedResults.MAX_OUTCOMES; offset++) {
            outcomes.keep(record(offset), GAVE_UP, RetainedResults.SLOW);
        }
        assertThat(outcomes.find(record(0))).isNull();
        assertThat(outcomes.find(record(1))).isSameAs(GAVE_UP);
    }

    private static RecordAddress record(long offset) {
        return new RecordAddress("images", 0, offset);
    }

    private static Result classified(byte[] data) {
        ImageEvent event = new ImageEvent("id", "test", null, null, null, null, "file:/cat.jpg", null, data);
        return new Result.Classified(event, null, -1, 0.5f, 0, 0, 0);
    }
}
