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
 * The report: one HTML file without scripts or external resources.
 *
 * @param source name of the source of the images
 * @param made when the report was created
 * @param machine description of the machine on which throughput was measured
 * @param data the images, one entry for each way in which they are divided
 * @param models results of the models, at least one
 * @param omitted a sentence for each model that is not on the report, with the reason
 */
public record ReportPage(
        String source,
        Instant made,
        String machine,
        List<DataResult> data,
        List<ModelResult> models,
        List<String> omitted) {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

    /**
     * Copies the lists.
     *
     * @param source name of the source of the images
     * @param made when the report was created
     * @param machine description of the machine on which throughput was measured
     * @param data the images, one entry for each way in which they are divided
     * @param models results of the models, at least one
     * @param omitted a sentence for each model that is not on the report
     * @throws IllegalArgumentException if there is no model
     */
    public ReportPage {
        data = List.copyOf(data);
        models = List.copyOf(models);
        omitted = List.copyOf(omitted);
        if (models.isEmpty()) {
            throw new IllegalArgumentException("a report has no models; at least 1 is required");
        }
    }

    /**
     * Returns the page.
     *
     * @return the page as HTML
     * @throws IOException if the template cannot be read
     */
    public String html() throws IOException {
        Map<String, String> content = Map.of(
                "source", Html.escape(source),
                "made", MINUTE.format(made),
                "machine", Html.escape(machine),
                "data", data.stream().map(this::data).collect(Collectors.joining()),
                "overview", OverviewTable.of(models),
                "omitted",
                        omitted.stream()
                                .map(sentence -> "<p class=\"note\">" + Html.escape(sentence) + "</p>\n")
                                .collect(Collectors.joining()),
                "models", models.stream().map(ModelSection::of).collect(Collectors.joining()));
        // In one pass, because inserted content may look like a placeholder.
        return PLACEHOLDER
                .matcher(template())
                .replaceAll(place -> Matcher.quoteReplacement(content.getOrDefault(place.group(1), "")));
    }

    private String data(DataResult division) {
        String heading = data.size() == 1
                ? ""
                : "<h3>Split for " + Html.escape(String.join(", ", division.models())) + "</h3>\n";
        return heading + DataSection.of(division);
    }

    private static String template() throws IOException {
        try (InputStream in = ReportPage.class.getResourceAsStream("report.html")) {
            if (in == null) {
                throw new IOException("resource report.html is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
