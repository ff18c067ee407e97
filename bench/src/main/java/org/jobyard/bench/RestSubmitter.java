package org.jobyard.bench;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** One job a request. */
final class RestSubmitter implements Submitter {
    private final Http http;

    RestSubmitter(URI api, String token) {
        http = new Http(URI.create(api + "/jobs"), token);
    }

    @Override
    public void submit(List<String> names) throws IOException, InterruptedException {
        for (String name : names) {
            http.post(Http.job(name), 201);
        }
    }

    @Override
    public int batch() {
        return 1;
    }
}
