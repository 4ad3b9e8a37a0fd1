package io.pawstream.onnx.image;

import io.pawstream.model.ImageSize;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A sheet with rows of images on white. Each row is below its label, each image above its caption.
 *
 * <pre>{@code
 * new ImageSheet(store.size())
 *         .row("cat", List.of(new Tile("1.jpg", store.pixels(0)), new Tile("2.jpg", store.pixels(1))))
 *         .write(Path.of("images.png"));
 * }</pre>
 */
public final class ImageSheet {

    private static final int TILE_WIDTH = 240;
    private static final int MARGIN = 20;
    private static final int GAP = 12;
    private static final int LABEL_HEIGHT = 34;
    private static final int CAPTION_HEIGHT = 30;
    private static final Font LABEL = new Font(Font.SANS_SERIF, Font.BOLD, 18);
    private static final Font CAPTION = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    private static final Color INK = new Color(0x22, 0x22, 0x22);
    private static final Color PALE_INK = new Color(0x66, 0x66, 0x66);

    private final ImageSize size;
    private final List<Row> rows = new ArrayList<>();

    /**
     * An image with its caption.
     *
     * @param caption text below the image; its beginning is cut if it is too long
     * @param pixels uint8 RGB, rows from the top, at the buffer's position, which does not change
     */
    public record Tile(String caption, ByteBuffer pixels) {}

    private record Row(String label, List<Tile> tiles) {}

    /**
     * Creates an empty sheet.
     *
     * @param size size of the images, which are drawn 240 pixels wide
     */
    public ImageSheet(ImageSize size) {
        this.size = size;
    }

    /**
     * Adds a row below the others.
     *
     * @param label text above the row
     * @param tiles the images of the row
     * @return this sheet
     */
    public ImageSheet row(String label, List<Tile> tiles) {
        rows.add(new Row(label, List.copyOf(tiles)));
        return this;
    }

    /** {@return the sheet as an image} */
    public BufferedImage draw() {
        int tileHeight = Math.max(1, TILE_WIDTH * size.height() / size.width());
        int rowHeight = LABEL_HEIGHT + tileHeight + CAPTION_HEIGHT;
        int columns = rows.stream().mapToInt(row -> row.tiles.size()).max().orElse(0);
        BufferedImage sheet = new BufferedImage(
                2 * MARGIN + Math.max(1, columns) * (TILE_WIDTH + GAP) - GAP,
                MARGIN + rows.size() * rowHeight + MARGIN / 2,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int i = 0; i < rows.size(); i++) {
            int top = MARGIN + i * rowHeight;
            pen.setFont(LABEL);
            pen.setColor(INK);
            pen.drawString(rows.get(i).label, MARGIN, top + 16);
            pen.setFont(CAPTION);
            pen.setColor(PALE_INK);
            int left = MARGIN;
            for (Tile tile : rows.get(i).tiles) {
                pen.drawImage(
                        RgbImage.of(tile.pixels, size), left, top + LABEL_HEIGHT - 6, TILE_WIDTH, tileHeight, null);
                String caption = fitting(tile.caption, pen.getFontMetrics());
                pen.drawString(caption, left, top + LABEL_HEIGHT + tileHeight + 12);
                left += TILE_WIDTH + GAP;
            }
        }
        pen.dispose();
        return sheet;
    }

    /**
     * Writes the sheet as a PNG file and creates its directory if missing.
     *
     * @param file the file, which is replaced
     * @throws IOException if the file cannot be written, or this system has no font
     */
    public void write(Path file) throws IOException {
        PngFile.write(file, this::draw);
    }

    private static String fitting(String caption, FontMetrics metrics) {
        String fitting = caption;
        for (int cut = 1; metrics.stringWidth(fitting) > TILE_WIDTH; cut++) {
            fitting = "\u2026" + caption.substring(cut);
        }
        return fitting;
    }
}
