package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.testkit.EmbeddedBroker;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The services of {@code docker-compose.yml} without Grafana, in a project of their own and on free ports. */
final class ComposeStack {

    private static final String PROJECT = "pawstream-test";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> ports;

    private ComposeStack(Map<String, String> ports) {
        this.ports = ports;
    }

    /** Chooses free ports. */
    static ComposeStack create() throws Exception {
        return new ComposeStack(Map.of(
                "PAWSTREAM_KAFKA_PORT", Integer.toString(EmbeddedBroker.freePort()),
                "PAWSTREAM_PROMETHEUS_PORT", Integer.toString(EmbeddedBroker.freePort()),
                // The engine chooses a port for each instance.
                "PAWSTREAM_HTTP_PORT", "0"));
    }

    /** Builds the container images and starts the services. */
    void start() throws Exception {
        // A killed run leaves containers.
        stop();
        execute(Map.of(), List.of("deploy/test/base-images.sh"));
        compose(Map.of(), "--profile", "train", "build");
        // The topics are created only now, not at each change.
        compose(Map.of(), "up", "--detach", "processor", "producer", "prometheus");
    }

    /** Starts missing services, and starts those again whose settings differ. */
    void up(Map<String, String> settings, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("up", "--detach", "--no-deps"));
        words.addAll(List.of(options));
        words.addAll(List.of("processor", "producer", "prometheus"));
        compose(settings, words.toArray(String[]::new));
    }

    /** Runs {@code docker-compose} with settings of {@code docker-compose.yml} and returns its output. */
    String compose(Map<String, String> settings, String... words) throws Exception {
        Map<String, String> environment = new HashMap<>(ports);
        environment.putAll(settings);
        // docker-compose 1.29 shows the output of a build only without BuildKit.
        environment.put("DOCKER_BUILDKIT", "0");
        environment.put("COMPOSE_DOCKER_CLI_BUILD", "0");
        List<String> command = new ArrayList<>(List.of("docker-compose", "--project-name", PROJECT));
        command.addAll(List.of(words));
        return execute(environment, command);
    }

    /** Runs {@code docker} and returns its output. */
    static String docker(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        return execute(Map.of(), command);
    }

    private static String execute(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(Pipeline.HOME.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("output of %s: %s", command, output).isZero();
        return output;
    }

    /** Returns the ids of the running containers of a service. */
    List<String> containers(String service) throws Exception {
        return docker(
                        "ps",
                        "--quiet",
                        "--filter",
                        "label=com.docker.compose.project=" + PROJECT,
                        "--filter",
                        "label=com.docker.compose.service=" + service)
                .lines()
                .toList();
    }

    /** Returns the id of the only running container of a service. */
    String container(String service) throws Exception {
        List<String> ids = containers(service);
        assertThat(ids).as("containers of " + service).hasSize(1);
        return ids.get(0);
    }

    /** Runs a shell command in a container and returns its output. */
    static String inside(String container, String command) throws Exception {
        return docker("exec", container, "sh", "-c", command).strip();
    }

    /** Returns what the engine reports about a container. */
    static JsonNode inspect(String container) throws Exception {
        return JSON.readTree(docker("inspect", container)).get(0);
    }

    /** Waits until the health checks of a number of containers of a service succeed. */
    void awaitHealthy(String service, int count) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        List<String> states;
        do {
            assertThat(System.nanoTime())
                    .as("time to wait for %d healthy containers of %s; logs: %s", count, service, logs(service))
                    .isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(500);
            states = new ArrayList<>();
            for (String id : containers(service)) {
                states.add(inspect(id).at("/State/Health/Status").asText());
            }
        } while (!states.equals(Collections.nCopies(count, "healthy")));
    }

    private String logs(String service) throws Exception {
        return compose(Map.of(), "logs", "--no-color", "--tail", "20", service);
    }

    /** Address of the broker for programs on this machine. */
    String bootstrap() {
        return "localhost:" + ports.get("PAWSTREAM_KAFKA_PORT");
    }

    /** Address of Prometheus. */
    URI prometheus() {
        return URI.create("http://localhost:" + ports.get("PAWSTREAM_PROMETHEUS_PORT"));
    }

    /** Removes the containers and their volumes. */
    void stop() throws Exception {
        compose(Map.of(), "down", "--volumes", "--remove-orphans", "--timeout", "5");
    }
}
