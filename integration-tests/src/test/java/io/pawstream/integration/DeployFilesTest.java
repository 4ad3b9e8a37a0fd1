package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of the files in {@code deploy} without a container engine. */
@Timeout(120)
class DeployFilesTest {

    private static final Path HOME = Path.of(System.getProperty("pawstream.home", ".."));
    private static final Path DEPLOY = HOME.resolve("deploy");

    @Test
    void composeReadsItsFile() throws Exception {
        RequiredTool.require("docker-compose", "apt-get install -y docker-compose");

        assertSucceeds("docker-compose", "config", "-q");
        assertSucceeds("docker-compose", "--profile", "train", "config", "-q");
        String secured = "docker-compose -f docker-compose.yml -f deploy/secured.yml config -q";
        assertSucceeds("env", "PAWSTREAM_BOOTSTRAP=kafka:9093", "sh", "-c", secured);
    }

    @Test
    void prometheusReadsItsFilesAndAlertsAreRaised() throws Exception {
        RequiredTool.require("promtool", "apt-get install -y prometheus");

        assertSucceeds("promtool", "check", "config", "deploy/prometheus/prometheus.yml");
        assertSucceeds("promtool", "test", "rules", "deploy/prometheus/alerts.test.yml");
    }

    private static void assertSucceeds(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(HOME.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor())
                .as("%s says: %s", Arrays.toString(command), output)
                .isZero();
    }

    @Test
    void theBrokerIsOfTheVersionThatTheProjectIsBuiltWith() throws Exception {
        String version = matches(HOME.resolve("pom.xml"), "<kafka\\.version>(.+)</kafka\\.version>")
                .get(0);

        assertThat(Files.readString(HOME.resolve("docker-compose.yml")))
                .contains("image: apache/kafka:" + version + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"throughput", "latency", "models", "jvm"})
    void theDashboardAsksTheDataSourceThatIsProvisioned(String name) throws Exception {
        JsonNode dashboard = new ObjectMapper()
                .readTree(DEPLOY.resolve("grafana/dashboards/" + name + ".json").toFile());
        String uid = matches(DEPLOY.resolve("grafana/provisioning/datasources/prometheus.yml"), " uid: (\\S+)")
                .get(0);

        assertThat(dashboard.get("panels")).isNotEmpty();
        assertThat(dashboard.findValues("datasource"))
                .extracting(source -> source.get("uid").asText())
                .containsOnly(uid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"processor", "producer", "trainer"})
    void imagesStartAsAnOrdinaryUserFromBuiltModules(String name) throws Exception {
        Path file = DEPLOY.resolve(name + ".Containerfile");
        List<String> lines = Files.readAllLines(file);

        assertThat(lines).filteredOn(line -> line.startsWith("FROM ")).allMatch(line -> line.matches("FROM .+:\\d.*"));
        assertThat(lines).filteredOn(line -> line.startsWith("USER ")).containsExactly("USER 10001:10001");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("ENTRYPOINT "))
                .allMatch(line -> line.contains("[\"java\""));
        String ignored = Files.readString(HOME.resolve(".dockerignore"));
        for (String folder : matches(file, "(?m)^COPY ([a-z-]+)/")) {
            assertThat(HOME.resolve(folder)).isDirectory();
            assertThat(ignored).contains("!" + folder);
        }
    }

    /** First groups of all matches, each once. */
    private static List<String> matches(Path file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map((MatchResult match) -> match.group(1))
                .distinct()
                .toList();
    }
}
