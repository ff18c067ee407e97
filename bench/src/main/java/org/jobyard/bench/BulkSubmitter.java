package org.jobyard.bench;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** Many jobs a request. */
final class BulkSubmitter implements Submitter {
    private final Http http;
    private final int batch;

    BulkSubmitter(URI api, String token, int batch) {
        http = new Http(URI.create(api + "/jobs/bulk"), token);
        this.batch = batch;
    }

    @Override
    public void submit(List<String> names) throws IOException, InterruptedException {
        String jobs = names.stream()
                .map(name -> "{\"job\":" + Http.job(name) + "}")
                .collect(Collectors.joining(",", "[", "]"));
        String answer = http.post("{\"jobs\":" + jobs + "}", 200);
        if (answer.contains("\"problem\"")) {
            throw new IOException("a job was refused: " + answer);
        }
    }

    @Override
    public int batch() {
        return batch;
    }
}
