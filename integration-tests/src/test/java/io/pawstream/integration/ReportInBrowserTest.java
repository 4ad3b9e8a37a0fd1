package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.pawstream.onnx.DrawnModel;
import io.pawstream.onnx.command.OnnxCommand;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report in a real browser. */
@Tag("slow")
class ReportInBrowserTest {

    private static final int PHONE_WIDTH = 390;

    @TempDir
    private Path directory;

    private final List<String> errors = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    private static boolean isWithin(Page page, int width) {
        return ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue() <= width;
    }

    private Page open(Browser browser, int width, ColorScheme scheme) {
        Page page = browser.newPage(
                new Browser.NewPageOptions().setViewportSize(width, 900).setColorScheme(scheme));
        page.onConsoleMessage(message -> errors.add(message.text()));
        page.onPageError(errors::add);
        page.onRequest(request -> requests.add(request.url()));
        page.navigate(directory.resolve("report/index.html").toUri().toString());
        return page;
    }

    @Test
    void thePageIsWholeOnAnyScreen() throws Exception {
        Path chromium = RequiredTool.require("chromium", "apt-get install chromium");
        DrawnModel.publish(directory.resolve("models"), "drawn-one");
        int exitCode = OnnxCommand.commandLine(Clock.systemUTC())
                .execute(
                        "report", "--data", "drawn", "--models", directory + "/models", "--out", directory + "/report");
        assertThat(exitCode).isZero();
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium)
                                .setArgs(List.of("--no-sandbox", "--disable-background-networking")))) {
            Page wide = open(browser, 1280, ColorScheme.LIGHT);
            assertThat(wide.locator("section h2").allInnerTexts()).containsExactly("Images", "Models", "drawn-one");
            assertThat((Number) wide.evaluate("document.images.length"))
                    .isEqualTo(3 + wide.locator("figure").count());
            assertThat(wide.evaluate(
                            "[...document.images].filter(image => !image.naturalWidth).map(image => image.alt)"))
                    .isEqualTo(List.of());
            assertThat(isWithin(wide, 1280)).isTrue();
            Object white = wide.evaluate("getComputedStyle(document.body).backgroundColor");

            Page phone = open(browser, PHONE_WIDTH, ColorScheme.DARK);
            assertThat(isWithin(phone, PHONE_WIDTH)).isTrue();
            assertThat(phone.locator("td[data-label='Test accuracy']").isVisible())
                    .isTrue();
            assertThat(phone.evaluate("getComputedStyle(document.body).backgroundColor"))
                    .isNotEqualTo(white);
        }
        assertThat(errors).isEmpty();
        assertThat(requests).isNotEmpty().allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
    }
}
