package io.pawstream.quickstart.demo;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The browser of whoever runs a command. */
final class BrowserWindow {

    private BrowserWindow() {}

    /** Opens a page, where there is a screen to see it on and a browser to open it; elsewhere nothing happens. */
    static void open(URI page) {
        Optional<List<String>> command = command(System.getProperty("os.name"), System.getenv());
        if (command.isEmpty()) {
            return;
        }
        List<String> words = new ArrayList<>(command.get());
        words.add(page.toString());
        try {
            new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // No browser: the page's address is on the screen as well.
        }
    }

    /** The system's command that opens an address; empty without a screen. */
    static Optional<List<String>> command(String system, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("mac")) {
            return Optional.of(List.of("open"));
        }
        if (name.contains("windows")) {
            return Optional.of(List.of("rundll32", "url.dll,FileProtocolHandler"));
        }
        boolean screen = environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
        return screen ? Optional.of(List.of("xdg-open")) : Optional.empty();
    }
}
