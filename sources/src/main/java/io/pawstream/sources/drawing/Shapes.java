package io.pawstream.sources.drawing;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.SplittableRandom;

/** Creates the shapes of animals. */
final class Shapes {

    private Shapes() {}

    static Shape ellipse(double x, double y, double radiusX, double radiusY) {
        return new Ellipse2D.Double(x - radiusX, y - radiusY, 2 * radiusX, 2 * radiusY);
    }

    /** {@return a smooth closed curve through the points x0, y0, x1, y1 and so on (Catmull-Rom)} */
    static Path2D blob(double... xy) {
        int points = xy.length / 2;
        Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO, points + 2);
        path.moveTo(xy[0], xy[1]);
        for (int i = 0; i < points; i++) {
            int before = 2 * ((i + points - 1) % points);
            int here = 2 * i;
            int next = 2 * ((i + 1) % points);
            int after = 2 * ((i + 2) % points);
            path.curveTo(
                    xy[here] + (xy[next] - xy[before]) / 6,
                    xy[here + 1] + (xy[next + 1] - xy[before + 1]) / 6,
                    xy[next] - (xy[after] - xy[here]) / 6,
                    xy[next + 1] - (xy[after + 1] - xy[here + 1]) / 6,
                    xy[next],
                    xy[next + 1]);
        }
        path.closePath();
        return path;
    }

    /** {@return a blob that mirrors its right half, given as points from top to bottom} */
    static Path2D symmetric(double... xy) {
        int points = xy.length / 2;
        double[] all = new double[4 * points];
        System.arraycopy(xy, 0, all, 0, xy.length);
        for (int i = 0; i < points; i++) {
            all[2 * points + 2 * i] = -xy[2 * (points - 1 - i)];
            all[2 * points + 2 * i + 1] = xy[2 * (points - 1 - i) + 1];
        }
        return blob(all);
    }

    /** {@return an open line: start, control point, end} */
    static Path2D curve(double x0, double y0, double x1, double y1, double x2, double y2) {
        Path2D path = new Path2D.Double();
        path.moveTo(x0, y0);
        path.quadTo(x1, y1, x2, y2);
        return path;
    }

    static Path2D polygon(double... xy) {
        Path2D path = new Path2D.Double();
        path.moveTo(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) {
            path.lineTo(xy[i], xy[i + 1]);
        }
        path.closePath();
        return path;
    }

    /** {@return the same shape with small tufts along its outline} */
    static Path2D fluffy(Shape shape, double tuft, SplittableRandom random) {
        Path2D path = new Path2D.Double();
        double[] to = new double[6];
        double x = 0;
        double y = 0;
        double walked = 0;
        for (PathIterator edge = shape.getPathIterator(null, 0.02); !edge.isDone(); edge.next()) {
            int segment = edge.currentSegment(to);
            if (segment == PathIterator.SEG_MOVETO) {
                path.moveTo(to[0], to[1]);
            } else if (segment == PathIterator.SEG_CLOSE) {
                path.closePath();
                continue;
            } else {
                double length = Math.hypot(to[0] - x, to[1] - y);
                walked += length;
                if (walked > tuft && length > 0) {
                    // Blobs run clockwise on the screen, so the outside is on the left of the path.
                    double out = tuft * random.nextDouble(0.25, 0.6) / length;
                    path.lineTo(x + (to[1] - y) * out, y - (to[0] - x) * out);
                    walked = 0;
                }
                path.lineTo(to[0], to[1]);
            }
            x = to[0];
            y = to[1];
        }
        return path;
    }
}
