package io.pawstream.processor.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pawstream.contract.event.Rejection;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.SelectionState;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks that the code, {@code docs/openapi.yaml} and the README agree on the HTTP API. */
class OpenApiTest {

    private static final Path HOME = Path.of(System.getProperty("pawstream.home", ".."));

    private JsonNode document;

    @BeforeEach
    void read() throws IOException {
        document = new YAMLMapper().readTree(Files.readString(HOME.resolve("docs/openapi.yaml")));
    }

    @Test
    void describesEveryRoute() {
        assertThat(operations().keySet()).isEqualTo(routes());
    }

    /** Returns the operations of the document by method and path. */
    private Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        document.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> operations.put(
                        HttpMethod.valueOf(operation.getKey().toUpperCase(Locale.ROOT)) + " " + path.getKey(),
                        operation.getValue())));
        return operations;
    }

    @SuppressWarnings("NullAway") // Nothing is called.
    private static Set<String> routes() {
        Vertx vertx = Vertx.vertx();
        try {
            Router router = Router.router(vertx);
            OperatorAuthorization authorization = new OperatorAuthorization(Optional.empty(), true);
            new ModelsApi(null, null, null, null, null, authorization).routes(router);
            new ImageApi(null, authorization).routes(router);
            new LiveApi(null, null).routes(router);
            return router.getRoutes().stream()
                    // The routes for all methods respond that a method is not allowed.
                    .filter(route -> route.methods() != null)
                    .flatMap(route -> route.methods().stream().map(method -> method + " " + route.getPath()))
                    .collect(Collectors.toCollection(TreeSet::new));
        } finally {
            var unused = vertx.close();
        }
    }

    @Test
    void hasTheErrorsOfTheReadme() throws IOException {
        String readme = Files.readString(HOME.resolve("stream-processor/README.md"));
        Map<String, Set<String>> documented = new TreeMap<>();
        Pattern.compile("(?m)^\\| `((?:GET|PUT|POST) /[a-z]+)` \\|[^|]+\\|([^|]*)\\|$")
                .matcher(readme)
                .results()
                .forEach(row -> documented.put(row.group(1), errors(row.group(2))));

        Map<String, Set<String>> errors = new TreeMap<>();
        operations()
                .forEach((name, operation) -> errors.put(
                        name,
                        errors(operation.get("responses").properties().stream()
                                .map(Map.Entry::getKey)
                                .collect(Collectors.joining(" ")))));
        assertThat(errors).isEqualTo(documented);
    }

    private static Set<String> errors(String text) {
        return Pattern.compile("\\b[45]\\d\\d\\b")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    @Test
    void everyOperationHasProblemDetailsForOtherErrors() {
        assertThat(operations().values()).allSatisfy(operation -> assertThat(
                        operation.at("/responses/default/$ref").asText())
                .isEqualTo("#/components/responses/problem"));
        assertThat(document.at("/components/responses/problem/content").has("application/problem+json"))
                .isTrue();
    }

    @Test
    void schemasHaveTheFieldsOfTheCode() {
        assertThat(fields("problem")).isEqualTo(components(JsonResponses.Problem.class));
        assertThat(fields("selectionState")).isEqualTo(components(SelectionState.class));
        assertThat(fields("selectionState/properties/desired")).isEqualTo(components(ModelSelector.Desired.class));
        assertThat(fields("result")).isEqualTo(components(RoundTrip.Response.class));
        Set<String> rejection = components(Rejection.class);
        rejection.add("stage");
        assertThat(fields("rejection")).isEqualTo(rejection);
    }

    private Set<String> fields(String schema) {
        return document.at("/components/schemas/" + schema + "/properties").properties().stream()
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Set<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyReferenceExists() throws IOException {
        Set<String> references = new TreeSet<>();
        document.findValues("$ref").forEach(reference -> references.add(reference.asText()));

        assertThat(references).isNotEmpty();
        for (String reference : references) {
            String[] parts = reference.split("#", 2);
            JsonNode target = parts[0].isEmpty()
                    ? document
                    : new YAMLMapper().readTree(Files.readString(HOME.resolve("docs/" + parts[0])));
            assertThat(target.at(parts.length > 1 ? parts[1] : "").isMissingNode())
                    .as(reference)
                    .isFalse();
        }
    }
}
