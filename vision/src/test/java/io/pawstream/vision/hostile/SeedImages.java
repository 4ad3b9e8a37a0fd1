package io.pawstream.vision.hostile;

import static io.pawstream.vision.hostile.SeedDrawing.drawWithPalette;
import static io.pawstream.vision.hostile.SeedDrawing.image;
import static io.pawstream.vision.hostile.SeedEncoders.animatedGif;
import static io.pawstream.vision.hostile.SeedEncoders.imageIo;
import static io.pawstream.vision.hostile.SeedEncoders.mat;
import static io.pawstream.vision.hostile.SeedEncoders.openCv;
import static io.pawstream.vision.hostile.SeedEncoders.openCvAnimation;
import static java.awt.image.BufferedImage.TYPE_3BYTE_BGR;
import static java.awt.image.BufferedImage.TYPE_4BYTE_ABGR;
import static java.awt.image.BufferedImage.TYPE_BYTE_GRAY;
import static java.awt.image.BufferedImage.TYPE_USHORT_565_RGB;
import static java.awt.image.BufferedImage.TYPE_USHORT_GRAY;

import io.pawstream.vision.Cases;
import io.pawstream.vision.Cases.Case;
import io.pawstream.vision.hostile.Seed.Format;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import javax.imageio.ImageWriteParam;
import javax.imageio.plugins.bmp.BMPImageWriteParam;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Intact images of all formats and most of their variants, drawn or from the {@link Cases}, the same in every run. */
final class SeedImages {

    /** Start of the names of images that are not drawn. */
    static final String CASE = "case ";

    private final List<Seed> seeds = new ArrayList<>();

    private SeedImages() {}

    static List<Seed> draw() throws IOException {
        SeedImages images = new SeedImages();
        images.jpeg();
        images.png();
        images.gif();
        images.bmp();
        images.webp();
        images.cases();
        return images.seeds;
    }

    private void add(Seed.Format format, String name, byte[] bytes) {
        seeds.add(new Seed(format, name, bytes));
    }

