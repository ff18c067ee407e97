package org.jobyard.web.api.error;

import java.util.LinkedHashMap;
import java.util.Map;

/** Headers that belong to problems of some kinds. */
final class ProblemHeaders {

    private ProblemHeaders() {}

    static Map<String, String> of(Problem problem) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cache-Control", "no-store");
        if (problem.status() == 401) {
            headers.put("WWW-Authenticate", "Bearer realm=\"jobyard\"");
        }
        if (problem.conflictingJob() != null) {
            headers.put("Link", "<" + problem.conflictingJob().href() + ">; rel=\"related\"");
        }
        if (problem.retryAfterSeconds() > 0) {
            headers.put("Retry-After", Integer.toString(problem.retryAfterSeconds()));
        }
        return headers;
    }
}
