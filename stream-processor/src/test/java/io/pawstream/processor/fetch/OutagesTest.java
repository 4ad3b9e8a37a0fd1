package io.pawstream.processor.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutagesTest {

    private static final long SECOND = 1_000_000_000;
    /** Close to where {@link System#nanoTime()} may turn over. */
    private static final long START = Long.MAX_VALUE - 5 * SECOND;

    private final Outages outages = new Outages(Duration.ofSeconds(30));

    @Test
    void anOutageLastsFromTheFirstFailureOn() {
        assertThat(failed("host", 0)).isZero();
        assertThat(failed("host", 20)).isEqualTo(20);
        assertThat(failed("other", 20)).isZero();
        assertThat(failed("host", 50)).isEqualTo(50);
    }

    @Test
    void anAnswerEndsIt() {
        failed("host", 0);
        outages.answered("host");
        assertThat(failed("host", 10)).isZero();
    }

    @Test
    void anOutageOfLongAgoIsForgotten() {
        failed("host", 0);
        assertThat(failed("host", 31)).isZero();
    }

    /** Seconds of the outage. */
    private long failed(String host, int second) {
        return outages.failed(host, START + second * SECOND) / SECOND;
    }
}
