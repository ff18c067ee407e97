package org.jobyard.web.api;

import java.util.Optional;
import java.util.UUID;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;

/** Jobs that were asked for by id. */
final class Jobs {

    private Jobs() {}

    static <T> T require(Optional<T> found, UUID id) {
        return found.orElseThrow(() -> new JobyardException(ErrorCode.NOT_FOUND, "There is no job " + id + "."));
    }
}
