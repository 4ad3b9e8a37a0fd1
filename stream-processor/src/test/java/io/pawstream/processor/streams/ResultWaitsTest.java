package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.RecordAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ResultWaitsTest {

    private final AtomicLong nanoTime = new AtomicLong(3);
    private final ResultWaits waits = new ResultWaits(nanoTime::get);

    @Test
    void reportsARecordWithoutAResultForMoreThanAMinute() {
        RecordAddress slow = new RecordAddress("images", 2, 17);
        waits.start(slow);
        waits.start(new RecordAddress("images", 1, 4));
        waits.end(new RecordAddress("images", 1, 4));
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(60));
        assertThat(waits.message()).isEmpty();
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(15));
        assertThat(waits.message()).hasValue("record images-2-17 has no result after 75 s");
        waits.end(slow);
        assertThat(waits.message()).isEmpty();
    }
}
