package org.jobyard.systemtests.container;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import org.jobyard.startup.Startup;

/** Lets work in, as the front does in the application that is delivered. */
@Singleton
@jakarta.ejb.Startup
@DependsOn("Startup")
public class LastStep {
    @Inject
    private Startup startup;

    @PostConstruct
    void open() {
        startup.open();
    }
}
