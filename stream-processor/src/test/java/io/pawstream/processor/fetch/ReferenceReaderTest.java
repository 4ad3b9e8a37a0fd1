package io.pawstream.processor.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.fetch.FetchResult.Rejected;
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

/** Tests the fetcher with all its readers. */
@Timeout(30)
class ReferenceReaderTest {

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path directory;

    private ImageHost host;
    private RetryingFetcher fetcher;

    @BeforeEach
    void start() throws IOException {
        host = ImageHost.start();
        Files.writeString(directory.resolve("cat.jpg"), "miaow");
        fetcher = fetcher(directory, List.of("localhost:" + host.port()), true);
    }

    @AfterEach
    void close() {
        fetcher.close();
        host.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private RetryingFetcher fetcher(Path fileRoot, List<String> hosts, boolean allowPrivateAddresses) {
        FetchSettings settings = new FetchSettings(
                fileRoot,
                new HttpSettings(hosts, allowPrivateAddresses, Duration.ofSeconds(2)),
                100,
                2,
                new RetrySettings(Duration.ofMillis(10), Duration.ofSeconds(1)));
        return RetryingFetcher.of(settings, vertx, seconds -> {});
    }

    @Test
    void fetchesFilesAndOverHttp() {
        assertThat(RetryingFetcherTest.data(
                        fetcher.fetch(directory.resolve("cat.jpg").toUri().toString())))
                .isEqualTo("miaow");
        assertThat(RetryingFetcherTest.data(fetcher.fetch(http("/ok")))).isEqualTo("ok");
    }

    @Test
    void retriesUntilAHostIsBack() {
        assertThat(RetryingFetcherTest.data(fetcher.fetch(http("/down-once")))).isEqualTo("back");
        assertThat(host.requests).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status/503", "/slow", "/cut"})
    void givesUpOnAHostThatKeepsFailing(String path) {
        assertThat(rejected(http(path)).reason()).isEqualTo(RejectionReason.REFERENCE_UNAVAILABLE);
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
    void rejectsOtherSchemes(String reference) {
        Rejected rejected = rejected(reference);
        assertThat(rejected.reason()).isEqualTo(RejectionReason.REFERENCE_NOT_ALLOWED);
        assertThat(rejected.message()).isEqualTo(reference + ": scheme is not allowed; configured: file, http, https");
    }

    @Test
    void rejectsSchemesThatAreNotConfigured() {
        fetcher.close();
        fetcher = fetcher(null, List.of(), false);
        assertThat(rejected(directory.resolve("cat.jpg").toUri().toString()).reason())
                .isEqualTo(RejectionReason.REFERENCE_NOT_ALLOWED);
        assertThat(rejected(http("/ok")).reason()).isEqualTo(RejectionReason.REFERENCE_NOT_ALLOWED);
        assertThat(host.requests).isEmpty();
    }

    @Test
    void rejectsThisMachineUnlessPrivateAddressesAreAllowed() {
        fetcher.close();
        fetcher = fetcher(null, List.of("localhost:" + host.port()), false);
        Rejected rejected = rejected(http("/ok"));
        assertThat(rejected.reason()).isEqualTo(RejectionReason.REFERENCE_NOT_ALLOWED);
        assertThat(rejected.message())
                .isEqualTo(http("/ok") + ": host localhost:" + host.port() + " resolves to a private address");
        assertThat(host.requests).isEmpty();
    }

    private String http(String path) {
        return "http://localhost:" + host.port() + path;
    }

    private Rejected rejected(String reference) {
        return RetryingFetcherTest.rejected(fetcher.fetch(reference));
    }
}
