package io.pawstream.processor.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutagesTest {

    private static final long SECOND = 1_000_000_000;
    /** Close to where {@link System#nanoTime()} may turn over. */
    private static final long START = Long.MAX_VALUE - 5 * SECOND;

    private final Outages outages = new Outages(Duration.ofSeconds(30));

    @Test
    void aHostIsGivenUpWhenItHasNotAnsweredForTheWholeTime() {
        assertThat(mayTry(0)).isTrue();
        failed(0);
        failed(29);
        assertThat(mayTry(29)).isTrue();
        failed(31);
        assertThat(mayTry(31)).isFalse();
        assertThat(mayTry("other", 31)).isTrue();
    }

    @Test
    void anAnswerEndsTheOutage() {
        failed(0);
        failed(31);
        outages.answered("host");
        assertThat(mayTry(32)).isTrue();
        failed(32);
        assertThat(mayTry(33)).isTrue();
    }

    @Test
    void aHostThatIsGivenUpIsTriedOnceInAWhile() {
        failed(0);
        failed(31);
        assertThat(mayTry(60)).isFalse();
        assertThat(mayTry(61)).isTrue();
        assertThat(mayTry(61)).as("one picture at a time").isFalse();
        failed(62);
        assertThat(mayTry(90)).isFalse();
        assertThat(mayTry(92)).isTrue();
    }

    @Test
    void anOutageOfLongAgoIsForgotten() {
        failed(0);
        failed(31);
        assertThat(mayTry(3_600)).isTrue();
        failed(3_600);
        assertThat(mayTry(3_601)).isTrue();
    }

    private boolean mayTry(int second) {
        return mayTry("host", second);
    }

    private boolean mayTry(String host, int second) {
        return outages.mayTry(host, START + second * SECOND);
    }

    private void failed(int second) {
        outages.failed("host", START + second * SECOND);
    }
}
