package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.sources.DrawnSource;
import io.pawstream.sources.SourceImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Encoded images, and image events as records. */
final class TestImages {

    private TestImages() {}

    /** A black PNG. */
    static byte[] png() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    /** The first drawn image that is a JPEG. */
    static byte[] jpeg() throws IOException {
        try (DrawnSource drawn = new DrawnSource(4)) {
            int i = 0;
            while (!drawn.get(i).name().endsWith(".jpg")) {
                i++;
            }
            SourceImage image = drawn.get(i);
            return image.read();
        }
    }

    /** Bytes that are rejected, since they are not an image. */
    static byte[] invalid() {
        return new byte[] {1, 2, 3};
    }

    /** A record whose event carries the image. Its key is the id, as with Pawstream's producer. */
    static ProducerRecord<byte[], byte[]> record(String id, byte[] data) {
        return record(new ImageEvent(id, "test", null, null, null, null, null, null, data));
    }

    /** A record whose event requests a model; null for the selected one. */
    static ProducerRecord<byte[], byte[]> record(String id, byte[] data, String model) {
        return record(new ImageEvent(id, "test", null, null, null, model, null, null, data));
    }

    private static ProducerRecord<byte[], byte[]> record(ImageEvent event) {
        return ImageEventCodec.toRecord(TopicNames.DEFAULT.images(), event);
    }

    /** The same record with another key. */
    static ProducerRecord<byte[], byte[]> withKey(String key, ProducerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(record.topic(), null, key.getBytes(UTF_8), record.value(), record.headers());
    }
}
