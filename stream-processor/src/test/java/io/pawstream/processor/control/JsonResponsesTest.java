package io.pawstream.processor.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class JsonResponsesTest {

    private record Content(String text, String absent) {}

    @Test
    void sendsContentWithoutAbsentFields() throws Exception {
        try (TestServer server = new TestServer(
                router -> router.get("/").handler(call -> JsonResponses.ok(call, new Content("grün", null))))) {
            HttpResponse<String> response = server.get("/");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("{\"text\":\"grün\"}");
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        }
    }

    @Test
    void sendsErrorsWithTheirStatus() throws Exception {
        try (TestServer server =
                new TestServer(router -> router.get("/").handler(call -> JsonResponses.error(call, 422, "no \"m\"")))) {
            HttpResponse<String> response = server.get("/");
            assertThat(response.statusCode()).isEqualTo(422);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(response.body())
                    .isEqualTo("{\"title\":\"Unprocessable Entity\",\"status\":422,\"detail\":\"no \\\"m\\\"\"}");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        }
    }
}
