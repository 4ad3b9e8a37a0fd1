package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the files in {@code deploy} and {@code docker-compose.yml} without a container engine. */
@Timeout(120)
class DeployFilesTest {

    private static final Path HOME = Path.of(System.getProperty("pawstream.home", ".."));
    private static final Path DEPLOY = HOME.resolve("deploy");

    @Test
    void composeFilesAreValid() throws Exception {
        RequiredTool.require("docker-compose", "apt-get install -y docker-compose");

        assertSucceeds("docker-compose", "config", "-q");
        assertSucceeds("docker-compose", "--profile", "train", "config", "-q");
        String secured = "docker-compose -f docker-compose.yml -f deploy/secured.yml config -q";
        assertSucceeds("env", "PAWSTREAM_BOOTSTRAP=kafka:9093", "sh", "-c", secured);
    }

    @Test
    void prometheusConfigurationIsValidAndAlertsFire() throws Exception {
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
                .as("output of %s: %s", Arrays.toString(command), output)
                .isZero();
    }

    @Test
    void composeUsesTheKafkaVersionOfTheBuild() throws Exception {
        String version = matches(HOME.resolve("pom.xml"), "<kafka\\.version>(.+)</kafka\\.version>")
                .get(0);

        assertThat(Files.readString(HOME.resolve("docker-compose.yml")))
                .contains("image: apache/kafka:" + version + "\n");
    }

    /** A release changes only the Maven version, so local container images have a tag without a version. */
    @Test
    void containerImageTagsContainNoVersion() throws Exception {
        List<Path> files = new ArrayList<>(files("**.{Containerfile,yml,yaml,md}"));
        files.add(HOME.resolve("docker-compose.yml"));

        assertThat(matches(HOME.resolve("docker-compose.yml"), "image: pawstream/[a-z]+:(\\S+)"))
                .containsExactly("local");
        assertThat(matches(DEPLOY.resolve("kubernetes/kustomization.yaml"), "newTag: (\\S+)"))
                .containsExactly("local");
        for (Path file : files) {
            assertThat(matches(file, "(pawstream/[a-z]+:v?\\d\\S*)"))
                    .as(file.toString())
                    .isEmpty();
        }
    }

    @Test
    void dashboardsAndAlertsUseOnlyDocumentedMetrics() throws Exception {
        List<String> documented =
                matches(HOME.resolve("stream-processor/README.md"), "(?m)^\\| `([a-z_]+)` \\| [a-z]+ \\|");
        List<Path> files = new ArrayList<>(files("grafana/dashboards/*.json"));
        files.addAll(files("prometheus/alerts*.yml"));

        assertThat(files).hasSize(6);
        for (Path file : files) {
            assertThat(matches(file, "\\b((?:pawstream|process_resident|process_memory)_[a-z0-9_]+)"))
                    .as(file.toString())
                    .isSubsetOf(withSeriesOfHistograms(documented));
        }
    }

    /** Prometheus stores each histogram as several series. */
    private static List<String> withSeriesOfHistograms(List<String> metrics) {
        List<String> suffixes = List.of("", "_bucket", "_count", "_sum", "_max");
        return metrics.stream()
                .flatMap(metric -> suffixes.stream().map(suffix -> metric + suffix))
                .toList();
    }

