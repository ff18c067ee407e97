package org.jobyard.web.health;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive: the application answers. An outage of database or broker is none of this node's and no reason to restart it. */
@Liveness
@ApplicationScoped
public class Answers implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.up("answers");
    }
}
