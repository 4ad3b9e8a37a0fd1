package io.pawstream.processor.fetch;

import static io.pawstream.contract.event.RejectionReason.REFERENCE_NOT_ALLOWED;
import static io.pawstream.contract.event.RejectionReason.REFERENCE_NOT_FOUND;
import static io.pawstream.contract.event.RejectionReason.TOO_MANY_BYTES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pawstream.contract.event.RejectionReason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.io.IOException;
import java.lang.reflect.Proxy;
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

/** Only the resolver of this test can resolve the host names, so a successful request proves that it was used. */
@Timeout(60)
class HttpImageReaderTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int MAX_BYTES = 100_000;
    private static final InetAddress LOCAL = InetAddress.getLoopbackAddress();

    private static Vertx vertx;

    private ImageHost host;
    private HttpImageReader reader;

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
        reader = reader(host.port(), TIMEOUT);
    }

    @AfterEach
    void close() {
        host.close();
    }

    /** The address of the server counts as public. */
    private static HttpImageReader reader(int port, Duration timeout) {
        return reader(vertx.createHttpClient(HttpImageReader.options(2)), port, timeout);
    }

    private static HttpImageReader reader(HttpClient client, int port, Duration timeout) {
        Map<String, String> addresses = Map.of(
                "photos.test",
                LOCAL.getHostAddress(),
                "more.test",
                LOCAL.getHostAddress(),
                "private.test",
                "127.0.0.2");
        AllowedHosts hosts = new AllowedHosts(
                List.of("photos.test:" + port, "more.test:" + port, "private.test:" + port),
                address -> !address.equals(LOCAL) && PrivateNetworks.contain(address),
                name -> resolve(addresses.get(name), name));
        return new HttpImageReader(client, hosts, timeout, MAX_BYTES);
    }

    private static InetAddress[] resolve(String address, String name) throws UnknownHostException {
        if (address == null) {
            throw new UnknownHostException(name);
        }
        return InetAddress.getAllByName(address);
    }

    @Test
    void sendsHostPathAndQuery() throws Exception {
        assertThat(read("/ok/a%20b?c=%2F&d#e")).isEqualTo("ok");
        assertThat(host.requests).containsExactly("photos.test:" + host.port() + "/ok/a%20b?c=%2F&d");
    }

    /** The response must not arrive before something reads its body. */
    @Test
    void readsTheWholeBodyIfItsThreadWaitsForACore() throws Exception {
        HttpClient client = vertx.createHttpClient(HttpImageReader.options(2));
        HttpClient delayed = proxy(
                HttpClient.class,
                client,
                (method, result) ->
                        method.equals("request") ? proxy(Future.class, result, (step, next) -> delayed(next)) : result);
        assertThat(new String(
                        reader(delayed, host.port(), TIMEOUT)
                                .read(URI.create("http://photos.test:" + host.port() + "/ok"), 0),
                        UTF_8))
                .isEqualTo("ok");
    }

    private static Object delayed(Object next) throws InterruptedException {
        Thread.sleep(200);
        return next;
    }

    /** Changes what the methods of an object return. */
    private interface Change {
        Object apply(String method, Object result) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Object target, Change change) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> change.apply(method.getName(), method.invoke(target, arguments))));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 300, 304, 400, 401, 403, 404, 410})
    void rejectsOtherStatusCodes(int status) {
        assertRejected(REFERENCE_NOT_FOUND, "/status/" + status).withMessage("HTTP status " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void failsOnTransientStatusCodes(int status) {
        assertFails("/status/" + status).withMessage("HTTP status " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/slow", "/silent"})
    void anAttemptEndsAtItsTimeout(String path) {
        Duration timeout = Duration.ofMillis(400);
        reader = reader(host.port(), timeout);
        long start = System.nanoTime();
        assertFails(path).withMessage("no complete response within 400 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(timeout, Duration.ofSeconds(10));
    }

    @Test
    void readingStopsAtTheLimitAndTheConnectionIsClosed() throws InterruptedException {
        assertRejected(TOO_MANY_BYTES, "/endless")
                .withMessage("more than 100000 bytes, the limit for referenced images");
        while (!host.requests.contains("hung up")) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Test
    void failsOnATruncatedBody() {
        assertFails("/cut");
    }

    @Test
    void doesNotTrustContentLength() throws Exception {
        assertThat(readWithContentLength("5")).isEqualTo("01234");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> readWithContentLength("99999999999999"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> readWithContentLength("-1"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> readWithContentLength("many"));
    }

    /** Reads from a server that sends this header and ten bytes, then disconnects. */
    private static String readWithContentLength(String length) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, LOCAL)) {
            Thread thread = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    int unused = socket.getInputStream().read(new byte[1_000]);
                    String response = "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n0123456789";
                    socket.getOutputStream().write(response.getBytes(UTF_8));
                } catch (IOException e) {
                    // The client has disconnected.
                }
            });
            thread.start();
            try {
                URI uri = URI.create("http://photos.test:" + server.getLocalPort() + "/");
                return new String(reader(server.getLocalPort(), TIMEOUT).read(uri, 0), UTF_8);
            } finally {
                thread.join();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsRedirectsToAllowedHosts(int status) throws Exception {
        assertThat(read("/to/" + status + "/" + "%2Fok")).isEqualTo("ok");
        assertThat(read("/to/" + status + "/" + location("more.test", "/ok"))).isEqualTo("ok");
        assertThat(host.requests).contains("more.test:" + host.port() + "/ok");
    }

    @Test
    void checksRedirectsLikeTheFirstUrl() {
        assertRejected(REFERENCE_NOT_ALLOWED, "/to/302/" + location("evil.test", "/ok"))
                .withMessageContaining("evil.test");
        assertRejected(REFERENCE_NOT_ALLOWED, "/to/302/" + location("private.test", "/ok"))
                .withMessage("host private.test:" + host.port() + " resolves to a private address");
        assertRejected(REFERENCE_NOT_ALLOWED, "/to/302/file:%2F%2F%2Fetc%2Fpasswd")
                .withMessage("scheme must be http or https");
        assertRejected(REFERENCE_NOT_ALLOWED, "/to/302/" + location("me@photos.test", "/ok"));
        assertRejected(REFERENCE_NOT_ALLOWED, "/to/302/http:%2F%2F%5B").withMessage("redirect to an invalid URL");
        assertThat(host.requests).hasSize(5);
    }

    @Test
    void limitsRedirects() {
        assertRejected(REFERENCE_NOT_ALLOWED, "/circle").withMessage("more than 3 redirects");
        assertThat(host.requests).hasSize(4);
    }

    @Test
    void doesNotContactOtherHosts() {
        assertThatExceptionOfType(FetchRejectedException.class)
                .isThrownBy(() -> reader.read(URI.create("http://localhost:" + host.port() + "/ok"), 0));
        assertThat(host.requests).isEmpty();
    }

    @Test
    void failsOnAHostThatIsDown() {
        host.close();
        assertFails("/ok");
    }

    /** Encodes a URL for the path of a redirect. */
    private String location(String name, String path) {
        return ("http://" + name + ":" + host.port() + path).replace("/", "%2F");
    }

    private String read(String path) throws Exception {
        return new String(reader.read(URI.create("http://photos.test:" + host.port() + path), 0), UTF_8);
    }

    private ThrowableAssertAlternative<FetchRejectedException> assertRejected(RejectionReason reason, String path) {
        return assertThatExceptionOfType(FetchRejectedException.class)
                .isThrownBy(() -> read(path))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private ThrowableAssertAlternative<IOException> assertFails(String path) {
        return assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(path));
    }
}
