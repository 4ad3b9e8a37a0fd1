package io.pawstream.processor.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.fetch.FetchResult.Refused;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts together, as the service has them. */
@Timeout(30)
class ReferenceReaderTest {

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;

    private ImageHost host;
    private RetryingFetcher fetcher;

    @BeforeEach
    void start() throws IOException {
        host = ImageHost.start();
        Files.writeString(folder.resolve("cat.jpg"), "miaow");
        fetcher = fetcher(folder, List.of("localhost:" + host.port()), true);
    }

    @AfterEach
    void close() {
        fetcher.close();
        host.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private RetryingFetcher fetcher(Path fileRoot, List<String> hosts, boolean privateAddresses) {
        ReferenceSettings settings = new ReferenceSettings(
                fileRoot,
                hosts,
                privateAddresses,
                Duration.ofSeconds(2),
                100,
                2,
                Duration.ofMillis(10),
                Duration.ofSeconds(1));
        return RetryingFetcher.of(settings, vertx, seconds -> {});
    }

    @Test
    void fetchesFilesAndOverHttp() {
        assertThat(RetryingFetcherTest.data(
                        fetcher.fetch(folder.resolve("cat.jpg").toUri().toString())))
                .isEqualTo("miaow");
        assertThat(RetryingFetcherTest.data(fetcher.fetch(http("/ok")))).isEqualTo("ok");
    }

    @Test
    void triesAgainWhenAHostIsBack() {
        assertThat(RetryingFetcherTest.data(fetcher.fetch(http("/down-once")))).isEqualTo("back");
        assertThat(host.requests).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status/503", "/slow", "/cut"})
    void givesUpOnAHostThatDoesNotAnswerWell(String path) {
        assertThat(refused(http(path)).reason()).isEqualTo(RejectionReason.REFERENCE_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://localhost/cat.jpg",
                "jar:file:/photos.zip!/cat.jpg",
                "data:image/png;base64,iVBORw0KGgo=",
                "cat.jpg",
                "",
                "classpath:cat.jpg",
                "unix:/run/docker.sock"
            })
    void refusesOtherSchemes(String address) {
        Refused refused = refused(address);
        assertThat(refused.reason()).isEqualTo(RejectionReason.REFERENCE_NOT_ALLOWED);
        assertThat(refused.message()).startsWith(address + ": its scheme must be one that is configured: [");
    }

    @Test
    void whatIsNotConfiguredIsRefused() {
        fetcher.close();
        fetcher = fetcher(null, List.of(), false);
        assertThat(refused(folder.resolve("cat.jpg").toUri().toString()).reason())
                .isEqualTo(RejectionReason.REFERENCE_NOT_ALLOWED);
        assertThat(refused(http("/ok")).reason()).isEqualTo(RejectionReason.REFERENCE_NOT_ALLOWED);
        assertThat(host.requests).isEmpty();
    }

    @Test
    void thisMachineIsRefusedUnlessPrivateAddressesAreAllowed() {
        fetcher.close();
        fetcher = fetcher(null, List.of("localhost:" + host.port()), false);
        Refused refused = refused(http("/ok"));
        assertThat(refused.reason()).isEqualTo(RejectionReason.REFERENCE_NOT_ALLOWED);
        assertThat(refused.message())
                .isEqualTo(http("/ok") + ": the host localhost:" + host.port() + " is in a private network");
        assertThat(host.requests).isEmpty();
    }

    private String http(String path) {
        return "http://localhost:" + host.port() + path;
    }

    private Refused refused(String address) {
        return RetryingFetcherTest.refused(fetcher.fetch(address));
    }
}
