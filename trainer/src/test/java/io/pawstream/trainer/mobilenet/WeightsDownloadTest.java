package io.pawstream.trainer.mobilenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsDownloadTest {

    // printf 'weights' | md5sum
    private static final String MD5 = "63f4f1e9b725370f459720575cd5f953";

    @TempDir
    private Path directory;

    private final List<String> requests = new ArrayList<>();
    private final List<Long> received = new ArrayList<>();
    private HttpServer server;
    private URI address;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().getPath());
            boolean there = exchange.getRequestURI().getPath().equals("/directory/good.h5");
            byte[] body = (there ? "weights" : "not found").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(there ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        address = URI.create("http://localhost:" + server.getAddress().getPort() + "/directory/");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private WeightsDownload download(URI from) {
        return new WeightsDownload(from, directory.resolve("cache"), (bytes, total) -> {
            received.add(bytes);
            received.add(total);
        });
    }

    private void assertNothingIsLeft() throws IOException {
        try (var files = Files.list(directory.resolve("cache"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aFileIsCachedAndNotDownloadedAgain() throws IOException {
        Path file = download(address).get("good.h5", MD5);
        assertThat(file).isEqualTo(directory.resolve("cache/good.h5")).hasContent("weights");
        assertThat(received).containsExactly(7L, 7L);
        assertThat(download(address).get("good.h5", MD5)).isEqualTo(file);
        assertThat(requests).containsExactly("/directory/good.h5");
    }

    @Test
    void aDamagedFileInTheCacheIsDownloadedAgain() throws IOException {
        Files.createDirectories(directory.resolve("cache"));
        Files.writeString(directory.resolve("cache/good.h5"), "wei");
        assertThat(download(address).get("good.h5", MD5)).hasContent("weights");
    }

    @Test
    void aWrongChecksumIsRejected() throws IOException {
        assertThatThrownBy(() -> download(address).get("good.h5", Variant.FULL.md5()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(MD5)
                .hasMessageContaining(Variant.FULL.md5());
        assertNothingIsLeft();
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        assertThatThrownBy(() -> download(address).get(Variant.FULL))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(address + "weights_mobilenet_v3_large_224_1.0_float_no_top_v2.h5")
                .hasMessageContaining("404")
                .hasMessageContaining("--base-weights");
        assertNothingIsLeft();
    }

    @Test
    void anUnreachableServerIsNamed() throws IOException {
        int port;
        try (ServerSocket closedAtOnce = new ServerSocket(0)) {
            port = closedAtOnce.getLocalPort();
        }
        URI nobody = URI.create("http://localhost:" + port + "/");
        assertThatThrownBy(() -> download(nobody).get(Variant.MINIMALISTIC))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot download " + nobody)
                .hasMessageContaining("cannot connect to localhost")
                .hasMessageContaining("--base-weights");
        assertNothingIsLeft();
    }

    @Test
    void theAddressesAreThePublishedOnes() {
        assertThat(Variant.MINIMALISTIC.fileName())
                .isEqualTo("weights_mobilenet_v3_large_minimalistic_224_1.0_float_no_top_v2.h5");
        assertThat(WeightsDownload.PUBLISHED.resolve(Variant.FULL.fileName()))
                .hasToString("https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v3/"
                        + "weights_mobilenet_v3_large_224_1.0_float_no_top_v2.h5");
    }
}
