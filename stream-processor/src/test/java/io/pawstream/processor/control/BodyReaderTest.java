package io.pawstream.processor.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BodyReaderTest {

    private static final int MAX_BYTES = 1_000;
    private static final int MAX_REQUESTS = 2;
    private static final Duration LONG = Duration.ofMinutes(5);

    private static TestServer server(Duration timeout) throws Exception {
        BodyReader bodies = new BodyReader(MAX_BYTES, MAX_REQUESTS, timeout, "larger than " + MAX_BYTES + " bytes");
        return new TestServer(router ->
                router.post("/").handler(bodies).handler(call -> JsonResponses.ok(call, BodyReader.body(call).length)));
    }

    private static HttpResponse<String> post(TestServer server, BodyPublisher body) throws Exception {
        return server.send(server.request("/").POST(body));
    }

    /** Returns bodies of a size, with and without the header Content-Length. */
    private static List<BodyPublisher> bodies(int bytes) {
        return List.of(
                BodyPublishers.ofByteArray(new byte[bytes]),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[bytes])));
    }

    /** Sends the head of a request whose body follows. */
    private static Socket send(TestServer server, String... headers) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        String head = "POST / HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        return socket;
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    }

    @Test
    void readsABodyUpToTheLimit() throws Exception {
        try (TestServer server = server(LONG)) {
            for (int bytes : new int[] {0, 1, MAX_BYTES}) {
                for (BodyPublisher body : bodies(bytes)) {
                    assertThat(post(server, body).body()).isEqualTo(Integer.toString(bytes));
                }
            }
        }
    }

    @Test
    void rejectsABodyAboveTheLimitAndReadsTheNextRequest() throws Exception {
        try (TestServer server = server(LONG)) {
            for (BodyPublisher body : bodies(3_000_000)) {
                HttpResponse<String> response = post(server, body);
                assertThat(response.statusCode()).isEqualTo(413);
                assertThat(response.body())
                        .isEqualTo(
                                "{\"title\":\"Request Entity Too Large\",\"status\":413,\"detail\":\"larger than 1000 bytes\"}");
            }
            assertThat(post(server, BodyPublishers.ofString("x")).body()).isEqualTo("1");
        }
    }

    @Test
    void rejectsALargeBodyBeforeItIsSent() throws Exception {
        try (TestServer server = server(LONG);
                Socket socket = send(server, "Content-Length: 1001")) {
            assertThat(lines(socket).readLine()).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
        }
    }

    @Test
    void limitsTheNumberOfBodiesUntilTheirClientsDisconnect() throws Exception {
        try (TestServer server = server(LONG)) {
            try (Socket first = send(server, "Content-Length: 9", "Expect: 100-continue");
                    Socket second = send(server, "Content-Length: 9", "Expect: 100-continue")) {
                assertThat(lines(first).readLine()).isEqualTo("HTTP/1.1 100 Continue");
                assertThat(lines(second).readLine()).isEqualTo("HTTP/1.1 100 Continue");
                HttpResponse<String> response = post(server, BodyPublishers.ofString("x"));
                assertThat(response.statusCode()).isEqualTo(429);
                assertThat(response.body())
                        .isEqualTo(
                                "{\"title\":\"Too Many Requests\",\"status\":429,\"detail\":\"2 requests are already in progress; try again\"}");
            }
            while (post(server, BodyPublishers.ofString("x")).statusCode() != 200) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aSlowBodyTimesOutAndItsConnectionCloses() throws Exception {
        try (TestServer server = server(Duration.ofMillis(50));
                Socket socket = send(server, "Content-Length: 9")) {
            BufferedReader lines = lines(socket);
            assertThat(lines.readLine()).isEqualTo("HTTP/1.1 408 Request Timeout");
            assertThat(lines.lines())
                    .last()
                    .isEqualTo(
                            "{\"title\":\"Request Timeout\",\"status\":408,\"detail\":\"the body was not complete after 0 s; try again\"}");
        }
    }
}
