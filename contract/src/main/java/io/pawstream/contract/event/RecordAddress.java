package io.pawstream.contract.event;

/**
 * The position of a record in Kafka.
 *
 * @param topic name of the topic
 * @param partition partition of the topic, from 0
 * @param offset offset in the partition, from 0
 */
public record RecordAddress(String topic, int partition, long offset) {}
