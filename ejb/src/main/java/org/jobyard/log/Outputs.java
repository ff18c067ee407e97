package org.jobyard.log;

import jakarta.ejb.Stateless;
import java.util.List;
import java.util.UUID;
import org.jobyard.sdk.message.OutputFile;
import org.jobyard.security.Caller;

/** Reads what jobs left. */
@Stateless
public class Outputs {
    /** The files of a job. */
    public List<OutputFile> list(Caller caller, UUID job) {
        throw new UnsupportedOperationException();
    }
    /** Opens a file; the caller closes it. */
    public OutputDownload open(Caller caller, UUID job, String name) {
        throw new UnsupportedOperationException();
    }
}
