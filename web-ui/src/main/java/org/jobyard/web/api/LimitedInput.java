package org.jobyard.web.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;

/** A stream that ends in a refusal when more than a number of bytes come. Not thread-safe, and without marks. */
final class LimitedInput extends FilterInputStream {

    private final long most;
    private long read;

    LimitedInput(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    static JobyardException tooLarge(long most) {
        return new JobyardException(ErrorCode.TOO_LARGE, "The body may have at most " + most + " bytes.");
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(Math.max(0, count));
        return count;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long skipped = super.skip(wanted);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long more) {
        read += more;
        if (read > most) {
            throw tooLarge(most);
        }
    }
}
