package io.pawstream.sources.drawing;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** The surroundings of an animal: the background behind it, the light and the noise over it. */
record Scene(Background background, Light light, SplittableRandom random) {

    static Scene random(Dimension size, SplittableRandom random) {
        return new Scene(Background.random(random.split()), Light.random(size, random.split()), random);
    }

    void paint(BufferedImage image, Consumer<Brush> subject) {
        Brush brush = Brush.on(image);
        background.paint(brush, new Dimension(image.getWidth(), image.getHeight()), random);
        subject.accept(brush);
        light.paint(brush);
        brush.dispose();
        if (random.nextInt(4) == 0) {
            Grain.apply(image, random.nextInt(4, 22), random.nextLong());
        }
    }
}