    private void jpeg() throws IOException {
        byte[] baseline = imageIo(image(300, 200, TYPE_3BYTE_BGR), "jpg");
        byte[] thumbnail = imageIo(image(32, 24, TYPE_3BYTE_BGR), "jpg");
        add(Format.JPEG, "baseline", baseline);
        add(Format.JPEG, "small", imageIo(image(40, 30, TYPE_3BYTE_BGR), "jpg"));
        add(Format.JPEG, "grey", imageIo(image(60, 50, TYPE_BYTE_GRAY), "jpg"));
        byte[] progressive = imageIo(image(160, 100, TYPE_3BYTE_BGR), "jpg", SeedImages::inPasses);
        add(Format.JPEG, "progressive", progressive);
        add(Format.JPEG, "progressive with a profile", JpegEditor.withProfile(progressive));
        add(Format.JPEG, "exif", JpegEditor.withExif(imageIo(image(90, 70, TYPE_3BYTE_BGR), "jpg"), thumbnail));
        WritableRaster cmyk = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 64, 48, 4, null);
        byte[] inks = new byte[64 * 48 * 4];
        new Random(4).nextBytes(inks);
        cmyk.setDataElements(0, 0, 64, 48, inks);
        byte[] fourChannels = imageIo(cmyk, "jpg");
        add(Format.JPEG, "four channels", fourChannels);
        add(Format.JPEG, "four inks", JpegEditor.withInks(fourChannels));
        add(
                Format.JPEG,
                "restarts",
                openCv(
                        mat(image(120, 80, TYPE_3BYTE_BGR)),
                        ".jpg",
                        opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL,
                        3,
                        opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR,
                        opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_411));
        add(
                Format.JPEG,
                "progressive, optimized",
                openCv(
                        mat(image(200, 320, TYPE_3BYTE_BGR)),
                        ".jpg",
                        opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE,
                        1,
                        opencv_imgcodecs.IMWRITE_JPEG_OPTIMIZE,
                        1));
    }

    private void png() throws IOException {
        byte[] rgb = imageIo(image(100, 80, TYPE_3BYTE_BGR), "png");
        add(Format.PNG, "rgb", rgb);
        add(Format.PNG, "alpha", imageIo(image(80, 60, TYPE_4BYTE_ABGR), "png"));
        add(Format.PNG, "grey", imageIo(image(40, 30, TYPE_BYTE_GRAY), "png"));
        add(Format.PNG, "16 bits grey", imageIo(image(50, 40, TYPE_USHORT_GRAY), "png"));
        add(Format.PNG, "interlaced", imageIo(image(90, 70, TYPE_3BYTE_BGR), "png", SeedImages::inPasses));
        add(Format.PNG, "interlaced alpha", imageIo(image(33, 25, TYPE_4BYTE_ABGR), "png", SeedImages::inPasses));
        for (int bits : new int[] {1, 2, 4, 8}) {
            add(Format.PNG, "palette of " + bits + " bits", imageIo(drawWithPalette(70, 50, bits), "png"));
        }
        Mat deep = new Mat();
        try (Mat alpha = mat(image(40, 40, TYPE_4BYTE_ABGR))) {
            alpha.convertTo(deep, opencv_core.CV_16U, 257, 0);
        }
        add(Format.PNG, "16 bits alpha", openCv(deep, ".png"));
        add(Format.PNG, "ancillary", PngEditor.withAncillaryChunks(rgb));
        add(
                Format.PNG,
                "animated",
                openCvAnimation(".png", mat(image(50, 40, TYPE_4BYTE_ABGR)), mat(drawWithPalette(50, 40, 8))));
    }

    private void gif() throws IOException {
        add(Format.GIF, "plain", imageIo(drawWithPalette(120, 90, 8), "gif"));
        add(Format.GIF, "two colors", imageIo(drawWithPalette(40, 30, 1), "gif"));
        add(Format.GIF, "interlaced", imageIo(drawWithPalette(60, 40, 4), "gif", SeedImages::inPasses));
        add(
                Format.GIF,
                "animated",
                animatedGif(
                        List.of(drawWithPalette(60, 40, 8), drawWithPalette(60, 40, 4), drawWithPalette(60, 40, 2))));
        add(
                Format.GIF,
                "animated, by OpenCV",
                openCvAnimation(".gif", mat(image(50, 40, TYPE_4BYTE_ABGR)), mat(drawWithPalette(50, 40, 8))));
    }

    private void bmp() throws IOException {
        byte[] rgb = imageIo(image(50, 40, TYPE_3BYTE_BGR), "bmp");
        add(Format.BMP, "24 bits", rgb);
        add(Format.BMP, "from the top", imageIo(image(30, 40, TYPE_3BYTE_BGR), "bmp", param -> ((BMPImageWriteParam)
                        param)
                .setTopDown(true)));
        add(Format.BMP, "16 bits", imageIo(image(33, 40, TYPE_USHORT_565_RGB), "bmp", compressed("BI_BITFIELDS")));
        add(Format.BMP, "32 bits", openCv(mat(image(40, 40, TYPE_4BYTE_ABGR)), ".bmp"));
        add(Format.BMP, "palette of 8 bits", imageIo(small(8), "bmp"));
        add(Format.BMP, "palette of 4 bits", imageIo(small(4), "bmp"));
        add(Format.BMP, "palette of 1 bit", imageIo(small(1), "bmp"));
        add(Format.BMP, "runs of 8 bits", imageIo(small(8), "bmp", compressed("BI_RLE8")));
        ByteBuffer old = ByteBuffer.allocate(26 + rgb.length - 54).order(ByteOrder.LITTLE_ENDIAN);
        old.put(rgb, 0, 14)
                .putInt(12)
                .putShort((short) 50)
                .putShort((short) 40)
                .putShort((short) 1)
                .putShort((short) 24);
        old.put(rgb, 54, rgb.length - 54).putInt(2, old.capacity()).putInt(10, 26);
        add(Format.BMP, "of OS 2", old.array());
        add(Format.BMP, "runs of 4 bits", runsOfFourBits(imageIo(small(4), "bmp")));
    }

    /** Encodes each row as runs of one color: OpenCV cannot read the run-length encoding of ImageIO. */
    private static byte[] runsOfFourBits(byte[] plain) {
        int pixels = 14 + 40 + 16 * 4;
        ByteBuffer out = ByteBuffer.allocate(pixels + 50 * 8 + 2).order(ByteOrder.LITTLE_ENDIAN);
        out.put(plain, 0, pixels).putInt(2, out.capacity()).putInt(30, 2).putInt(34, 50 * 8 + 2);
        for (int row = 0; row < 50; row++) {
            out.put((byte) 20).put((byte) row).put((byte) 30).put((byte) (3 * row));
            out.put((byte) 10).put((byte) (7 * row)).putShort((short) 0);
        }
        return out.putShort((short) 0x0100).array();
    }

    /** Adds the cases that can be decoded. */
    private void cases() throws IOException {
        for (Case image : Cases.all()) {
            if (image.failures().isEmpty()) {
                Format format =
                        switch (image.encoded()[0]) {
                            case -1 -> Format.JPEG;
                            case 'G' -> Format.GIF;
                            case 'B' -> Format.BMP;
                            case 'R' -> Format.WEBP;
                            default -> Format.PNG;
                        };
                add(format, CASE + image.name(), image.encoded());
            }
        }
    }

    private static void inPasses(ImageWriteParam param) {
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }

    private static BufferedImage small(int bits) {
        return drawWithPalette(60, 50, bits);
    }

    private static Consumer<ImageWriteParam> compressed(String compression) {
        return param -> {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(compression);
        };
    }

    private void webp() throws IOException {
        int[] lossy = {opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 70};
        int[] lossless = {opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 101};
        add(Format.WEBP, "lossy", openCv(mat(image(200, 150, TYPE_3BYTE_BGR)), ".webp", lossy));
        add(Format.WEBP, "lossy, small", openCv(mat(image(20, 16, TYPE_3BYTE_BGR)), ".webp", lossy));
        add(Format.WEBP, "lossy alpha", openCv(mat(image(80, 60, TYPE_4BYTE_ABGR)), ".webp", lossy));
        add(Format.WEBP, "lossless", openCv(mat(image(60, 50, TYPE_3BYTE_BGR)), ".webp", lossless));
        add(Format.WEBP, "lossless alpha", openCv(mat(image(50, 40, TYPE_4BYTE_ABGR)), ".webp", lossless));
        add(
                Format.WEBP,
                "animated",
                openCvAnimation(".webp", mat(image(60, 40, TYPE_4BYTE_ABGR)), mat(drawWithPalette(60, 40, 8))));
    }
}
