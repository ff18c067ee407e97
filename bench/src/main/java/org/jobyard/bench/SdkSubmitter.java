package org.jobyard.bench;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jobyard.sdk.amqp.Broker;
import org.jobyard.sdk.client.JobyardClient;
import org.jobyard.sdk.client.SubmittedJob;
import org.jobyard.sdk.message.Submission;

/** Many messages on their way at once, through the SDK's client. */
final class SdkSubmitter implements Submitter {
    private final JobyardClient client;
    private final int batch;

    SdkSubmitter(Target target, int batch) throws IOException {
        Broker broker = new Broker(URI.create(target.brokerUri()), target.brokerUser(), target.brokerPassword());
        client = JobyardClient.builder(broker)
                .id("bench-" + UUID.randomUUID())
                .token(target.token())
                .start();
        this.batch = batch;
    }

    @Override
    public void submit(List<String> names) {
        List<CompletableFuture<?>> registered = new ArrayList<>();
        for (String name : names) {
            SubmittedJob job = client.submit(new Submission(1, name, NoopWorker.TYPE, null, null, null, null, null));
            registered.add(job.registered());
        }
        registered.forEach(CompletableFuture::join);
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public void close() {
        client.close();
    }
}
