package io.pawstream.producer.subscribe;

import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import java.time.Instant;
import java.util.Set;
import java.util.function.BiPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which rejections are wanted.
 *
 * @param reasons those for one of these reasons; empty for all reasons
 * @param since those whose image was published at this time or later; {@link Instant#MIN} for no limit
 * @param until those whose image was published before this time; {@link Instant#MAX} for no limit
 */
public record RejectionFilter(Set<RejectionReason> reasons, Instant since, Instant until)
        implements BiPredicate<Rejection, ConsumerRecord<byte[], byte[]>> {

    /** Every rejection. */
    public static final RejectionFilter ALL = new RejectionFilter(Set.of(), Instant.MIN, Instant.MAX);

    public RejectionFilter {
        reasons = Set.copyOf(reasons);
        if (!since.isBefore(until)) {
            throw new IllegalArgumentException("since " + since + " until " + until + " is no time at all");
        }
    }

    /** Whether a rejection is wanted; its record has the timestamp of the image event. */
    @Override
    public boolean test(Rejection rejection, ConsumerRecord<byte[], byte[]> record) {
        Instant published = Instant.ofEpochMilli(record.timestamp());
        return (reasons.isEmpty() || reasons.contains(rejection.reason()))
                && !published.isBefore(since)
                && published.isBefore(until);
    }
}
