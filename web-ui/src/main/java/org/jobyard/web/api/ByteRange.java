package org.jobyard.web.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One range of bytes from a {@code Range} header.
 *
 * @param first offset of the first byte; negative: that many bytes before the end
 * @param length how many bytes at most
 */
record ByteRange(long first, long length) {

    // Eighteen digits fit into a long, whatever they are.
    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})", Pattern.CASE_INSENSITIVE);

    /** The range; empty for none, and for what HTTP lets a server ignore: several ranges, other units, nonsense. */
    static Optional<ByteRange> parse(String header) {
        Matcher matcher = SINGLE.matcher(header == null ? "" : header.replace(" ", ""));
        if (!matcher.matches()
                || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (matcher.group(1).isEmpty()) {
            long fromEnd = Long.parseLong(matcher.group(2));
            return fromEnd == 0 ? Optional.empty() : Optional.of(new ByteRange(-fromEnd, fromEnd));
        }
        long first = Long.parseLong(matcher.group(1));
        if (matcher.group(2).isEmpty()) {
            return Optional.of(new ByteRange(first, Long.MAX_VALUE));
        }
        long last = Long.parseLong(matcher.group(2));
        return last < first ? Optional.empty() : Optional.of(new ByteRange(first, last - first + 1));
    }
}
