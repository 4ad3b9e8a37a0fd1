package io.pawstream.contract.event;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The position of a record in Kafka.
 *
 * @param topic name of the topic
 * @param partition partition of the topic, from 0
 * @param offset offset in the partition, from 0
 */
public record RecordAddress(String topic, int partition, long offset) {

    /**
     * Creates the position of a record.
     *
     * @param record a record of any topic
     * @return its position
     */
    public static RecordAddress of(ConsumerRecord<?, ?> record) {
        return new RecordAddress(record.topic(), record.partition(), record.offset());
    }

    /** {@return topic, partition and offset, joined by hyphens: messages and the ids of plain images contain it} */
    @Override
    public String toString() {
        return topic + "-" + partition + "-" + offset;
    }
}