    /** Returns the files below {@code deploy} that match a glob pattern. */
    private static List<Path> files(String glob) throws IOException {
        PathMatcher matcher = DEPLOY.getFileSystem().getPathMatcher("glob:" + glob);
        try (Stream<Path> files = Files.walk(DEPLOY)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> matcher.matches(DEPLOY.relativize(file)))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"throughput", "latency", "models", "jvm"})
    void dashboardFiltersByDataSourceAndNamespace(String name) throws Exception {
        JsonNode dashboard = new ObjectMapper()
                .readTree(DEPLOY.resolve("grafana/dashboards/" + name + ".json").toFile());
        Pattern selector =
                Pattern.compile("\\b(?:pawstream|process|system|jvm|kafka)_\\w+(\\{namespace=~\"\\$namespace\")?");

        assertThat(dashboard.at("/templating/list"))
                .extracting(variable -> variable.get("name").asText())
                .containsExactly("datasource", "namespace");
        // Without Kubernetes no series has a namespace, and only this value matches.
        assertThat(dashboard.at("/templating/list/1/allValue").asText()).isEqualTo(".*");
        assertThat(dashboard.get("panels")).isNotEmpty().allSatisfy(panel -> assertThat(
                        panel.at("/datasource/uid").asText())
                .isEqualTo("${datasource}"));
        assertThat(dashboard.findValues("datasource"))
                .extracting(source -> source.get("uid").asText())
                .containsOnly("${datasource}");
        assertThat(dashboard.findValues("expr"))
                .allSatisfy(query -> assertThat(selector.matcher(query.asText()).results())
                        .isNotEmpty()
                        .allMatch(match -> match.group(1) != null, "filters by namespace"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"processor", "producer", "trainer"})
    void containersRunAsUnprivilegedUserFromBuildOutput(String name) throws Exception {
        Path file = DEPLOY.resolve(name + ".Containerfile");
        List<String> lines = Files.readAllLines(file);

        assertThat(lines).filteredOn(line -> line.startsWith("FROM ")).allMatch(line -> line.matches("FROM .+:\\d.*"));
        assertThat(lines).filteredOn(line -> line.startsWith("USER ")).containsExactly("USER 10001:10001");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("ENTRYPOINT "))
                .allMatch(line -> line.contains("[\"java\""));
        String ignored = Files.readString(HOME.resolve(".dockerignore"));
        for (String directory : matches(file, "(?m)^COPY ([a-z-]+)/")) {
            assertThat(HOME.resolve(directory)).isDirectory();
            assertThat(ignored).contains("!" + directory);
        }
    }

    /** Options of the command line would win over {@code JDK_JAVA_OPTIONS}. */
    @ParameterizedTest
    @ValueSource(strings = {"processor", "producer", "trainer"})
    void jdkJavaOptionsOverrideTheFlagsOfTheImages(String name) throws Exception {
        assertThat(matches(
                        DEPLOY.resolve(name + ".Containerfile"),
                        "(?s)\nENTRYPOINT .*\"(-X(?!X:Flags|X:Shared|log).*?)\""))
                .isEmpty();
        assertThat(maxHeapBytes(name, "-Xmx1000m")).isEqualTo(1000 << 20);
        assertThat(maxHeapBytes(name, "-ea")).isBetween(256 << 20, 1024 << 20);
    }

    private static int maxHeapBytes(String name, String options) throws IOException {
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:Flags=" + DEPLOY.resolve(name + ".flags"),
                        "-XX:+PrintFlagsFinal",
                        "-version")
                .redirectErrorStream(true);
        java.environment().put("JDK_JAVA_OPTIONS", options);
        String output = new String(java.start().getInputStream().readAllBytes(), UTF_8);
        return Pattern.compile(" MaxHeapSize += (\\d+) ")
                .matcher(output)
                .results()
                .map(match -> Integer.parseInt(match.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(output));
    }

    @Test
    void theSecurityPolicyExplainsEachIgnoredVulnerability() throws Exception {
        List<String> ignored = matches(HOME.resolve(".github/osv-scanner.toml"), "(?m)^id = \"(.+)\"");

        assertThat(ignored).isNotEmpty();
        assertThat(Files.readString(HOME.resolve("SECURITY.md"))).contains(ignored);
    }

    @Test
    void rootFileSystemsAreReadOnly() throws Exception {
        assertThat(
                        matches(
                                DEPLOY.resolve("kubernetes/processor.yaml"),
                                "(?s)- name: (topics|processor)\n((?!- name: (?:topics|processor)).)*readOnlyRootFilesystem: true"))
                .containsExactly("topics", "processor");
        for (String service : List.of("topics", "processor", "producer", "trainer")) {
            assertThat(matches(
                            HOME.resolve("docker-compose.yml"),
                            "(?s)\n  (" + service + "):\n((?!\n  \\w).)*read_only: true"))
                    .as(service)
                    .hasSize(1);
        }
    }

    /** Returns the distinct first groups of all matches. */
    private static List<String> matches(Path file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map((MatchResult match) -> match.group(1))
                .distinct()
                .toList();
    }
}
