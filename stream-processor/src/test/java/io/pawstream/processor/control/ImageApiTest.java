package io.pawstream.processor.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.TopicNames;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ImageApiTest {

    private static final String TOKEN = "secret";
    private static final int LIMIT = (1 << 20) - (8 << 10);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    private TestServer server(Map<String, Object> consumerConfiguration) throws Exception {
        RoundTrip roundTrip = new RoundTrip(consumerConfiguration, () -> producer, TopicNames.DEFAULT);
        return new TestServer(new ImageApi(roundTrip, new OperatorAuthorization(Optional.of(TOKEN), true))::routes);
    }

    private static HttpRequest.Builder post(TestServer server, int bytes) {
        return server.request("/images")
                .header("Authorization", "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[bytes]));
    }

    @Test
    void requiresTheToken() throws Exception {
        try (TestServer server = server(Map.of())) {
            HttpResponse<String> response =
                    server.send(server.request("/images").POST(HttpRequest.BodyPublishers.ofString("image")));
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(producer.history()).isEmpty();
        }
    }

    @Test
    void rejectsAnImageThatIsTooLargeForTheTopic() throws Exception {
        try (TestServer server = server(Map.of())) {
            HttpResponse<String> response = server.send(post(server, LIMIT + 1));
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.body())
                    .isEqualTo(
                            "{\"title\":\"Request Entity Too Large\",\"status\":413,\"detail\":\"the image is larger than "
                                    + LIMIT + " bytes, the limit of the topic\"}");
            assertThat(producer.history()).isEmpty();
        }
    }

    @Test
    void aFailingClientIsUnavailable() throws Exception {
        try (TestServer server = server(Map.of("bootstrap.servers", "invalid"))) {
            HttpResponse<String> response = server.send(post(server, LIMIT));
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body())
                    .startsWith(
                            "{\"title\":\"Service Unavailable\",\"status\":503,\"detail\":\"cannot publish the image: ");
            assertThat(producer.history()).isEmpty();
        }
    }

    @Test
    void limitsTheNumberOfRequests() throws Exception {
        // No broker listens there: each request waits for five seconds.
        try (TestServer server = server(Map.of("bootstrap.servers", "127.0.0.1:1"))) {
            List<CompletableFuture<Integer>> requests = IntStream.range(0, 5)
                    .mapToObj(i -> server.client()
                            .sendAsync(post(server, 10).build(), HttpResponse.BodyHandlers.ofString())
                            .thenApply(HttpResponse::statusCode))
                    .toList();
            CompletableFuture<Object> first = CompletableFuture.anyOf(requests.toArray(CompletableFuture[]::new));
            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(429);
            assertThat(requests).extracting(CompletableFuture::join).containsExactlyInAnyOrder(429, 503, 503, 503, 503);
            assertThat(server.send(post(server, 10)).statusCode()).isEqualTo(503);
        }
    }

    @Test
    void anUnauthorizedBodyIsNotRead() throws Exception {
        try (TestServer server = server(Map.of());
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("POST /images HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n"
                            .getBytes(UTF_8));
            BufferedReader response = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            assertThat(response.readLine()).isEqualTo("HTTP/1.1 401 Unauthorized");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/form-data; boundary=a", "text/plain", "="})
    void everyContentTypeGetsAJsonResponse(String contentType) throws Exception {
        try (TestServer server = server(Map.of("bootstrap.servers", "invalid"))) {
            HttpResponse<String> response = server.send(post(server, 1000).header("Content-Type", contentType));
            assertThat(response.statusCode()).isIn(400, 503);
            assertThat(response.body())
                    .matches("\\{\"title\":\"[A-Za-z ]+\",\"status\":" + response.statusCode() + ",\"detail\":\".+\"}");
        }
    }

    @Test
    void anEmptyBodyIsABadRequest() throws Exception {
        try (TestServer server = server(Map.of())) {
            HttpResponse<String> response = server.send(post(server, 0));
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body())
                    .startsWith(
                            "{\"title\":\"Bad Request\",\"status\":400,\"detail\":\"the request contains no image; send one as the body");
        }
    }

    @Test
    void namesTheAllowedMethods() throws Exception {
        try (TestServer server = server(Map.of())) {
            HttpResponse<String> response = server.get("/images");
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.headers().firstValue("Allow")).hasValue("POST");
            assertThat(response.body())
                    .isEqualTo(
                            "{\"title\":\"Method Not Allowed\",\"status\":405,\"detail\":\"GET is not supported by /images; allowed: POST\"}");
        }
    }
}
