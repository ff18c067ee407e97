package org.jobyard.web.view.overview;

import java.util.Locale;

/** Draws numbers as the path of an SVG image of {@link #WIDTH} by {@link #HEIGHT} units, one after the other from left to right. */
final class Drawing {

    static final int WIDTH = 600;
    static final int HEIGHT = 120;
    private static final double GAP = 0.2;

    private Drawing() {}

    /** A bar for each number, standing on the one of {@code below}; {@code most} is as high as the image. */
    static String bars(double[] below, double[] values, double most) {
        StringBuilder path = new StringBuilder();
        double step = (double) WIDTH / values.length;
        for (int i = 0; i < values.length; i++) {
            if (values[i] > 0) {
                double left = i * step + step * GAP / 2;
                double right = (i + 1) * step - step * GAP / 2;
                path.append(String.format(
                        Locale.ROOT,
                        "M%.1f %.1fV%.1fH%.1fV%.1fZ",
                        left,
                        y(below[i], most),
                        y(below[i] + values[i], most),
                        right,
                        y(below[i], most)));
            }
        }
        return path.toString();
    }

    /** A line through the numbers, broken where one is NaN; one that stands alone is a short stroke. */
    static String line(double[] values, double most) {
        StringBuilder path = new StringBuilder();
        double step = (double) WIDTH / values.length;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                boolean first = i == 0 || Double.isNaN(values[i - 1]);
                boolean last = i == values.length - 1 || Double.isNaN(values[i + 1]);
                double from = first && last ? i * step : (i + 0.5) * step;
                path.append(String.format(Locale.ROOT, "%s%.1f %.1f", first ? "M" : "L", from, y(values[i], most)));
                if (first && last) {
                    path.append(String.format(Locale.ROOT, "H%.1f", (i + 1) * step));
                }
            }
        }
        return path.toString();
    }

    private static double y(double value, double most) {
        return most == 0 ? HEIGHT : HEIGHT - HEIGHT * value / most;
    }
}
