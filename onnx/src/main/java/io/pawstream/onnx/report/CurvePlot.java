package io.pawstream.onnx.report;

import io.pawstream.cli.ErrorMessages;
import io.pawstream.model.Training.Epoch;
import io.pawstream.onnx.image.PngFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The curves of a training by epoch, in two panels side by side: accuracy and loss, each on the training and the
 * validation split, with a line at the exported epoch.
 *
 * <pre>{@code
 * new CurvePlot(result.history(), 17).write(Path.of("curves.png"));
 * }</pre>
 */
public final class CurvePlot {

    // Twice the size of a panel on the page, for high-resolution screens.
    private static final int WIDTH = 840;
    private static final int HEIGHT = 540;
    private static final Color INK = new Color(0x33, 0x3a, 0x44);
    private static final Color GRID = new Color(0xe6, 0xe8, 0xeb);
    private static final Color TRAINING = new Color(0x3b, 0x74, 0xb9);
    private static final Color VALIDATION = new Color(0xd9, 0x6c, 0x0d);
    private static final Color EXPORTED = new Color(0x8a, 0x92, 0x9c);

    private final List<Epoch> history;
    private final int exportedEpoch;

    /**
     * Creates a plot.
     *
     * @param history a row per epoch, at least one
     * @param exportedEpoch number of the epoch to mark, one of the history
     * @throws IllegalArgumentException if the history does not have that epoch
     */
    public CurvePlot(List<Epoch> history, int exportedEpoch) {
        this.history = List.copyOf(history);
        this.exportedEpoch = exportedEpoch;
        if (history.stream().noneMatch(epoch -> epoch.epoch() == exportedEpoch)) {
            throw new IllegalArgumentException("exported epoch is " + exportedEpoch
                    + "; it must be in the history, which has " + history.size() + " epochs");
        }
    }

    /**
     * Writes both panels as a PNG file and creates its directory if missing.
     *
     * @param file the file, which is replaced
     * @throws IOException if the file cannot be written, or this system has no font
     */
    public void write(Path file) throws IOException {
        PngFile.write(file, this::image);
    }

    /**
     * Writes both panels; logs a failure instead of throwing, because a training must not fail without its plot.
     *
     * @param file the file, which is replaced
     * @param log receives the error message
     */
    public void tryWrite(Path file, Consumer<String> log) {
        try {
            write(file);
        } catch (IOException e) {
            log.accept("cannot plot training curves: " + ErrorMessages.of(e));
        }
    }

    /** {@return both panels} */
    public BufferedImage image() {
        BufferedImage both = new BufferedImage(2 * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = both.createGraphics();
        graphics.drawImage(accuracy(), 0, 0, null);
        graphics.drawImage(loss(), WIDTH, 0, null);
        graphics.dispose();
        return both;
    }

    /** {@return the panel of accuracies; its axis ends at 100%} */
    BufferedImage accuracy() {
        double lowest = DoubleStream.concat(values(Epoch::accuracy), values(Epoch::validationAccuracy))
                .min()
                .orElse(0);
        XYChart chart = chart("Accuracy", Math.min(0.9, Math.floor((lowest - 0.01) * 20) / 20), 1);
        chart.getStyler().setYAxisTickLabelsFormattingFunction(value -> Math.round(100 * value) + "%");
        return draw(chart, Epoch::accuracy, Epoch::validationAccuracy);
    }

    /**
     * {@return the panel of losses} Its axis ends at three times the median, so that a large first loss does not
     * flatten the curves.
     */
    BufferedImage loss() {
        double[] sorted = DoubleStream.concat(values(Epoch::loss), values(Epoch::validationLoss))
                .sorted()
                .toArray();
        double highest = sorted.length == 0 ? 1 : Math.min(sorted[sorted.length - 1], 3 * sorted[sorted.length / 2]);
        return draw(chart("Loss (cross-entropy)", 0, 1.05 * highest), Epoch::loss, Epoch::validationLoss);
    }

    /** {@return the finite values; a training that diverged has others} */
    private DoubleStream values(ToDoubleFunction<Epoch> value) {
        return history.stream().mapToDouble(value).filter(Double::isFinite);
    }

    private XYChart chart(String title, double lowest, double highest) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("epoch")
                .build();
        XYStyler style = chart.getStyler();
        style.setChartBackgroundColor(Color.WHITE).setChartFontColor(INK).setChartPadding(16);
        style.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 26)).setChartTitleBoxVisible(false);
        style.setPlotBorderVisible(false).setPlotContentSize(0.98);
        style.setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Horizontal);
        style.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 20))
                .setLegendBorderColor(Color.WHITE)
                .setLegendSeriesLineLength(36)
                .setLegendPadding(14);
        style.setMarkerSize(9);
        style.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(1.5f));
        style.setPlotGridVerticalLinesVisible(false).setAxisTicksMarksVisible(false);
        style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 20)).setAxisTickLabelsColor(INK);
        style.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 20));
        style.setYAxisTitleVisible(false);
        style.setYAxisMin(lowest).setYAxisMax(highest);
        style.setXAxisMin(first() - 0.5).setXAxisMax(last() + 0.5);
        // Epochs are integers: the ticks are set apart so that their labels differ.
        style.setXAxisDecimalPattern("0");
        return chart;
    }

    private int first() {
        return history.get(0).epoch();
    }

    private int last() {
        return history.get(history.size() - 1).epoch();
    }

    private BufferedImage draw(XYChart chart, ToDoubleFunction<Epoch> training, ToDoubleFunction<Epoch> validation) {
        // All names have descenders: the legend is aligned by the height of its text.
        addCurve(chart, "training split", training, TRAINING);
        addCurve(chart, "validation split", validation, VALIDATION);
        XYSeries line = chart.addSeries(
                "exported epoch " + exportedEpoch,
                new double[] {exportedEpoch, exportedEpoch},
                new double[] {chart.getStyler().getYAxisMin(), chart.getStyler().getYAxisMax()});
        line.setMarker(SeriesMarkers.NONE)
                .setLineColor(EXPORTED)
                .setLineStyle(
                        new BasicStroke(2.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {8, 6}, 0));
        return BitmapEncoder.getBufferedImage(chart);
    }

    private void addCurve(XYChart chart, String name, ToDoubleFunction<Epoch> value, Color color) {
        double[] epochs = history.stream().mapToDouble(Epoch::epoch).toArray();
        XYSeries curve = chart.addSeries(
                name, epochs, history.stream().mapToDouble(value).toArray());
        curve.setMarker(SeriesMarkers.CIRCLE)
                .setMarkerColor(color)
                .setLineColor(color)
                .setLineStyle(new BasicStroke(3.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }
}
