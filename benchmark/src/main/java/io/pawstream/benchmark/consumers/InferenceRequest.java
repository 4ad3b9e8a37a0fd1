package io.pawstream.benchmark.consumers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.contract.event.TopicNames;
import io.pawstream.testkit.NumberedImages;
import java.util.Base64;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A request of the Open Inference Protocol (V2), which MLServer expects as the value of a record. */
final class InferenceRequest {

    /** Name of the model in {@code mlserver/model-settings.json}. */
    private static final String MODEL = "classifier";

    private static final String START =
            "{\"inputs\":[{\"name\":\"image\",\"shape\":[1],\"datatype\":\"BYTES\",\"parameters\":{\"content_type\":\"base64\"},"
                    + "\"data\":[\"";
    private static final String END = "\"]}]}";

    private InferenceRequest() {}

    /**
     * Creates the request for an image. MLServer copies the key of the record to the id of its response.
     *
     * @param number number of the image
     * @param image encoded image
     */
    static ProducerRecord<byte[], byte[]> toRecord(int number, byte[] image) {
        byte[] value = (START + Base64.getEncoder().encodeToString(image) + END).getBytes(ISO_8859_1);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                TopicNames.DEFAULT.images(), NumberedImages.id(number).getBytes(UTF_8), value);
        record.headers().add("mlserver-model", MODEL.getBytes(UTF_8));
        return record;
    }
}
