package io.pawstream.processor.fetch;

import static io.pawstream.contract.event.RejectionReason.REFERENCE_NOT_ALLOWED;
import static io.pawstream.contract.event.RejectionReason.REFERENCE_NOT_FOUND;
import static io.pawstream.contract.event.RejectionReason.TOO_MANY_BYTES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pawstream.contract.event.RejectionReason;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names are known to this test's resolver only: that they are reached shows that nothing else is asked. */
@Timeout(60)
class HttpImagesTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int MAX_BYTES = 100_000;
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private static Vertx vertx;

    private ImageHost host;
    private HttpImages images;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void closeVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void start() throws IOException {
        host = ImageHost.start();
        images = images(host.port(), TIMEOUT);
    }

    @AfterEach
    void close() {
        host.close();
    }

    /** The machine of the server counts as public, all others as what they are. */
    private static HttpImages images(int port, Duration timeout) {
        Map<String, String> machines = Map.of(
                "photos.test", HERE.getHostAddress(), "more.test", HERE.getHostAddress(), "inside.test", "127.0.0.2");
        AllowedHosts hosts = new AllowedHosts(
                List.of("photos.test:" + port, "more.test:" + port, "inside.test:" + port),
                machine -> !machine.equals(HERE) && PrivateNetworks.contain(machine),
                name -> resolve(machines.get(name), name));
        return new HttpImages(
                vertx.createHttpClient(HttpImages.options(RetryingFetcherTest.settings(2))), hosts, timeout, MAX_BYTES);
    }

    private static InetAddress[] resolve(String machine, String name) throws UnknownHostException {
        if (machine == null) {
            throw new UnknownHostException(name);
        }
        return InetAddress.getAllByName(machine);
    }

    @Test
    void readsWhatIsThereFromTheHostByItsName() throws Exception {
        assertThat(read("/ok/a%20b?c=%2F&d#e")).isEqualTo("ok");
        assertThat(host.requests).containsExactly("photos.test:" + host.port() + "/ok/a%20b?c=%2F&d");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 300, 304, 400, 401, 403, 404, 410})
    void anAnswerWithoutAnImageIsTheAddressesFault(int status) {
        assertRefused(REFERENCE_NOT_FOUND, "/status/" + status).withMessage("the answer was " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void anAnswerThatSaysLaterIsNot(int status) {
        assertFails("/status/" + status).withMessage("the answer was " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/slow", "/silent"})
    void oneTryTakesNoLongerThanItsTimeout(String path) {
        Duration timeout = Duration.ofMillis(400);
        images = images(host.port(), timeout);
        long start = System.nanoTime();
        assertFails(path).withMessage("no complete answer in 400 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(timeout, Duration.ofSeconds(10));
    }

    @Test
    void readingStopsAtTheLimitAndTheConnectionIsClosed() throws InterruptedException {
        assertRefused(TOO_MANY_BYTES, "/endless")
                .withMessage("more bytes than the limit for referenced images, 100000");
        while (!host.requests.contains("hung up")) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Test
    void lessThanWasAnnouncedIsNoImage() {
        assertFails("/cut");
    }

    @Test
    void theLengthThatIsAnnouncedIsNotTrusted() throws Exception {
        assertThat(readAnnounced("5")).isEqualTo("01234");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> readAnnounced("99999999999999"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> readAnnounced("-1"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> readAnnounced("many"));
    }

    /** Asks a server that sends ten bytes and hangs up, whatever length it announces. */
    private static String readAnnounced(String length) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
            Thread thread = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    int unused = socket.getInputStream().read(new byte[1_000]);
                    String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n0123456789";
                    socket.getOutputStream().write(answer.getBytes(UTF_8));
                } catch (IOException e) {
                    // The client saw enough.
                }
            });
            thread.start();
            try {
                URI address = URI.create("http://photos.test:" + server.getLocalPort() + "/");
                return new String(images(server.getLocalPort(), TIMEOUT).read(address, 0), UTF_8);
            } finally {
                thread.join();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsLeadToOtherAllowedHosts(int status) throws Exception {
        assertThat(read("/to/" + status + "/" + "%2Fok")).isEqualTo("ok");
        assertThat(read("/to/" + status + "/" + location("more.test", "/ok"))).isEqualTo("ok");
        assertThat(host.requests).contains("more.test:" + host.port() + "/ok");
    }

    @Test
    void redirectsAreCheckedLikeTheFirstAddress() {
        assertRefused(REFERENCE_NOT_ALLOWED, "/to/302/" + location("evil.test", "/ok"))
                .withMessageContaining("evil.test");
        assertRefused(REFERENCE_NOT_ALLOWED, "/to/302/" + location("inside.test", "/ok"))
                .withMessage("the host inside.test:" + host.port() + " is in a private network");
        assertRefused(REFERENCE_NOT_ALLOWED, "/to/302/file:%2F%2F%2Fetc%2Fpasswd")
                .withMessage("its scheme must be http or https");
        assertRefused(REFERENCE_NOT_ALLOWED, "/to/302/" + location("me@photos.test", "/ok"));
        assertRefused(REFERENCE_NOT_ALLOWED, "/to/302/http:%2F%2F%5B").withMessage("a redirect to what is no address");
        assertThat(host.requests).hasSize(5);
    }

    @Test
    void redirectsEndSomewhere() {
        assertRefused(REFERENCE_NOT_ALLOWED, "/circle").withMessage("more redirects than the limit, 3");
        assertThat(host.requests).hasSize(4);
    }

    @Test
    void aHostThatIsNotInTheListIsNotAsked() {
        assertThatExceptionOfType(FetchRejectedException.class)
                .isThrownBy(() -> images.read(URI.create("http://localhost:" + host.port() + "/ok"), 0));
        assertThat(host.requests).isEmpty();
    }

    @Test
    void aHostThatIsDownMayBeBackLater() {
        host.close();
        assertFails("/ok");
    }

    /** For the path of a redirect. */
    private String location(String name, String path) {
        return ("http://" + name + ":" + host.port() + path).replace("/", "%2F");
    }

    private String read(String path) throws Exception {
        return new String(images.read(URI.create("http://photos.test:" + host.port() + path), 0), UTF_8);
    }

    private ThrowableAssertAlternative<FetchRejectedException> assertRefused(RejectionReason reason, String path) {
        return assertThatExceptionOfType(FetchRejectedException.class)
                .isThrownBy(() -> read(path))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private ThrowableAssertAlternative<IOException> assertFails(String path) {
        return assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(path));
    }
}
