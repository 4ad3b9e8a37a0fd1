package io.pawstream.processor.observe;

import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.Rejection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Logs rejected images, some in a while and the number of the others. */
final class RejectionLog {

    private static final Logger LOG = Logger.getLogger(RejectionLog.class);
    private static final int LINES = 10;
    private static final long WHILE_NANOS = 10_000_000_000L;

    private final LongSupplier nanoTime;
    private long whileBegan;
    private int lines;
    private long others;

    RejectionLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        whileBegan = nanoTime.getAsLong();
    }

    /** Logs a rejection, unless there were many of late. */
    synchronized void rejected(ConsumerRecord<byte[], byte[]> record) {
        if (nanoTime.getAsLong() - whileBegan >= WHILE_NANOS) {
            if (others > 0) {
                LOG.warnf("%d more images were rejected in %d s", others, WHILE_NANOS / 1_000_000_000);
            }
            whileBegan = nanoTime.getAsLong();
            lines = 0;
            others = 0;
        }
        if (lines == LINES) {
            others++;
            return;
        }
        lines++;
        try {
            log(Rejection.fromRecord(record));
        } catch (MalformedEventException e) {
            throw new IllegalStateException("a rejection was just made", e);
        }
    }

    /** The keys are in the text, and fields of their own in a structured log. */
    private static void log(Rejection rejection) {
        Map<String, String> keys = new TreeMap<>(Map.of(
                "imageId", printable(rejection.imageId()),
                "topic", rejection.input().topic(),
                "partition", Integer.toString(rejection.input().partition()),
                "offset", Long.toString(rejection.input().offset()),
                "reason", rejection.reason().word()));
        keys.forEach(MDC::put);
        try {
            LOG.warnf(
                    "rejected imageId=%s topic=%s partition=%s offset=%s reason=%s: %s",
                    keys.get("imageId"),
                    keys.get("topic"),
                    keys.get("partition"),
                    keys.get("offset"),
                    keys.get("reason"),
                    printable(rejection.message()));
        } finally {
            keys.keySet().forEach(MDC::remove);
        }
    }

    /** Whoever publishes writes what stands here: a line break in it must not look like a line of ours. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
