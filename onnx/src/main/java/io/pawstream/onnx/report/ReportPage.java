package io.pawstream.onnx.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The report as one HTML file that needs no other and runs no script.
 *
 * @param source the images, as the user named them
 * @param made when it was made
 * @param machine what the speeds were measured on
 * @param data the images, once for each way in which they were divided
 * @param models at least one model
 * @param leftOut a sentence for each model that is not in the report, and why
 */
public record ReportPage(
        String source,
        Instant made,
        String machine,
        List<DataResult> data,
        List<ModelResult> models,
        List<String> leftOut) {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    public ReportPage {
        data = List.copyOf(data);
        models = List.copyOf(models);
        leftOut = List.copyOf(leftOut);
        if (models.isEmpty()) {
            throw new IllegalArgumentException("a report of no models; it must be at least one");
        }
    }

    /** The whole page. */
    public String html() throws IOException {
        Map<String, String> content = Map.of(
                "source", Html.escape(source),
                "made", MINUTE.format(made),
                "machine", Html.escape(machine),
                "data", data.stream().map(this::data).collect(Collectors.joining()),
                "overview", OverviewTable.of(models),
                "leftOut",
                        leftOut.stream()
                                .map(sentence -> "<p class=\"note\">" + Html.escape(sentence) + "</p>\n")
                                .collect(Collectors.joining()),
                "models", models.stream().map(ModelSection::of).collect(Collectors.joining()));
        // In one pass: what is filled in may look like a place itself.
        return PLACE.matcher(template()).replaceAll(place -> Matcher.quoteReplacement(content.get(place.group(1))));
    }

    private String data(DataResult division) {
        String heading = data.size() == 1
                ? ""
                : "<h3>As divided for " + Html.escape(String.join(", ", division.models())) + "</h3>\n";
        return heading + DataSection.of(division);
    }

    private static String template() throws IOException {
        try (InputStream in = ReportPage.class.getResourceAsStream("/report/report.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
