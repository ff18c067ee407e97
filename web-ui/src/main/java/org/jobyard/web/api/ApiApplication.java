package org.jobyard.web.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/**
 * All resources and providers of the application. The version is part of each resource's path, so that an address under
 * {@code /api} which no version knows is still answered with a problem.
 */
@ApplicationPath("/api")
public class ApiApplication extends Application {

    // Jersey has room for one JSON library; naming one it does not know keeps its own from reading what ours should.
    private static final Map<String, Object> OUR_OWN_JSON = Map.of("jersey.config.jsonFeature", "Jobyard");

    @Override
    public Map<String, Object> getProperties() {
        return OUR_OWN_JSON;
    }
}
