package io.pawstream.benchmark.consumers;

import io.pawstream.testkit.NumberedImages;
import java.util.Locale;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The other consumers, in {@code benchmark/baselines/consumers}. */
enum Peer {
    /** OpenCV and ONNX Runtime in Python. */
    PYTHON("Python", "python/consumer.py"),
    /** libvips and ONNX Runtime in Node.js. */
    NODE("Node.js", "node/consumer.mjs"),
    /** MLServer with its own Kafka support. */
    MLSERVER("MLServer", "mlserver/runtime.py"),
    /** A job of Apache Flink in Java. */
    FLINK("Flink", "flink/src");

    private final String label;
    private final String source;

    Peer(String label, String source) {
        this.label = label;
        this.source = source;
    }

    /** {@return the name in tables} */
    String label() {
        return label;
    }

    /** {@return file or directory of its code, relative to the directory of the consumers} */
    String source() {
        return source;
    }

    /** Creates the record of an image in the form that this consumer reads. */
    ProducerRecord<byte[], byte[]> toRecord(int number, byte[] image) {
        return this == MLSERVER
                ? InferenceRequest.toRecord(number, image)
                : NumberedImages.record(number, NumberedImages.id(number), image);
    }

    /** {@return the name on the command line} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
