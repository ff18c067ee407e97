package org.jobyard.submission;

import java.util.List;
import org.jobyard.registration.Committer;
import org.jobyard.registration.RegisterJobs;
import org.jobyard.registration.Registered;
import org.jobyard.registration.Registration;
import org.jobyard.testing.TestCore;

/** What submitters who wait for an answer need of the server. */
public final class WithoutServer {
    private WithoutServer() {}

    /** From now on their submissions are registered one at a time, and there is no broker that could take none. */
    public static TestCore serve(TestCore node) {
        node.replace(Committer.class, new Committer() {
            @Override
            public List<Registered> register(List<Registration> registrations) {
                return node.inTransaction(() -> node.bean(RegisterJobs.class).register(registrations));
            }
        });
        node.replace(SubmitJob.class, new SubmitJob() {
            @Override
            void requireBrokerTakes() {
                // There is none.
            }
        });
        return node;
    }
}
