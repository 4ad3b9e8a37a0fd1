package io.pawstream.producer.publish;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer that acknowledges each image at once, or fails with the exception set for it. */
final class ScriptedProducer extends MockProducer<byte[], byte[]> {

    private final Map<String, Exception> failures = new HashMap<>();

    ScriptedProducer() {
        super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void failFor(String name, Exception failure) {
        failures.put(name, failure);
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        Exception failure = failures.get(new String(record.value(), StandardCharsets.UTF_8));
        if (failure == null) {
            return super.send(record, callback);
        }
        callback.onCompletion(null, failure);
        return CompletableFuture.failedFuture(failure);
    }
}
