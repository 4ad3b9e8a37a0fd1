package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pawstream.testkit.EmbeddedBroker;
import io.pawstream.testkit.NumberedImages;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scrapes a processor under load with Prometheus: checks dashboards, alerts and the documented metrics. */
@Tag("slow")
@Tag("alone")
class MonitoringTest {

    private static final Path DEPLOY = Pipeline.HOME.resolve("deploy");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double IMAGES_PER_SECOND = 60;
    private static final int IMAGES = 100_000;

    @TempDir
    private static Path folder;

    private static Pipeline pipeline;
    private static NumberedImages images;
    private static Process prometheus;
    private static URI address;

    @BeforeAll
    static void start() throws Exception {
        RequiredTool.require("prometheus", "apt-get install -y prometheus");
        pipeline = Pipeline.start(Map.of("pawstream.model", "model5-8bit"));
        pipeline.processor()
                .select("{\"model\":\"model5-8bit\",\"canary\":{\"model\":\"model3-8bit\",\"share\":0.2},"
                        + "\"shadow\":{\"model\":\"model1-8bit\",\"share\":1}}");
        images = new NumberedImages(pipeline.bootstrap(), 0, IMAGES, IMAGES_PER_SECOND, NumberedImages.mixed(1));
        images.start();
        startPrometheus();
        // Drift is reported after 500 images of a model. Kafka's new metrics are registered once a minute.
        await(() -> pipeline.metric("pawstream_images_classified_total") > 900
                && hasNumber("sum(kafka_consumer_fetch_manager_records_lag)"));
        // rate() needs several samples.
        TimeUnit.SECONDS.sleep(5);
    }

