package io.pawstream.sources.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Line2D;

/** Draws legs and paws. */
final class Legs {

    private Legs() {}

    /** Draws a leg from the body to the ground, with its paw. */
    static void leg(Brush brush, Coat coat, double x, double y, double footX, double footY) {
        coat.part(brush, form(x, y, footX, footY), coat.base());
        paw(brush, coat, footX, footY);
    }

    /** Draws a darker leg on the far side of the body. */
    static void farLeg(Brush brush, Coat coat, double x, double y, double footX, double footY) {
        coat.part(brush, form(x, y, footX, footY), Colors.scaled(coat.base(), 0.72));
    }

    static void paw(Brush brush, Coat coat, double x, double y) {
        coat.part(brush, Shapes.ellipse(x, y, 0.34, 0.21), coat.light());
        Color line = Colors.scaled(coat.light(), 0.6);
        brush.line(new Line2D.Double(x - 0.1, y + 0.02, x - 0.1, y + 0.16), 0.03, line);
        brush.line(new Line2D.Double(x + 0.1, y + 0.02, x + 0.1, y + 0.16), 0.03, line);
    }

    private static Shape form(double x, double y, double footX, double footY) {
        return new BasicStroke(0.46f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                .createStrokedShape(new Line2D.Double(x, y, footX, footY));
    }
}
