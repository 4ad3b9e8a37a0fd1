package io.pawstream.quickstart.demo;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Opens pages in the user's browser. */
final class BrowserWindow {

    private BrowserWindow() {}

    /** Opens a page. Does nothing without a display or a browser. */
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
            // There is no browser. The demo also prints the address.
        }
    }

    /**
     * Returns the operating system's command that opens a URI.
     *
     * @param system value of the system property {@code os.name}
     * @param environment environment variables
     * @return words of the command; empty without a display
     */
    static Optional<List<String>> command(String system, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("mac")) {
            return Optional.of(List.of("open"));
        }
        if (name.contains("windows")) {
            return Optional.of(List.of("rundll32", "url.dll,FileProtocolHandler"));
        }
        boolean display = environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
        return display ? Optional.of(List.of("xdg-open")) : Optional.empty();
    }
}
