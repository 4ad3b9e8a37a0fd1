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

/** A producer that acknowledges at once, but for images it was told to refuse. */
final class AnsweringProducer extends MockProducer<byte[], byte[]> {

    private final Map<String, Exception> refused = new HashMap<>();

    AnsweringProducer() {
        super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    AnsweringProducer refuse(String name, Exception answer) {
        refused.put(name, answer);
        return this;
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        Exception answer = refused.get(new String(record.value(), StandardCharsets.UTF_8));
        if (answer == null) {
            return super.send(record, callback);
        }
        callback.onCompletion(null, answer);
        return CompletableFuture.failedFuture(answer);
    }
}
