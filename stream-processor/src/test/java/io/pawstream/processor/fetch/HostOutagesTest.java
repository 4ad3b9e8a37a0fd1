package io.pawstream.processor.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HostOutagesTest {

    private static final long SECOND = 1_000_000_000;
    /** Close to the overflow of {@link System#nanoTime()}. */
    private static final long START = Long.MAX_VALUE - 5 * SECOND;

    private final HostOutages outages = new HostOutages(Duration.ofSeconds(30));

    @Test
    void anOutageBeginsAtTheFirstFailure() {
        assertThat(failed("host", 0)).isZero();
        assertThat(failed("host", 20)).isEqualTo(20);
        assertThat(failed("other", 20)).isZero();
        assertThat(failed("host", 50)).isEqualTo(50);
    }

    @Test
    void aResponseEndsIt() {
        failed("host", 0);
        outages.responded("host");
        assertThat(failed("host", 10)).isZero();
    }

    @Test
    void anOldOutageIsForgotten() {
        failed("host", 0);
        assertThat(failed("host", 31)).isZero();
    }

    /** Duration of the outage in seconds. */
    private long failed(String host, int second) {
        return outages.failed(host, START + second * SECOND) / SECOND;
    }
}
