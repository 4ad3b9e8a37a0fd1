package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.processor.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadinessLogTest {

    private static final Map<String, Object> NO_BROKER = Map.of(Condition.FAILURE, "no broker");

    private final AtomicLong nanoTime = new AtomicLong(7);
    private final LogLines log = new LogLines(ReadinessLog.class);
    private Condition condition = new Condition("kafka", false, Map.of());
    private final ReadinessLog readiness =
            new ReadinessLog(new Health(List.of(() -> condition)), "reading images", nanoTime::get);

    @AfterEach
    void close() {
        readiness.close();
        log.close();
    }

    private void check(boolean isMet, Map<String, Object> details, int seconds) {
        condition = new Condition("kafka", isMet, details);
        for (int i = 0; i < seconds; i++) {
            readiness.check();
            nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    void theCauseIsLoggedAtOnceAndThenEveryTenSeconds() {
        check(false, NO_BROKER, 21);
        assertThat(log.lines()).hasSize(3).containsOnly("WARN not ready: no broker");
    }

    @Test
    void readinessIsLoggedOnceAfterEachFailure() {
        check(true, Map.of(), 30);
        assertThat(log.lines()).containsExactly("INFO ready, reading images");
        check(false, NO_BROKER, 1);
        check(true, Map.of(), 30);
        assertThat(log.lines())
                .containsExactly(
                        "INFO ready, reading images", "WARN not ready: no broker", "INFO ready, reading images");
    }

    @Test
    void aShortInterruptionWithoutAFailureIsNotLogged() {
        check(true, Map.of(), 1);
        check(false, Map.of("state", "REBALANCING"), 9);
        check(true, Map.of(), 1);
        assertThat(log.lines()).containsExactly("INFO ready, reading images");
        check(false, Map.of("state", "REBALANCING"), 12);
        assertThat(log.lines()).hasSize(2).last().isEqualTo("WARN not ready: kafka {state=REBALANCING}");
    }
}
