package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sends requests to the HTTP API of a processor that has an operator token. */
@Tag("slow")
@Timeout(300)
class HttpApiTest {

    private static final String TOKEN = "secret";

    private static Pipeline pipeline;

    @BeforeAll
    static void start() throws Exception {
        pipeline = Pipeline.start(Map.of("pawstream.operator-token", TOKEN));
    }

    @AfterAll
    static void stop() throws IOException {
        if (pipeline != null) {
            pipeline.close();
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), pipeline.processor().url().getPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static String statusLine(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)).readLine();
    }

    private static JsonNode post(byte[] body, String... headers) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(pipeline.processor().url().resolve("/images"))
                .header("Authorization", "Bearer " + TOKEN)
                .headers(headers)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body());
    }

    /** The bodies have 700 MB in total, and the heap 512 MiB. */
    @Test
    void unauthorizedBodiesUseNoMemory() throws Exception {
        byte[] head = "POST /images HTTP/1.1\r\nHost: h\r\nContent-Type: image/jpeg\r\nContent-Length: 1040000\r\n\r\n"
                .getBytes(ISO_8859_1);
        byte[] body = new byte[1_000_000];
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 700; i++) {
                Socket socket = connect();
                sockets.add(socket);
                socket.getOutputStream().write(head);
                socket.getOutputStream().write(body);
                assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 401 Unauthorized");
            }
            assertThat(pipeline.processor().isReady()).isTrue();
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void rejectsForeignHostNames() throws Exception {
        for (String path : List.of("/", "/live", "/models", "/instances", "/q/metrics")) {
            try (Socket socket = connect()) {
                String request = "GET " + path + " HTTP/1.1\r\nHost: evil.example\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(ISO_8859_1));
                assertThat(statusLine(socket)).as(path).isEqualTo("HTTP/1.1 403 Forbidden");
            }
        }
    }

    @Test
    void rejectsInvalidHostsWithoutAnErrorInTheLog() throws Exception {
        for (String host : List.of("localhost:99999", "[::1", "bad:host:x", "127.0.0.1, evil.example")) {
            for (String request : List.of("GET /models", "POST /images")) {
                try (Socket socket = connect()) {
                    String text = request + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\n\r\n";
                    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
                    assertThat(statusLine(socket)).as("%s, %s", request, host).isEqualTo("HTTP/1.1 400 Bad Request");
                }
            }
        }
        assertThat(pipeline.processor().logEnd()).doesNotContain("ERROR");
    }

    @Test
    void classifiesAnImageWithAnyContentType() throws Exception {
        byte[] image = TestImages.jpeg();
        assertThat(post(image, "Content-Type", "application/x-www-form-urlencoded")
                        .at("/prediction/label")
                        .asText())
                .isNotEmpty();

        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(
                "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"my.jpg\"\r\n\r\n".getBytes(UTF_8));
        form.writeBytes(image);
        form.writeBytes("\r\n--b--\r\n".getBytes(UTF_8));
        JsonNode prediction = post(form.toByteArray(), "Content-Type", "multipart/form-data; boundary=b");
        assertThat(prediction.at("/prediction/subject").asText()).isEqualTo("my.jpg");
        assertThat(prediction.at("/prediction/label").asText()).isNotEmpty();
    }

    @Test
    void classifiesTheImageOfACloudEvent() throws Exception {
        byte[] image = TestImages.jpeg();
        Map<String, String> event = Map.of(
                "specversion", "1.0",
                "id", "event-1",
                "source", "camera:1",
                "type", "io.pawstream.image.v1",
                "data_base64", Base64.getEncoder().encodeToString(image));
        JsonNode structured =
                post(new ObjectMapper().writeValueAsBytes(event), "Content-Type", "application/cloudevents+json");
        assertThat(structured.at("/prediction/imageId").asText()).isEqualTo("event-1");
        assertThat(structured.at("/prediction/source").asText()).isEqualTo("camera:1");

        JsonNode binary = post(
                image,
                "ce-specversion",
                "1.0",
                "ce-id",
                "event-2",
                "ce-source",
                "camera:1",
                "ce-type",
                "io.pawstream.image.v1",
                "ce-model",
                "model3");
        assertThat(binary.at("/prediction/imageId").asText()).isEqualTo("event-2");
        assertThat(binary.at("/prediction/model/name").asText()).isEqualTo("model3");

        assertThat(post(image, "ce-id", "event-3").at("/detail").asText()).startsWith("not a valid CloudEvent: ");
    }
}
