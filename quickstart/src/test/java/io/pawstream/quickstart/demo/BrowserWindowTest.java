package io.pawstream.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrowserWindowTest {

    @Test
    void eachOperatingSystemHasItsCommand() {
        assertThat(BrowserWindow.command("Mac OS X", Map.of())).hasValue(List.of("open"));
        assertThat(BrowserWindow.command("Windows 11", Map.of()))
                .hasValue(List.of("rundll32", "url.dll,FileProtocolHandler"));
        assertThat(BrowserWindow.command("Linux", Map.of("DISPLAY", ":0"))).hasValue(List.of("xdg-open"));
        assertThat(BrowserWindow.command("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0")))
                .hasValue(List.of("xdg-open"));
    }

    @Test
    void withoutADisplayThereIsNoCommand() {
        assertThat(BrowserWindow.command("Linux", Map.of())).isEmpty();
    }
}
