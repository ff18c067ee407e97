package org.jobyard.log;

import jakarta.ejb.Stateless;
import java.util.UUID;
import org.jobyard.security.Caller;

/** Reads logs. */
@Stateless
public class LogReader {
    /** A piece of the log of the job's last execution. */
    public LogSlice read(Caller caller, UUID job, LogStream stream, long offset, int maxBytes) {
        throw new UnsupportedOperationException();
    }
}
