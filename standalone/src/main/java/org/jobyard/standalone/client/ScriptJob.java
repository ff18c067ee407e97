package org.jobyard.standalone.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** The API's form of a script to run. */
final class ScriptJob {
    private ScriptJob() {}

    /** A job that runs at once. */
    static ObjectNode now(String name, String script) {
        ObjectNode job = ApiClient.JSON.createObjectNode().put("name", name).put("type", "script");
        job.putObject("parameters").put("script", script);
        return job;
    }

    /** A job that starts no earlier than {@code start}. */
    static ObjectNode at(String name, String script, Instant start) {
        return now(name, script).put("startAt", start.toString());
    }
}
