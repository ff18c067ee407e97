package org.jobyard.web.api.live;

import java.io.IOException;

/** What one client is told of one job. Used by one thread at a time. */
public interface Feed {

    /**
     * Sends all that is new.
     *
     * @return true when nothing will ever follow
     * @throws IOException when the client is gone
     */
    boolean advance() throws IOException;

    /** Whether to look again after a while even when no change is heard. */
    boolean looksAgain();
}
