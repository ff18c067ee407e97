package org.jobyard.submission;

import java.util.regex.Pattern;

/** The header {@code traceparent} of W3C Trace Context, version 00. */
final class TraceParent {
    private static final Pattern FORM = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceParent() {}

    /** The header as it came; null when it is missing or not well-formed, which the standard says to ignore. */
    static String wellFormed(String header) {
        return header != null && FORM.matcher(header).matches() ? header : null;
    }
}
