package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.pipeline.ProcessedRecord;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.processor.pipeline.ResultListener;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultListenersTest {

    private final List<String> calls = new ArrayList<>();

    private final class Recording implements ResultListener {

        private final String name;
        private final boolean samples;

        Recording(String name, boolean samples) {
            this.name = name;
            this.samples = samples;
        }

        @Override
        public boolean samplesPixels() {
            return samples;
        }

        @Override
        public void classified(Classified result, ProcessedRecord record) {
            calls.add(name + " classified " + result.image().id() + " at "
                    + record.address().offset());
        }

        @Override
        public void rejected(Rejected result, ProcessedRecord record) {
            calls.add(name + " rejected " + result.image().id() + " at "
                    + record.address().offset());
        }
    }

    private static final class Failing implements ResultListener {

        @Override
        public void classified(Classified result, ProcessedRecord record) {
            throw new IllegalStateException("defect");
        }

        @Override
        public void rejected(Rejected result, ProcessedRecord record) {
            throw new IllegalStateException("defect");
        }
    }

    @Test
    void passesEachResultToAllListenersInOrder() {
        ResultListeners listeners =
                new ResultListeners(List.of(new Recording("first", false), new Recording("second", false)));
        listeners.classified(TestResults.classified("one", TestResults.card("a", "1"), 0.9, null), TestResults.RECORD);
        listeners.rejected(TestResults.rejected(RejectionReason.EMPTY, "empty"), TestResults.RECORD);
        assertThat(calls)
                .containsExactly(
                        "first classified one at 2",
                        "second classified one at 2",
                        "first rejected images-1-2 at 2",
                        "second rejected images-1-2 at 2");
    }

    @Test
    void aListenerThatFailsDoesNotFailTheRecordOrTheOtherListeners() {
        TestRegistry registry = new TestRegistry();
        ImageMetrics metrics = new ImageMetrics(
                registry.meters(),
                registry.collectors(),
                new StageMetrics(registry.meters()),
                new ShadowCounters(registry.meters(), registry.collectors()),
                50,
                Clock.systemUTC());
        ResultListeners listeners = new ResultListeners(List.of(new Failing(), metrics, new Recording("last", false)));
        listeners.rejected(TestResults.rejected(RejectionReason.TRUNCATED, "ends in row 7"), TestResults.RECORD);
        listeners.classified(TestResults.classified("one", TestResults.card("a", "1"), 0.9, null), TestResults.RECORD);
        assertThat(metrics.rejectedCount()).isEqualTo(1);
        assertThat(metrics.classifiedCount()).isEqualTo(1);
        assertThat(calls).containsExactly("last rejected images-1-2 at 2", "last classified one at 2");
    }

    @Test
    void samplesPixelsIfAnyListenerDoes() {
        assertThat(new ResultListeners(List.of(new Recording("a", false), new Recording("b", true))).samplesPixels())
                .isTrue();
        assertThat(new ResultListeners(List.of(new Recording("a", false), new Failing())).samplesPixels())
                .isFalse();
    }
}
