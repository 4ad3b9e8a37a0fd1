package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.sources.DrawnSource;
import io.pawstream.sources.FolderSource;
import io.pawstream.sources.ImageSource;
import io.pawstream.sources.SourceImage;
import io.pawstream.testkit.EmbeddedBroker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Image events with addresses of files and of a real HTTP server, through a real broker and a real processor. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferenceTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final int IMAGES = 60;

    private Path images;
    private HttpServer host;
    private ServerSocket silentHost;
    private int closedPort;
    private Pipeline pipeline;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        images = Files.createDirectory(directory.resolve("images"));
        host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host.createContext("/", exchange -> {
            Path file = images.resolve(exchange.getRequestURI().getPath().substring(1));
            byte[] body = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(body.length > 0 ? 200 : 404, 0);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        host.createContext("/broken/", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        host.start();
        silentHost = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        closedPort = EmbeddedBroker.freePort();
        Map<String, String> settings = new HashMap<>();
        settings.put("pawstream.references.file-root", images.toString());
        settings.put(
                "pawstream.references.hosts",
                "localhost:" + port() + ",localhost:" + silentHost.getLocalPort() + ",localhost:" + closedPort);
        settings.put("pawstream.references.allow-private-addresses", "true");
        settings.put("pawstream.references.timeout", "2s");
        // Longer than the transaction timeout.
        settings.put("pawstream.references.retry-timeout", "12s");
        pipeline = Pipeline.start(settings);
    }

    @AfterAll
    void close() throws Exception {
        pipeline.close();
        host.stop(0);
        silentHost.close();
    }

    private int port() {
        return host.getAddress().getPort();
    }

    @Test
    void imagesByReferenceGetTheProbabilitiesOfTheSameImagesByValue() throws Exception {
        try (DrawnSource drawn = new DrawnSource(7)) {
            for (int i = 0; i < IMAGES; i++) {
                Path file = images.resolve(drawn.get(i).name());
                Files.createDirectories(file.getParent());
                Files.write(file, drawn.get(i).read());
            }
        }
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (ImageSource source = new FolderSource(images)) {
            assertThat(source.size()).isEqualTo(IMAGES);
            for (int i = 0; i < IMAGES; i++) {
                SourceImage image = source.get(i);
                String path = image.name().substring("images".length());
                records.add(record("value-" + i, null, image.read()));
                records.add(record("file-" + i, image.address().orElseThrow().toString(), new byte[0]));
                records.add(record("http-" + i, "http://localhost:" + port() + path, new byte[0]));
            }
        }
        Outputs outputs = pipeline.publishAndAwait(records, TIMEOUT);

        assertThat(outputs.rejections()).isEmpty();
        Map<String, Double> dogs = new HashMap<>();
        for (PredictionEvent prediction : outputs.predictions()) {
            prediction.top().stream()
                    .filter(each -> each.label().equals("dog"))
                    .forEach(dog -> dogs.put(prediction.imageId(), dog.probability()));
        }
        assertThat(dogs).hasSize(3 * IMAGES);
        for (int i = 0; i < IMAGES; i++) {
            assertThat(dogs.get("file-" + i)).isCloseTo(dogs.get("value-" + i), within(1e-5));
            assertThat(dogs.get("http-" + i)).isCloseTo(dogs.get("value-" + i), within(1e-5));
        }
    }

    @Test
    void hostsThatDoNotRespondBlockNoPartition() throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<String> published = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            records.add(
                    switch (i % 6) {
                        case 0 -> record("good-" + i, null, TestImages.png());
                        case 1 -> record("closed-" + i, "http://localhost:" + closedPort + "/cat.jpg", new byte[0]);
                        case 2 -> record("broken-" + i, "http://localhost:" + port() + "/broken/cat.jpg", new byte[0]);
                        case 3 -> record("silent-" + i, silentAddress(), new byte[0]);
                        case 4 -> record("gone-" + i, "http://localhost:" + port() + "/gone.jpg", new byte[0]);
                        default -> record("outside-" + i, "file:///etc/passwd", new byte[0]);
                    });
            published.add(new String(records.get(i).key(), UTF_8));
        }
        Outputs outputs = pipeline.publishAndAwait(records, TIMEOUT);

        assertThat(outputs.imageIds()).containsExactlyInAnyOrderElementsOf(published);
        assertThat(outputs.predictions()).hasSize(20);
        assertThat(outputs.reasons())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        RejectionReason.REFERENCE_UNAVAILABLE, 60L,
                        RejectionReason.REFERENCE_NOT_FOUND, 20L,
                        RejectionReason.REFERENCE_NOT_ALLOWED, 20L));
    }

    private String silentAddress() {
        return "http://localhost:" + silentHost.getLocalPort() + "/cat.jpg";
    }

    private static ProducerRecord<byte[], byte[]> record(String id, String address, byte[] data) {
        ImageEvent event = new ImageEvent(id, "test", null, null, null, null, address, null, data);
        return ImageEventCodec.toRecord(TopicNames.DEFAULT.images(), event);
    }
}
