package io.pawstream.processor.observe;

import io.pawstream.cli.Printable;
import io.pawstream.processor.pipeline.ProcessedRecord;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.processor.pipeline.ResultListener;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Logs rejections, at most ten per ten seconds, and then how many were suppressed. */
public final class RejectionLog implements ResultListener {

    private static final Logger LOG = Logger.getLogger(RejectionLog.class);
    private static final int MAX_LINES = 10;
    private static final long INTERVAL_NANOS = 10_000_000_000L;

    private final LongSupplier nanoTime;
    private long intervalStart;
    private int lines;
    private long suppressed;

    /**
     * Creates a log.
     *
     * @param nanoTime {@link System#nanoTime}, or a clock for tests
     */
    public RejectionLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        intervalStart = nanoTime.getAsLong();
    }

    @Override
    public synchronized void rejected(Rejected result, ProcessedRecord record) {
        if (nanoTime.getAsLong() - intervalStart >= INTERVAL_NANOS) {
            if (suppressed > 0) {
                LOG.warnf("%d more images rejected in %d s", suppressed, INTERVAL_NANOS / 1_000_000_000);
            }
            intervalStart = nanoTime.getAsLong();
            lines = 0;
            suppressed = 0;
        }
        if (lines == MAX_LINES) {
            suppressed++;
            return;
        }
        lines++;
        log(result, record);
    }

    /** Writes the keys into the message, and as separate fields into a structured log. */
    private static void log(Rejected result, ProcessedRecord record) {
        Map<String, String> keys = new TreeMap<>(Map.of(
                "imageId", Printable.of(result.image().id()),
                "topic", record.address().topic(),
                "partition", Integer.toString(record.address().partition()),
                "offset", Long.toString(record.address().offset()),
                "reason", result.reason().word()));
        keys.forEach(MDC::put);
        try {
            LOG.warnf(
                    "rejected imageId=%s topic=%s partition=%s offset=%s reason=%s: %s",
                    keys.get("imageId"),
                    keys.get("topic"),
                    keys.get("partition"),
                    keys.get("offset"),
                    keys.get("reason"),
                    Printable.of(result.message()));
        } finally {
            keys.keySet().forEach(MDC::remove);
        }
    }
}
