package io.pawstream.benchmark.shared;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** The measured values of a benchmark. They are written as JSON and as a bar chart. */
public final class Results {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path directory;
    private final Map<String, Map<String, Double>> valuesByName = new LinkedHashMap<>();

    /** An element of the JSON array. */
    private record Entry(String name, Map<String, Double> values) {}

    Results(Path directory) {
        this.directory = directory;
    }

    /**
     * Adds values. Values with the same names replace earlier ones.
     *
     * @param name what was measured, for example a model
     * @param values values by name and unit
     */
    public void add(String name, Map<String, Double> values) {
        valuesByName.computeIfAbsent(name, each -> new LinkedHashMap<>()).putAll(values);
    }

    /**
     * Writes {@code BENCHMARK.json} with all values and {@code BENCHMARK.png} with some.
     *
     * @param benchmark name of the benchmark
     * @param unit title of the vertical axis
     * @param plotted names of the values to plot; a missing value is plotted as 0
     * @return the directory of the files, created if it does not exist
     * @throws IOException if a file cannot be written
     */
    public Path write(String benchmark, String unit, List<String> plotted) throws IOException {
        Files.createDirectories(directory);
        JSON.writeValue(
                directory.resolve(benchmark + ".json").toFile(),
                valuesByName.entrySet().stream()
                        .map(entry -> new Entry(entry.getKey(), entry.getValue()))
                        .toList());
        CategoryChart chart = new CategoryChartBuilder()
                .width(900)
                .height(500)
                .title(benchmark)
                .yAxisTitle(unit)
                .build();
        List<String> names = List.copyOf(valuesByName.keySet());
        for (String value : plotted) {
            chart.addSeries(
                    value,
                    names,
                    valuesByName.values().stream()
                            .map(values -> values.getOrDefault(value, 0.0))
                            .toList());
        }
        ImageIO.write(
                BitmapEncoder.getBufferedImage(chart),
                "png",
                directory.resolve(benchmark + ".png").toFile());
        return directory;
    }
}
