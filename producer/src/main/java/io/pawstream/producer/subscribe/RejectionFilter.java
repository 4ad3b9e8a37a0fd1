package io.pawstream.producer.subscribe;

import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import java.time.Instant;
import java.util.Set;
import java.util.function.BiPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Selects rejections by reason and time.
 *
 * @param reasons allowed reasons; empty for all
 * @param since earliest publication time of the image, inclusive; {@link Instant#MIN} for no limit
 * @param until latest publication time of the image, exclusive; {@link Instant#MAX} for no limit
 */
public record RejectionFilter(Set<RejectionReason> reasons, Instant since, Instant until)
        implements BiPredicate<Rejection, ConsumerRecord<byte[], byte[]>> {

    /** Selects every rejection. */
    public static final RejectionFilter ALL = new RejectionFilter(Set.of(), Instant.MIN, Instant.MAX);

    /**
     * Checks the time range.
     *
     * @param reasons allowed reasons; empty for all
     * @param since earliest publication time, inclusive
     * @param until latest publication time, exclusive
     * @throws IllegalArgumentException if {@code since} is not before {@code until}
     */
    public RejectionFilter {
        reasons = Set.copyOf(reasons);
        if (!since.isBefore(until)) {
            throw new IllegalArgumentException("the time range is empty: " + since + " is not before " + until);
        }
    }

    /**
     * Returns whether the filter selects a rejection.
     *
     * @param rejection the rejection
     * @param record its record, whose timestamp is that of the image event
     * @return true if reason and publication time match
     */
    @Override
    public boolean test(Rejection rejection, ConsumerRecord<byte[], byte[]> record) {
        Instant published = Instant.ofEpochMilli(record.timestamp());
        return (reasons.isEmpty() || reasons.contains(rejection.reason()))
                && !published.isBefore(since)
                && published.isBefore(until);
    }
}
