package org.jobyard.systemtests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** One more script worker of a running Jobyard, beside the one that it started itself. */
public final class SecondWorker implements AutoCloseable {
    private final String name = "second-" + UUID.randomUUID();
    private final ScriptWorker process;

    private SecondWorker(Jobyard jobyard, Map<String, String> more) throws IOException {
        Path folder = Path.of("target", name).toAbsolutePath();
        Folders.create(folder);
        Map<String, String> settings = new HashMap<>();
        settings.put("JOBYARD_AMQP_URI", jobyard.status().brokerUri().toString());
        settings.put("JOBYARD_AMQP_USER", jobyard.status().brokerUser());
        settings.put("JOBYARD_AMQP_PASSWORD", jobyard.status().brokerPassword());
        settings.put("JOBYARD_OUTPUT_DIR", jobyard.home().resolve("outputs").toString());
        settings.put("JOBYARD_WORKER_NAME", name);
        settings.putAll(more);
        process = ScriptWorker.start(folder, settings);
    }

    /** Starts it, with these settings besides those it needs, and returns when the server has heard of it. */
    public static SecondWorker start(Jobyard jobyard, ApiClient api, Map<String, String> more) throws IOException {
        SecondWorker worker = new SecondWorker(jobyard, more);
        new Workers(api)
                .await(worker.name, found -> found.path("state").asText().equals("LIVE"));
        return worker;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its process. */
    public ScriptWorker process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
