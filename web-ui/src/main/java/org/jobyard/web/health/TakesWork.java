package org.jobyard.web.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: started, and database and broker answer. A blocked broker makes submitters slow and the node not unready. */
@Readiness
@ApplicationScoped
public class TakesWork implements HealthCheck {

    @Inject
    org.jobyard.startup.Readiness readiness;

    @Override
    public HealthCheckResponse call() {
        org.jobyard.startup.Readiness.Report report = readiness.check();
        // Who asks is not known here, so nothing is told that names hosts; the log has it.
        return HealthCheckResponse.named("takes-work")
                .status(report.ready())
                .withData("started", report.started())
                .withData("database", report.database())
                .withData("broker", report.broker())
                .withData("blocked", report.blocked())
                .withData("inDoubt", report.inDoubt())
                .withData("oldIntents", report.oldIntents())
                .build();
    }
}