    private static void startPrometheus() throws Exception {
        int port = EmbeddedBroker.freePort();
        address = URI.create("http://localhost:" + port);
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), """
                global:
                  scrape_interval: 1s
                rule_files: ['%s']
                scrape_configs:
                  - job_name: processor
                    metrics_path: /q/metrics
                    static_configs:
                      - targets: ['%s']
                """.formatted(
                        DEPLOY.resolve("prometheus/alerts.yml").toAbsolutePath().normalize(),
                        pipeline.processor().url().getAuthority()));
        prometheus = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=localhost:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        await(() -> {
            try {
                return HTTP.send(
                                        HttpRequest.newBuilder(address.resolve("/-/ready"))
                                                .build(),
                                        HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** A condition to wait for. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("time out").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (prometheus != null) {
            prometheus.destroy();
            prometheus.waitFor();
        }
        if (images != null) {
            images.close();
        }
        if (pipeline != null) {
            pipeline.close();
        }
    }

    @Test
    void everyDashboardQueryReturnsData() throws Exception {
        List<String> empty = new ArrayList<>();
        int queries = 0;
        for (Path file : dashboards()) {
            JsonNode dashboard = JSON.readTree(file.toFile());
            for (JsonNode panel : dashboard.get("panels")) {
                for (JsonNode target : panel.get("targets")) {
                    String query = target.get("expr")
                            .asText()
                            .replace("$__rate_interval", "10s")
                            .replace("$namespace", ".*");
                    queries++;
                    if (!hasNumber(query)) {
                        empty.add(dashboard.get("title").asText() + ", "
                                + panel.get("title").asText() + ": " + query);
                    }
                }
            }
        }
        assertThat(queries).isGreaterThan(40);
        assertThat(empty).isEmpty();
    }

    @Test
    void alertsAreSilentOnAHealthySystemAndTestedAndDocumented() throws Exception {
        JsonNode rules = new YAMLMapper()
                .readTree(DEPLOY.resolve("prometheus/alerts.yml").toFile());
        JsonNode tests = new YAMLMapper()
                .readTree(DEPLOY.resolve("prometheus/alerts.test.yml").toFile());
        String runbook = Files.readString(Pipeline.HOME.resolve("docs/runbook.md"));
        List<String> alerts = rules.findValuesAsText("alert");
        assertThat(alerts).hasSizeGreaterThan(8);
        for (JsonNode rule : rules.at("/groups/0/rules")) {
            String alert = rule.get("alert").asText();
            JsonNode response = query(rule.get("expr").asText());
            assertThat(response.get("status").asText()).as(alert).isEqualTo("success");
            // Drift is expected: drawn images differ from the test photos.
            assertThat(response.at("/data/result").isEmpty() || alert.equals("PawstreamDrift"))
                    .as(alert + ": " + response)
                    .isTrue();
            assertThat(runbook).contains("\n## " + alert + "\n");
            assertThat(rule.at("/annotations/runbook_url").asText())
                    .endsWith("/docs/runbook.md#" + alert.toLowerCase(Locale.ROOT));
            assertThat(expectations(tests, alert)).as("tests of " + alert).contains(true, false);
        }
        assertThat(get("/api/v1/rules").at("/data/groups/0/rules")).hasSameSizeAs(alerts);
    }

    /** Returns for each test of an alert whether it expects the alert to fire. */
    private static List<Boolean> expectations(JsonNode tests, String alert) {
        List<Boolean> expectations = new ArrayList<>();
        for (JsonNode test : tests.get("tests")) {
            for (JsonNode each : test.get("alert_rule_test")) {
                if (each.get("alertname").asText().equals(alert)) {
                    expectations.add(each.has("exp_alerts"));
                }
            }
        }
        return expectations;
    }

    @Test
    void documentedMetricsEqualScrapedMetrics() throws Exception {
        assertThat(scraped()).isEqualTo(documented());
    }

    /** Returns type and labels of each Pawstream metric by name, from the metrics endpoint. */
    private static Map<String, String> scraped() throws Exception {
        Map<String, String> types = new TreeMap<>();
        Map<String, TreeSet<String>> labels = new TreeMap<>();
        for (String line : pipeline.processor().get("/q/metrics").body().lines().toList()) {
            MatchResult type = match("# TYPE (\\S+) (\\S+)", line);
            MatchResult sample = match("([a-z_]+)(?:\\{(.*)\\})? \\S+", line);
            if (type != null && isPawstreamMetric(type.group(1))) {
                String counter = type.group(2).equals("counter") ? "_total" : "";
                types.put(type.group(1).replaceFirst("_total$", "") + counter, type.group(2));
            } else if (sample != null && isPawstreamMetric(sample.group(1))) {
                TreeSet<String> names = labels.computeIfAbsent(
                        sample.group(1).replaceFirst("_(bucket|count|sum|created)$", ""), name -> new TreeSet<>());
                Pattern.compile("([a-z0-9]+)=\"")
                        .matcher(sample.group(2) == null ? "" : sample.group(2))
                        .results()
                        .forEach(label -> names.add(label.group(1)));
                names.remove("le");
            }
        }
        Map<String, String> metrics = new TreeMap<>();
        types.forEach((name, type) -> {
            boolean maximumOfHistogram = name.endsWith("_max") && types.containsKey(name.replaceFirst("_max$", ""));
            if (!maximumOfHistogram) {
                metrics.put(name, type + " " + labels.getOrDefault(name, new TreeSet<>()));
            }
        });
        return metrics;
    }

    private static boolean isPawstreamMetric(String name) {
        return name.startsWith("pawstream_") || name.matches("process_(resident|memory_limit).*");
    }

    private static MatchResult match(String pattern, String line) {
        var matcher = Pattern.compile(pattern).matcher(line);
        return matcher.matches() ? matcher.toMatchResult() : null;
    }

    /** Returns type and labels of each metric by name, from the table in the README. */
    private static Map<String, String> documented() throws IOException {
        Map<String, String> metrics = new TreeMap<>();
        String page = Files.readString(Pipeline.HOME.resolve("stream-processor/README.md"));
        Pattern.compile("(?m)^\\| `([a-z_]+)` \\| (counter|gauge|histogram) \\|([^|]*)\\|")
                .matcher(page)
                .results()
                .forEach(row -> {
                    TreeSet<String> labels = new TreeSet<>();
                    Pattern.compile("`([a-z0-9]+)`")
                            .matcher(row.group(3))
                            .results()
                            .forEach(label -> labels.add(label.group(1)));
                    metrics.put(row.group(1), row.group(2) + " " + labels);
                });
        return metrics;
    }

    private static List<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(DEPLOY.resolve("grafana/dashboards"))) {
            return files.sorted().toList();
        }
    }

    private static boolean hasNumber(String query) throws Exception {
        for (JsonNode series : query(query).at("/data/result")) {
            if (!series.at("/value/1").asText().equals("NaN")) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode query(String query) throws Exception {
        return get("/api/v1/query?query=" + URLEncoder.encode(query, UTF_8));
    }

    private static JsonNode get(String path) throws Exception {
        return JSON.readTree(
                HTTP.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                        .body());
    }
}
