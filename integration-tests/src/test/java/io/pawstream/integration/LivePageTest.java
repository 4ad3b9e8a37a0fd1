package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.sources.DrawnSource;
import io.pawstream.testkit.EmbeddedBroker;
import io.pawstream.testkit.ProcessorProcess;
import io.pawstream.testkit.ProcessorSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Tests the live page of a running pipeline in Chromium. The tests build on each other. */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LivePageTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PHONE_WIDTH = 390;
    private static final String REFUSED = "a-model-with-a-name-that-is-much-longer-than-most-others";
    private static final String LONG_NAME = "a-name-without-a-space-".repeat(5);

    @TempDir
    private static Path models;

    private static Playwright playwright;
    private static Browser browser;
    private static Pipeline pipeline;
    private static int published;

    private final List<String> browserErrors = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void start() throws Exception {
        RequiredTool.require("chromium", "apt-get install -y chromium");
        PlaywrightAssertions.setDefaultAssertionTimeout((double) PATIENCE.toMillis());
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of("--no-sandbox", "--disable-background-networking")));
        pipeline = Pipeline.start(Map.of(
                "pawstream.model",
                "model5-8bit",
                "pawstream.models.directory",
                modelsWithARefusedOne().toString(),
                "quarkus.log.console.json.enabled",
                "true"));
    }

    /** Returns a repository with the published models, and one that is refused with a long message. */
    private static Path modelsWithARefusedOne() throws IOException {
        try (Stream<Path> published = Files.list(Pipeline.HOME.resolve("models").toRealPath())) {
            for (Path model : published.filter(Files::isDirectory).toList()) {
                Files.createSymbolicLink(models.resolve(model.getFileName()), model);
            }
        }
        Path refused = Files.createDirectory(models.resolve(REFUSED));
        Files.writeString(refused.resolve("model.onnx"), "");
        Files.writeString(refused.resolve("model.json"), "{\"name\":\"" + "no-model-name".repeat(20) + "\"}");
        return models;
    }

    @AfterAll
    static void stop() throws IOException {
        if (pipeline != null) {
            pipeline.close();
        }
        if (playwright != null) {
            playwright.close();
        }
    }

    @BeforeEach
    void open() {
        page = open(1360, ColorScheme.LIGHT);
    }

    @AfterEach
    void checkErrorsAndRequests() {
        page.close();
        assertThat(browserErrors).isEmpty();
        String origin = pipeline.processor().url().toString();
        assertThat(requests)
                .isNotEmpty()
                .allMatch(url -> url.startsWith(origin) || url.startsWith("data:") || url.startsWith("blob:"));
    }

    private Page open(int width, ColorScheme scheme) {
        Page opened = browser.newPage(
                new Browser.NewPageOptions().setViewportSize(width, 900).setColorScheme(scheme));
        opened.onConsoleMessage(message -> browserErrors.add(message.text()));
        opened.onPageError(browserErrors::add);
        opened.onRequest(request -> requests.add(request.url()));
        opened.navigate(pipeline.processor().url().toString());
        that(opened.locator("#status")).containsText("live");
        return opened;
    }

    private static LocatorAssertions that(Locator locator) {
        return PlaywrightAssertions.assertThat(locator);
    }

    private static List<ProducerRecord<byte[], byte[]>> images(int count) throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (DrawnSource drawn = new DrawnSource(3)) {
            for (int i = 0; i < count; i++) {
                records.add(record("page-" + published++, drawn.get(i % 20).read()));
            }
        }
        return records;
    }

    private static ProducerRecord<byte[], byte[]> record(String id, byte[] data) {
        ImageEvent event = new ImageEvent(id, "test", id + ".jpg", null, null, null, null, null, data);
        return ImageEventCodec.toRecord(TopicNames.DEFAULT.images(), event);
    }

    @Test
    @Order(1)
    void showsImagesAndTheCountsOfTheTopics() throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = images(60);
        for (int i = 0; i < 3; i++) {
            records.add(record("bad-" + i + LONG_NAME, "no image".getBytes(UTF_8)));
        }
        Outputs outputs = pipeline.publishAndAwait(records, PATIENCE);
        assertThat(outputs.predictions()).hasSize(60);
        assertThat(outputs.rejections()).hasSize(3);

        that(page.locator("#classified")).hasText("60");
        that(page.locator("#rejected")).hasText("3");
        that(page.locator("#reasons tbody tr")).hasText(Pattern.compile("unsupported-format.*not a JPEG.*3"));
        that(page.locator("#rejections li").first()).containsText("bad-");
        that(page.locator("#images img").first()).isVisible();
        assertThat(page.evaluate("[...document.images].every((image) => image.complete && image.naturalWidth > 0)"))
                .isEqualTo(true);
        that(page.locator("#classes li")).hasCount(2);
        that(page.locator("#classes li:has-text('cat')")).hasText(Pattern.compile("cat\\d+%"));
        that(page.locator("#classes li:has-text('dog')")).hasText(Pattern.compile("dog\\d+%"));
        that(page.locator("#confidence li")).hasCount(20);
        that(page.locator("#images .top").first()).hasText(Pattern.compile("(cat|dog).*%.*(cat|dog).*%"));
        that(page.locator("#chart-throughput"))
                .hasAttribute("aria-label", Pattern.compile(".*images/s classified, .*images/s rejected"));
        that(page.locator("#chart-throughput canvas")).isVisible();
        that(page.locator("#models tbody tr")).hasCount(8);
        that(page.locator("#models tr:has-text('" + REFUSED + "')")).containsText("is not a model card");
        that(page.locator("#instances")).containsText("no selection");

        assertThat(pipeline.log())
                .filteredOn(line -> line.contains("reason=unsupported-format"))
                .map(LivePageTest::json)
                .extracting(line -> line.at("/mdc/imageId").asText())
                .containsExactlyInAnyOrder("bad-0" + LONG_NAME, "bad-1" + LONG_NAME, "bad-2" + LONG_NAME);
    }

    /** Parses a log line. */
    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    @Test
    @Order(2)
    void selectsADefaultModelByKeyboard() throws Exception {
        page.locator("[aria-label='Make default: model3']").focus();
        page.keyboard().press("Enter");
        that(page.locator("#selection-status")).containsText("selection updated, revision");
        that(page.locator("#models tr:has-text('model3') .badge:has-text('default')")
                        .first())
                .isVisible();
        that(page.locator("#status")).containsText("model3");

        assertThat(pipeline.publishAndAwait(images(10), PATIENCE).predictions())
                .extracting(PredictionEvent::model)
                .extracting(PredictionEvent.Model::name)
                .hasSize(10)
                .containsOnly("model3");
    }

    @Test
    @Order(3)
    void setsCanaryAndShadowAndShowsTheAgreement() throws Exception {
        page.locator("#canary select").selectOption("model1");
        page.locator("#canary input").fill("100");
        page.locator("#canary button").click();
        // Immediately: the page has not received the canary yet.
        page.locator("#shadow select").selectOption("model5-8bit");
        page.locator("#shadow button").click();
        that(page.locator("#models")).containsText("shadow 100%");
        that(page.locator("#models")).containsText("canary 100%");
        awaitActive("/selection/canary/model", "model1");
        awaitActive("/selection/shadow/model", "model5-8bit");

        assertThat(pipeline.publishAndAwait(images(20), PATIENCE).predictions())
                .extracting(PredictionEvent::model)
                .extracting(PredictionEvent.Model::name)
                .containsOnly("model1");
        that(page.locator("#agreement"))
                .hasText(Pattern.compile("The shadow model agrees on [0-9.]+% of \\d+ images\\."));
        page.locator("#canary select").selectOption("");
        page.locator("#canary button").click();
        that(page.locator("#models .badge:has-text('canary')")).hasCount(0);
        awaitActive("/selection/canary/model", "");
    }

    /** Waits until the processor uses a selection. The page shows the desired one while its models load. */
    private static void awaitActive(String pointer, String model) throws Exception {
        SelectionApi api = new SelectionApi(pipeline);
        SelectionApi.await(() -> api.get("/selection").at(pointer).asText().equals(model));
    }

    @Test
    @Order(4)
    void classifiesADroppedImageAndShowsTheReasonOfARejection() throws Exception {
        String image = Base64.getEncoder().encodeToString(TestImages.jpeg());
        JSHandle dropped = page.evaluateHandle("""
                (image) => {
                  const bytes = Uint8Array.from(atob(image), (letter) => letter.charCodeAt(0));
                  const data = new DataTransfer();
                  data.items.add(new File([bytes], 'my pet.jpg', { type: 'image/jpeg' }));
                  return data;
                }""", image);
        page.dispatchEvent("#drop", "drop", Map.of("dataTransfer", dropped));
        that(page.locator("#uploads li").first())
                .hasText(Pattern.compile(
                        "my pet\\.jpg: (cat|dog), confidence [0-9.]+%, model model3, latency [0-9.]+ m?s"));

        page.setInputFiles("#file", new FilePayload("notes.txt", "text/plain", "no image".getBytes(UTF_8)));
        that(page.locator("#uploads li").first()).containsText("notes.txt: rejected, unsupported-format");

        page.setInputFiles("#file", new FilePayload("noise.bin", "application/octet-stream", new byte[2_000_000]));
        that(page.locator("#uploads li").first()).hasText(Pattern.compile("noise\\.bin: .* bytes.*"));
        // The browser logs the error response.
        assertThat(browserErrors).singleElement().asString().contains("413");
        browserErrors.clear();
    }

    @Test
    @Order(5)
    void showsAllInstances() throws Exception {
        Path log = Files.createTempFile("pawstream-second-", ".log");
        Map<String, String> settings = Map.of(
                "pawstream.models.directory",
                Pipeline.HOME.resolve("models").toString(),
                "pawstream.model",
                "model5-8bit");
        try (ProcessorProcess second = ProcessorProcess.start(new ProcessorSpec(
                Pipeline.HOME, pipeline.bootstrap(), EmbeddedBroker.freePort(), 256, settings, log))) {
            second.awaitReady(PATIENCE, () -> false);
            that(page.locator("#instances tbody tr")).hasCount(2);
            that(page.locator("#status")).containsText("2 instances");
        } finally {
            Files.delete(log);
        }
        that(page.locator("#instances tbody tr")).hasCount(1);
    }

    @Test
    @Order(6)
    void hiddenPagesDisconnect() throws Exception {
        awaitPages(1);
        page.evaluate("""
                Object.defineProperty(document, 'hidden', { value: true, configurable: true });
                document.dispatchEvent(new Event('visibilitychange'));
                """);
        that(page.locator("#status")).hasText("paused");
        awaitPages(0);
        page.evaluate("""
                Object.defineProperty(document, 'hidden', { value: false, configurable: true });
                document.dispatchEvent(new Event('visibilitychange'));
                """);
        that(page.locator("#status")).containsText("live");
    }

    private static void awaitPages(int pages) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (pipeline.metric("pawstream_pages_open") != pages) {
            assertThat(System.nanoTime()).as("open pages").isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    @Test
    @Order(7)
    void isAccessibleOnDesktopAndPhone() throws Exception {
        pipeline.publishAndAwait(images(20), PATIENCE);
        that(page.locator("#images li").first()).isVisible();
        assertAccessible(page);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page phone = open(PHONE_WIDTH, scheme);
            that(phone.locator("#models")).containsText("is not a model card");
            that(phone.locator("#reasons")).containsText("unsupported-format");
            assertNothingIsCutOff(phone);
            assertAccessible(phone);
            phone.close();
        }
    }

    /** The page gets the data directly, because the pipeline has two classes. Equal percentages are sorted by name. */
    @Test
    @Order(8)
    void showsTheLargestOfAThousandClassesOnAPhone() {
        Page phone = open(PHONE_WIDTH, ColorScheme.LIGHT);
        Object shown = phone.evaluate("""
                async (longName) => {
                  const { showClasses } = await import('/classes.js');
                  const { showImage } = await import('/images.js');
                  const images = { other: 7, constructor: 5000, [longName]: 4000 };
                  for (let i = 0; i < 998; i++) {
                    images[`class ${i}`] = 1 + (i % 500);
                  }
                  const top = Object.keys(images).slice(0, 3).map((label) => ({ label, probability: 0.3 }));
                  showImage({ imageId: longName, top, model: 'thousand' });
                  showClasses(images);
                  return [...document.querySelectorAll('#classes li')].map((item) => item.children[1].textContent);
                }""", LONG_NAME);
        assertThat((List<?>) shown)
                .extracting(String::valueOf)
                .hasSize(11)
                .startsWith(LONG_NAME, "constructor", "class 495", "class 496", "class 497", "class 498", "class 499")
                .endsWith("other");
        that(phone.locator("#images .top").first().locator("li")).hasCount(3);
        assertNothingIsCutOff(phone);
        phone.close();
    }

    @Test
    @Order(9)
    void rejectsRequestsAndFramesOfOtherOrigins() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        URI origin = pipeline.processor().url();
        HttpRequest foreign = HttpRequest.newBuilder(origin.resolve("/images"))
                .header("Origin", "http://evil.example")
                .POST(HttpRequest.BodyPublishers.ofByteArray(TestImages.jpeg()))
                .build();
        assertThat(client.send(foreign, BodyHandlers.ofString()).statusCode()).isEqualTo(403);

        HttpRequest own = HttpRequest.newBuilder(origin.resolve("/")).build();
        assertThat(client.send(own, BodyHandlers.discarding()).headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
    }

    @Test
    @Order(10)
    void roundsToTheLimitsOnlyWhatReachesThem() {
        assertThat(page.evaluate("""
                import('/dom.js').then(({ percent, trafficShare }) => [
                  ...[1, 0.99999, 0.996, 0.5, 0.00001, 0].map((fraction) => percent(fraction)),
                  ...[1, 0.996, 0.004, 0].map((fraction) => percent(fraction, 0)),
                  ...[1, 0.05, 0.0025].map(trafficShare),
                ])"""))
                .isEqualTo(List.of(
                        "100.0%",
                        ">99.9%", "99.6%", "50.0%", "<0.1%", "0.0%", //
                        "100%", ">99%", "<1%", "0%", //
                        "100%", "5%", "0.25%"));
    }

    @Test
    @Order(11)
    void escapesInvisibleCharacters() throws Exception {
        pipeline.publish(List.of(record("\u202egpj.exe\u009b", new byte[] {1})));
        that(page.locator("#rejections li").first()).containsText("\\u202egpj.exe\\u009b");
    }

    private static void assertNothingIsCutOff(Page phone) {
        assertThat(((Number) phone.evaluate("document.documentElement.scrollWidth")).intValue())
                .isLessThanOrEqualTo(PHONE_WIDTH);
        assertThat(phone.evaluate("""
                [...document.querySelectorAll('main *:not(.hidden)')]
                    .filter((element) => element.getBoundingClientRect().right > innerWidth)
                    .map((element) => element.outerHTML)""")).as("elements that are cut off").isEqualTo(List.of());
    }

    /** Asserts that axe reports no serious or critical violation. */
    private static void assertAccessible(Page page) {
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .filteredOn(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                .extracting(Rule::getId, Rule::getHelp, rule -> rule.getNodes().toString())
                .isEmpty();
    }
}
