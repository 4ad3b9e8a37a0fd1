package io.pawstream.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** What was measured, as a JSON file for programs and a plot for people. */
public final class Results {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;
    private final List<Result> results = new ArrayList<>();

    /**
     * One measurement.
     *
     * @param kind what kind of measurement
     * @param name what was measured
     * @param figures values by name and unit
     */
    public record Result(String kind, String name, Map<String, Double> figures) {}

    Results(Path folder) {
        this.folder = folder;
    }

    /** Adds figures to those of a name. */
    public void add(String kind, String name, Map<String, Double> figures) {
        results.stream()
                .filter(result -> result.kind.equals(kind) && result.name.equals(name))
                .findFirst()
                .orElseGet(() -> {
                    Result result = new Result(kind, name, new LinkedHashMap<>());
                    results.add(result);
                    return result;
                })
                .figures
                .putAll(figures);
    }

    /**
     * Writes {@code KIND.json} and {@code KIND.png}, with a bar of each figure of some for each name.
     *
     * @return the folder
     */
    public Path write(String kind, String unit, List<String> figures) throws IOException {
        List<Result> some =
                results.stream().filter(result -> result.kind.equals(kind)).toList();
        Files.createDirectories(folder);
        JSON.writeValue(folder.resolve(kind + ".json").toFile(), some);
        CategoryChart chart = new CategoryChartBuilder()
                .width(900)
                .height(500)
                .title(kind)
                .yAxisTitle(unit)
                .build();
        List<String> names = some.stream().map(Result::name).toList();
        for (String figure : figures) {
            chart.addSeries(
                    figure,
                    names,
                    some.stream()
                            .map(result -> result.figures.getOrDefault(figure, 0.0))
                            .toList());
        }
        ImageIO.write(
                BitmapEncoder.getBufferedImage(chart),
                "png",
                folder.resolve(kind + ".png").toFile());
        return folder;
    }
}
