package io.pawstream.processor.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UnknownPathsTest {

    @Test
    void namesThePathsThatTakeABody() throws Exception {
        try (TestServer server = new TestServer(new UnknownPaths()::routes)) {
            HttpResponse<String> response =
                    server.send(server.request("/pictures").POST(BodyPublishers.ofByteArray(new byte[2_000_000])));
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body())
                    .isEqualTo(
                            "{\"title\":\"Not Found\",\"status\":404,\"detail\":\"POST /pictures does not exist; available: POST /images, PUT /selection\"}");
        }
    }

    @Test
    void comesAfterAllOtherRoutes() throws Exception {
        try (TestServer server = new TestServer(router -> {
            new UnknownPaths().routes(router);
            router.post("/known").handler(call -> JsonResponses.ok(call, Set.of()));
        })) {
            assertThat(server.send(server.request("/known").POST(BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.get("/unknown").statusCode()).isEqualTo(404);
        }
    }
}
